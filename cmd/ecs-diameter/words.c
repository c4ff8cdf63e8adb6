/* words.c - what Debian's dictionaries lack is defined, the rest is found. */
#include <errno.h>
#include <string.h>

#include "base/log.h"
#include "fd.h"
#include "words.h"

static const struct {
	unsigned	 code, vendor;
	const char	*name;
	enum dict_avp_basetype type;
} avps[] = {
#define AVP(id, code, vendor, name, type)	{ code, vendor, name, AVP_TYPE_##type },
#include "words.def"
};

static const struct {
	unsigned	 code, application;
	const char	*request, *answer;
} commands[] = {
	/* RFC 4740 calls its command 286 Multimedia-Auth-Request, too. */
	{ 268, WORDS_EAP, "Diameter-EAP-Request", "Diameter-EAP-Answer" },
	{ 303, WORDS_SWX, "3GPP-Multimedia-Auth-Request", "3GPP-Multimedia-Auth-Answer" },
};

static struct dict_object *avp_of[NELEM(avps)], *command_of[NELEM(commands)];

struct dict_object *
word(enum word w)
{
	return avp_of[w];
}

struct dict_object *
command(enum command c)
{
	return command_of[c];
}

unsigned
word_code(enum word w)
{
	return avps[w].code;
}

unsigned
word_vendor(enum word w)
{
	return avps[w].vendor;
}

/* freeDiameter copies names, but does not say const. */
static char *
loose(const char *s)
{
	return (char *)(uintptr_t)s;
}

static int
learn_avp(struct dictionary *d, size_t i)
{
	struct dict_avp_request what = { avps[i].vendor, avps[i].code, NULL };
	const uint8_t mask = AVP_FLAG_VENDOR | AVP_FLAG_MANDATORY;
	struct dict_avp_data data = {
		avps[i].code, avps[i].vendor, loose(avps[i].name), mask,
		avps[i].vendor != 0 ? mask : AVP_FLAG_MANDATORY, avps[i].type
	};
	int rc = fd_dict_search(d, DICT_AVP, AVP_BY_CODE_AND_VENDOR, &what, &avp_of[i], ENOENT);

	/* ANID's M bit is clear, and answers must not be judged by flags of it anyway. */
	if (i == W_ANID)
		data.avp_flag_val = AVP_FLAG_VENDOR;
	return rc == ENOENT ? fd_dict_new(d, DICT_AVP, &data, NULL, &avp_of[i]) : rc;
}

static int
learn_command(struct dictionary *d, size_t i, struct dict_object *application)
{
	command_code_t code = commands[i].code;
	struct dict_cmd_data request = { code, loose(commands[i].request),
	    CMD_FLAG_REQUEST | CMD_FLAG_PROXIABLE | CMD_FLAG_ERROR,
	    CMD_FLAG_REQUEST | CMD_FLAG_PROXIABLE };
	struct dict_cmd_data answer = { code, loose(commands[i].answer), CMD_FLAG_REQUEST, 0 };
	struct dict_object *found;
	int rc = fd_dict_search(d, DICT_COMMAND, CMD_BY_CODE_R, &code, &command_of[i], ENOENT);

	if (rc == ENOENT)
		rc = fd_dict_new(d, DICT_COMMAND, &request, application, &command_of[i]);
	if (rc == 0)
		rc = fd_dict_search(d, DICT_COMMAND, CMD_BY_CODE_A, &code, &found, ENOENT);
	return rc == ENOENT ? fd_dict_new(d, DICT_COMMAND, &answer, application, NULL) : rc;
}

/* The application, which is offered in CER; vendor NULL for one of the IETF. */
static int
learn_application(struct dictionary *d, unsigned id, const char *name,
    struct dict_object *vendor, struct dict_object **out)
{
	struct dict_application_data data = { id, loose(name) };
	int rc = fd_dict_search(d, DICT_APPLICATION, APPLICATION_BY_ID, &id, out, ENOENT);

	if (rc == ENOENT)
		rc = fd_dict_new(d, DICT_APPLICATION, &data, vendor, out);
	return rc != 0 ? rc : fd_disp_app_support(*out, vendor, 1, 0);
}

static int
learn(struct dictionary *d)
{
	struct dict_vendor_data data = { WORDS_3GPP, loose("3GPP") };
	vendor_id_t id = WORDS_3GPP;
	struct dict_object *vendor, *eap, *swx;
	int rc = fd_dict_search(d, DICT_VENDOR, VENDOR_BY_ID, &id, &vendor, ENOENT);

	if (rc == ENOENT)
		rc = fd_dict_new(d, DICT_VENDOR, &data, NULL, &vendor);
	if (rc == 0)
		rc = learn_application(d, WORDS_EAP, "Diameter EAP", NULL, &eap);
	if (rc == 0)
		rc = learn_application(d, WORDS_SWX, "3GPP SWx", vendor, &swx);
	for (size_t i = 0; rc == 0 && i < NELEM(avps); i++)
		rc = learn_avp(d, i);
	for (size_t i = 0; rc == 0 && i < NELEM(commands); i++)
		rc = learn_command(d, i, commands[i].application == WORDS_EAP ? eap : swx);
	return rc;
}

bool
words_learn(void)
{
	int rc = learn(fd_g_config->cnf_dict);

	if (rc != 0)
		log_msg(L_ERROR, "Diameter's dictionary: %s", strerror(rc));
	return rc == 0;
}
