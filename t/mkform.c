/*
 * mkform.c - what a page does with a form, without the page.
 * usage: mkform CONF OPERATOR LINE_ID DEVICE_ID SESSION FORMS withdraw
 *        mkform CONF OPERATOR LINE_ID DEVICE_ID SESSION FORMS submit TERMS_VERSION
 *               [COUNTRY A1 A3 RD HNO LOC PC]
 * SESSION is the text whose SHA-256 is the session's id; prints the error's name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "flow/wifi_calling.h"

int
main(int argc, char **argv)
{
	struct conf *conf = argc > 7 ? conf_read(argv[1]) : NULL;
	uint8_t session[CRYPT_HASH], digest[CRYPT_HASH] = { 0 };
	const struct conf_operator *op;
	struct civic address;
	struct wifi_form f;
	struct db *db;
	enum ecs_err e;

	if (conf == NULL || (op = conf_operator_by_name(conf, argv[2])) == NULL)
		return 2;
	db = db_new(conf, "websheet");
	crypt_sha256(SPAN(argv[5], strlen(argv[5])), session);
	f = (struct wifi_form){
		.line_id = strtoull(argv[3], NULL, 10), .device_id = strtoull(argv[4], NULL, 10),
		.session = SPAN(session, sizeof(session)), .forms = (unsigned)atoi(argv[6]),
		.terms_version = argc > 8 ? strtoull(argv[8], NULL, 10) : 0, .language = "en",
		.terms_digest = SPAN(digest, sizeof(digest)), .now_ms = clock_ms(),
	};
	for (int i = 0; i < CIVIC__MAX; i++)
		address.f[i] = i + 9 < argc ? argv[i + 9] : "";
	if (argc > 9)
		f.address = &address;
	if (strcmp(argv[7], "withdraw") == 0)
		e = wifi_calling_withdraw(db, op, &f);
	else
		e = wifi_calling_submit(db, op, &f);
	puts(ecs_err_name(e));
	outbox_wake(conf);
	db_free(db);
	conf_free(conf);
	return e != ECS_OK;
}
