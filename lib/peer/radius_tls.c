/* radius_tls.c - OpenSSL's TLS over a socket that does not block. */
#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "peer/radius_tls.h"

struct radius_tls {
	SSL		*ssl;
	int		 fd;
	size_t		 have;		/* of a packet that is not whole yet */
	uint8_t		 in[RADIUS_MAX];
};

struct radius_tls *
radius_tls_new(void)
{
	struct radius_tls *t = calloc(1, sizeof(*t));

	if (t == NULL)
		abort();
	return t;
}

void
radius_tls_close(struct radius_tls *t)
{
	if (t->ssl == NULL)
		return;
	SSL_shutdown(t->ssl);
	SSL_free(t->ssl);
	ERR_clear_error();
	crypt_wipe(t, sizeof(*t));
	t->fd = -1;
}

static bool
certificates(SSL_CTX *c, const struct conf_operator *op)
{
	if (*op->peer_ca != '\0' ? SSL_CTX_load_verify_file(c, op->peer_ca) != 1 :
	    SSL_CTX_set_default_verify_paths(c) != 1)
		return false;
	return *op->peer_certificate == '\0' ||
	    (SSL_CTX_use_certificate_chain_file(c, op->peer_certificate) == 1 &&
	    SSL_CTX_use_PrivateKey_file(c, op->peer_certificate, SSL_FILETYPE_PEM) == 1);
}

/* RFC 6614 2.3: the name is checked as it stands in the configuration. */
static bool
expect(SSL *ssl, const char *host)
{
	unsigned char address[16];

	if (inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1)
		return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1;
	SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1;
}

static SSL *
session(int fd, const struct conf_operator *op, const char *host)
{
	SSL_CTX *c = SSL_CTX_new(TLS_client_method());
	SSL *ssl = NULL;

	if (c == NULL)
		abort();
	SSL_CTX_set_verify(c, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_mode(c, SSL_MODE_AUTO_RETRY);
	if (SSL_CTX_set_min_proto_version(c, TLS1_3_VERSION) == 1 && certificates(c, op) &&
	    (ssl = SSL_new(c)) != NULL && (!expect(ssl, host) || SSL_set_fd(ssl, fd) != 1)) {
		SSL_free(ssl);
		ssl = NULL;
	}
	SSL_CTX_free(c);
	return ssl;
}

/* After rc of an operation: is it worth another go before the time is up? */
static bool
again(struct radius_tls *t, int rc, uint64_t until)
{
	switch (SSL_get_error(t->ssl, rc)) {
	case SSL_ERROR_WANT_READ:
		return radius_wait(t->fd, POLLIN, until);
	case SSL_ERROR_WANT_WRITE:
		return radius_wait(t->fd, POLLOUT, until);
	default:
		return false;
	}
}

enum ecs_err
radius_tls_open(struct radius_tls *t, int fd, const struct conf_operator *op, const char *host,
    uint64_t until, const char **why)
{
	int rc;

	ERR_clear_error();
	*t = (struct radius_tls){ .fd = fd, .ssl = session(fd, op, host) };
	if (t->ssl == NULL) {
		*why = "peer-ca or peer-certificate cannot be read";
		return ECS_KEYS;
	}
	do
		rc = SSL_connect(t->ssl);
	while (rc != 1 && again(t, rc, until));
	if (rc == 1)
		return ECS_OK;
	*why = SSL_get_verify_result(t->ssl) != X509_V_OK ? "its certificate is not trusted" :
	    "TLS handshake failed";
	radius_tls_close(t);
	return ECS_PEER_DOWN;
}

bool
radius_tls_write(struct radius_tls *t, struct span s, uint64_t until)
{
	int rc;

	ERR_clear_error();
	do
		rc = SSL_write(t->ssl, s.p, (int)s.len);
	while (rc <= 0 && again(t, rc, until));
	return rc > 0;
}

/* A whole packet moves out of what was read. */
static bool
whole(struct radius_tls *t, uint8_t *out, size_t *len)
{
	size_t n = t->have >= RADIUS_HEAD ? radius_length(t->in) : 0;

	if (n == 0 || t->have < n)
		return false;
	memcpy(out, t->in, n);
	crypt_wipe(t->in, n);
	*len = n;
	t->have = 0;
	return true;
}

enum radius_got
radius_tls_read(struct radius_tls *t, uint8_t *out, size_t *len, uint64_t until)
{
	size_t want;
	int rc, error;

	ERR_clear_error();
	for (;;) {
		want = t->have < RADIUS_HEAD ? RADIUS_HEAD : radius_length(t->in);
		if (want == 0)		/* where the next packet begins is lost */
			return RADIUS_DOWN;
		rc = SSL_read(t->ssl, t->in + t->have, (int)(want - t->have));
		if (rc > 0) {
			t->have += (size_t)rc;
			if (whole(t, out, len))
				return RADIUS_PACKET;
			continue;
		}
		error = SSL_get_error(t->ssl, rc);
		if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
			return RADIUS_DOWN;
		if (!again(t, rc, until))
			return RADIUS_TIME;
	}
}
