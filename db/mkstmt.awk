# mkstmt.awk - statements.sql to stmt.h (mode=h), stmt.c (mode=c), or the
# database rights that each program's statements need (mode=grants).

function die(msg) {
	printf "%s:%d: %s\n", FILENAME, FNR, msg > "/dev/stderr"
	failed = 1
	exit 1
}

function ctype(t) {
	if (t == "str")  return "const char *"
	if (t == "blob") return "struct span "
	if (t == "int")  return "int "
	if (t == "u64")  return "uint64_t "
	die("unknown input type " t)
}

function field(n, t,    a, s, null) {
	null = sub(/[?]$/, "", t)
	s = null ? "\tbool has_" n ";\n" : ""
	if (split(t, a, ":") == 2 && a[1] == "str")
		return s "\tchar " n "[" a[2] " + 1];\n"
	if (a[1] == "blob")
		return s "\tuint8_t " n "[" a[2] "];\n\tsize_t " n "_len;\n"
	if (t == "int") return s "\tint " n ";\n"
	if (t == "u64") return s "\tuint64_t " n ";\n"
	die("unknown output type " t)
}

function column(n, t,    a, null, k, st) {
	null = sub(/[?]$/, "", t)
	k = split(t, a, ":")
	st = "struct q_" name
	return "\t\t{ COL_" toupper(a[1]) ", offsetof(" st ", " n "), " \
	    (k == 2 ? a[2] : 0) ", " \
	    (a[1] == "blob" ? "offsetof(" st ", " n "_len)" : "0") ", " \
	    (null ? "offsetof(" st ", has_" n ")" : "NO_NULL") " },\n"
}

function proto(    i, s) {
	s = "enum ecs_err\nq_" name "(struct db *db" (many ? ", struct arena *arena" : "")
	for (i = 1; i <= nin; i++)
		s = s ", " ctype(itype[i]) iname[i]
	if (many)
		s = s ",\n    struct q_" name " **out, size_t *nout"
	else if (nout)
		s = s ",\n    struct q_" name " *out"
	else if (gives != "")
		s = s ",\n    uint64_t *" gives
	return s ")"
}

function emit_h(    i) {
	ids = ids "\tSTMT_" name ",\n"
	if (nout) {
		body = body "struct q_" name " {\n"
		for (i = 1; i <= nout; i++)
			body = body field(oname[i], otype[i])
		body = body "};\n"
	}
	body = body "\n/* " doc " */\n" proto() " MUST_CHECK;\n\n"
}

function emit_c(    i, cols) {
	gsub(/\\/, "\\\\", sql)
	gsub(/"/, "\\\"", sql)
	cols = nout ? "cols_" name ", " nout ", sizeof(struct q_" name ")" : "NULL, 0, 0"
	if (nout) {
		decl = decl "static const struct db_col cols_" name "[] = {\n"
		for (i = 1; i <= nout; i++)
			decl = decl column(oname[i], otype[i])
		decl = decl "};\n"
	}
	table = table "\t[STMT_" name "] = { \"" name "\", \"" forwhom "\", " nin ", " cols ",\n\t  \"" sql "\" },\n"
	body = body "\n" proto() "\n{\n"
	if (nin) {
		body = body "\tconst struct db_val in[] = {\n"
		for (i = 1; i <= nin; i++)
			body = body "\t\tDB_" toupper(itype[i]) "(" iname[i] "),\n"
		body = body "\t};\n\n"
	}
	i = "db, STMT_" name ", " (nin ? "in" : "NULL")
	if (many)
		body = body "\treturn db_rows(" i ", arena, (void **)out, nout);\n}\n"
	else if (nout)
		body = body "\treturn db_row(" i ", out);\n}\n"
	else
		body = body "\treturn db_exec(" i ", " (gives == "affected" ? "affected" : "NULL") ", " (gives == "id" ? "id" : "NULL") ");\n}\n"
}

# Which rights: the words after FROM and JOIN are read, INTO and UPDATE written.
function grant(who, right, tab) {
	gsub(/[^a-z_]/, "", tab)
	if (tab == "" || (who, tab, right) in seen)
		return
	seen[who, tab, right] = 1
	rights[who, tab] = rights[who, tab] (rights[who, tab] == "" ? "" : ", ") right
	if (!((who, tab) in ordered)) {
		ordered[who, tab] = 1
		order[++norder] = who SUBSEP tab
	}
}

