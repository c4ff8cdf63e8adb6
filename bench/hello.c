/*
 * hello.c - what a FastCGI program costs at the least: libfcgi's own loop and
 * 1 KB of text; with a database on the command line, one prepared SELECT by
 * primary key a request.  The yardstick for bench/run.
 * usage: hello [-d] [SOCKET USER PASSWORD DATABASE]   -d: drain and FCGX_Detach
 */
#include <fcgiapp.h>
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static MYSQL_STMT	*st;
static MYSQL_BIND	 in, out[2];
static long long	 id = 1;
static char		 imsi[16];
static unsigned long	 imsi_len;

static void
die(const char *why)
{
	fprintf(stderr, "hello: %s\n", why);
	exit(1);
}

static void
open_database(char **a)
{
	static const char sql[] = "SELECT id, imsi FROM sim WHERE id = ?";
	MYSQL *my = mysql_init(NULL);

	if (mysql_real_connect(my, NULL, a[1], a[2], a[3], 0, a[0], 0) == NULL)
		die(mysql_error(my));
	st = mysql_stmt_init(my);
	if (mysql_stmt_prepare(st, sql, strlen(sql)) != 0)
		die(mysql_stmt_error(st));
	in.buffer_type = out[0].buffer_type = MYSQL_TYPE_LONGLONG;
	in.buffer = out[0].buffer = &id;
	out[1].buffer_type = MYSQL_TYPE_STRING;
	out[1].buffer = imsi;
	out[1].buffer_length = sizeof(imsi);
	out[1].length = &imsi_len;
	if (mysql_stmt_bind_param(st, &in) != 0 || mysql_stmt_bind_result(st, out) != 0)
		die(mysql_stmt_error(st));
}

static void
select_one(void)
{
	if (mysql_stmt_execute(st) != 0 || mysql_stmt_fetch(st) != 0)
		die(mysql_stmt_error(st));
	mysql_stmt_free_result(st);
}

int
main(int argc, char **argv)
{
	int detach = argc > 1 && strcmp(argv[1], "-d") == 0;
	char body[1025], rest[512];
	FCGX_Request fr;

	memset(body, 'x', 1024);
	body[1024] = '\0';
	if (argc - detach > 4)
		open_database(argv + 1 + detach);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&fr, 0, 0) != 0)
		die("no FastCGI socket on descriptor 0");
	while (FCGX_Accept_r(&fr) == 0) {
		if (st != NULL)
			select_one();
		FCGX_PutS("Content-Type: text/plain\r\nContent-Length: 1024\r\n\r\n", fr.out);
		FCGX_PutStr(body, 1024, fr.out);
		if (detach) {
			while (FCGX_GetStr(rest, sizeof(rest), fr.in) > 0)
				continue;
			FCGX_Detach(&fr);
		}
		FCGX_Finish_r(&fr);
	}
	return 0;
}
