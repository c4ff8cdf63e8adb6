/* conf_list.c - lists of texts, and of addresses with ranges. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"

/*
 * "192.0.2.0/24" or "192.0.2.1" -> the address and how many bits of it count;
 * -1 when it is none of that family.
 */
static int
range_bits(const char *range, int family, uint8_t net[16])
{
	char host[INET6_ADDRSTRLEN];
	const char *slash = strchr(range, '/');
	size_t n = slash != NULL ? (size_t)(slash - range) : strlen(range);
	int all = family == AF_INET6 ? 128 : 32, bits = all;

	if (n >= sizeof(host) || (slash != NULL && (slash[1] == '\0' ||
	    strlen(slash + 1) > 3 || strspn(slash + 1, "0123456789") != strlen(slash + 1))))
		return -1;
	memcpy(host, range, n);
	host[n] = '\0';
	if (slash != NULL)
		bits = atoi(slash + 1);
	return bits <= all && inet_pton(family, host, net) == 1 ? bits : -1;
}

bool
conf_is_range(const char *s)
{
	uint8_t net[16];

	return range_bits(s, AF_INET, net) >= 0 || range_bits(s, AF_INET6, net) >= 0;
}

bool
conf_endpoint(const char *s, struct sockaddr_storage *out)
{
	struct sockaddr_in *v4 = (void *)out;
	struct sockaddr_in6 *v6 = (void *)out;
	const char *colon = strrchr(s, ':');
	size_t n = colon != NULL ? (size_t)(colon - s) : 0, digits;
	char host[INET6_ADDRSTRLEN + 2];
	unsigned long port;

	memset(out, 0, sizeof(*out));
	if (n < 2 || n >= sizeof(host))
		return false;
	memcpy(host, s, n);
	host[n] = '\0';
	digits = strspn(colon + 1, "0123456789");
	port = strtoul(colon + 1, NULL, 10);
	if (digits < 1 || digits > 5 || colon[1 + digits] != '\0' || port < 1 || port > 65535)
		return false;
	if (*host == '[' && host[n - 1] == ']') {
		host[n - 1] = '\0';
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons((uint16_t)port);
		return inet_pton(AF_INET6, host + 1, &v6->sin6_addr) == 1;
	}
	v4->sin_family = AF_INET;
	v4->sin_port = htons((uint16_t)port);
	return inet_pton(AF_INET, host, &v4->sin_addr) == 1;
}

bool
conf_list_has(const struct conf_list *l, const char *s)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcasecmp(l->s[i], s) == 0)
			return true;
	return false;
}

static bool
in_range(const char *range, int family, const uint8_t *addr)
{
	uint8_t net[16];
	int bits = range_bits(range, family, net);

	if (bits < 0 || memcmp(net, addr, (size_t)bits / 8) != 0)
		return false;
	return bits % 8 == 0 ||
	    (net[bits / 8] ^ addr[bits / 8]) >> (8 - bits % 8) == 0;
}

/* Its family, 0 when it is no address.  A socket of both families maps IPv4. */
static int
address_get(const char *s, uint8_t addr[16])
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	int family = strchr(s, ':') != NULL ? AF_INET6 : AF_INET;

	if (inet_pton(family, s, addr) != 1)
		return 0;
	if (family == AF_INET || memcmp(addr, mapped, sizeof(mapped)) != 0)
		return family;
	memmove(addr, addr + sizeof(mapped), 4);
	return AF_INET;
}

void
conf_network(const char *address, char out[CONF_NETWORK])
{
	uint8_t addr[16];
	int family = address_get(address, addr);

	*out = '\0';
	if (family == AF_INET6)
		memset(addr + 8, 0, 8);
	if (family != 0)
		inet_ntop(family, addr, out, CONF_NETWORK);
}

bool
conf_list_covers(const struct conf_list *l, const char *address)
{
	uint8_t addr[16];
	int family = address_get(address, addr);

	if (family == 0)
		return false;
	for (size_t i = 0; i < l->n; i++)
		if (in_range(l->s[i], family, addr))
			return true;
	return false;
}