function emit_grants(    i, k, w, n, p, who, verb, reads) {
	n = split(sql, w, / +/)
	k = split(forwhom, p, / +/)
	verb = ""
	for (i = 1; i <= n; i++)
		if (w[i] ~ /^(SELECT|INSERT|UPDATE|DELETE|REPLACE)$/) { verb = w[i]; break }
	for (who = 1; who <= k; who++) {
		reads = 0
		for (i = 1; i <= n; i++) {
			if (w[i] == "FROM" || w[i] == "JOIN")
				grant(p[who], "SELECT", w[i + 1])
			if (w[i] == "INTO")
				grant(p[who], "INSERT", w[i + 1])
			if (w[i] == "UPDATE" && w[i - 1] == "KEY")
				grant(p[who], "UPDATE", into)
			else if (w[i] == "UPDATE" && w[i - 1] != "FOR") {
				grant(p[who], "SELECT", w[i + 1])
				grant(p[who], "UPDATE", w[i + 1])
			}
			if (w[i] == "INTO")
				into = w[i + 1]
			if (w[i] == "DELETE")
				grant(p[who], "DELETE", w[i + 2])
			if (w[i] == "KEY" && w[i + 1] == "UPDATE")
				grant(p[who], "SELECT", into)
		}
	}
}

function pairs(s, n, t,    i, k, a, w) {
	k = split(s, a, /,[ \t]*/)
	for (i = 1; i <= k; i++) {
		if (split(a[i], w, /[ \t]+/) != 2)
			die("want \"name type\", got \"" a[i] "\"")
		n[base + i] = w[1]; t[base + i] = w[2]
	}
	return k
}

/^-- name:/ { name = $3; doc = ""; sql = ""; gives = ""; forwhom = ""; many = 0; nin = nout = 0; next }
name == ""  { next }
/^-- doc:/  { sub(/^-- doc:[ \t]*/, ""); doc = doc (doc == "" ? "" : " ") $0; next }
/^-- for:/  { sub(/^-- for:[ \t]*/, ""); forwhom = $0; next }
/^-- in:/   { sub(/^-- in:[ \t]*/, "");  base = nin; nin += pairs($0, iname, itype); next }
/^-- out:/  { sub(/^-- out:[ \t]*/, ""); base = nout; nout += pairs($0, oname, otype); next }
/^-- rows:/ { many = 1; next }
/^-- gives:/ { gives = $3; next }
/^--/       { die("unknown line " $0) }
{
	gsub(/[ \t]+/, " ")
	sub(/^ /, "")
	sql = sql (sql == "" ? "" : " ") $0
	if (sub(/;[ \t]*$/, "", sql)) {
		marks = gsub(/[?]/, "?", sql)
		if (marks != nin)
			die(name ": " marks " ? marks but " nin " inputs")
		if (forwhom == "")
			die(name ": no program in for:")
		if (nin > 16 || nout > 48)
			die(name ": more columns than io/db.c binds")
		if (doc == "")
			die(name ": no doc:")
		if (mode == "h") emit_h(); else if (mode == "c") emit_c(); else emit_grants()
		name = ""
	}
}

END {
	if (failed) exit 1
	if (mode == "h")
		printf "/* Made from db/statements.sql by mkstmt.awk. */\n#ifndef ECS_IO_STMT_H\n#define ECS_IO_STMT_H\n\n#include \"base/arena.h\"\n\nstruct db;\n\nenum stmt {\n%s\tSTMT__MAX\n};\n\n%s#endif\n", ids, body
	else if (mode == "c")
		printf "/* Made from db/statements.sql by mkstmt.awk. */\n#include \"io/db_int.h\"\n\n%s\nconst struct db_stmt db_stmts[STMT__MAX] = {\n%s};\n%s", decl, table, body
	else {
		print "-- Made from db/statements.sql by mkstmt.awk: one user a program, and no right that none of its statements needs."
		for (i = 1; i <= norder; i++) {
			split(order[i], a, SUBSEP)
			if (!(a[1] in made)) {
				made[a[1]] = 1
				printf "CREATE USER IF NOT EXISTS '{database}_%s'@'%%' IDENTIFIED BY '{%s}';\n", a[1], a[1]
				printf "ALTER USER '{database}_%s'@'%%' IDENTIFIED BY '{%s}';\n", a[1], a[1]
				printf "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '{database}_%s'@'%%';\n", a[1]
			}
		}
		for (i = 1; i <= norder; i++) {
			split(order[i], a, SUBSEP)
			printf "GRANT %s ON `{database}`.%s TO '{database}_%s'@'%%';\n", rights[a[1], a[2]], a[2], a[1]
		}
	}
}
