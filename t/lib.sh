# lib.sh - TAP and fixtures.  Source it first; call done_testing last.
# shellcheck shell=sh
n=0 bad=0
cd "$(dirname "$0")/.." || exit 1
[ -d "${T-}" ] || { echo "Bail out!  run it by t/run"; exit 1; }

ok() {		# ok TEXT COMMAND...   passes when the command succeeds
	n=$((n + 1)) text=$1
	shift
	if "$@"; then
		echo "ok $n - $text"
	else
		bad=$((bad + 1))
		echo "not ok $n - $text"
		echo "# ${0##*/}: not ok $n - $text" >&2	# prove shows it without -v
	fi
}
tap_got() { printf '%s\n' "$1" | sed 's/^/# got: /' >&2; }
is() {		# is TEXT GOT WANT
	ok "$1" test "$2" = "$3"
	[ "$2" = "$3" ] || { echo "# want: $3" >&2; tap_got "$2"; }
}
has() {		# has TEXT HAYSTACK NEEDLE
	case $2 in
	*"$3"*) ok "$1" true ;;
	*) ok "$1" false; tap_got "$2" ;;
	esac
}
golden() {	# golden NAME COMMAND...   output must equal t/golden/NAME
	g=t/golden/$1
	shift
	"$@" >"$T/$$.out" 2>"$T/$$.err"
	# what is logged is contract too
	sed 's/^/-- log: /; s/"pid":[0-9]*/"pid":0/' "$T/$$.err" >>"$T/$$.out"
	[ -z "${GOLDEN-}" ] || { mkdir -p "${g%/*}"; cp "$T/$$.out" "$g"; }
	d=$(diff -u "$g" "$T/$$.out" 2>&1)
	is "${g#t/golden/}" "$d" ''
}
skip() {	# skip WHY   leave out what is left of this test
	n=$((n + 1))
	echo "ok $n # SKIP $1"
	done_testing
	exit 0
}
done_testing() { echo "1..$n"; [ "$bad" = 0 ]; }

sql() { mariadb --no-defaults -S "$T/s" -u root -N "$@"; }
fixture() {	# fixture [FILE...]   a database of this test's own, migrated; its configuration
	db=t$$ conf=$T/$$.conf
	mkdir -p "$T/$$.d/keys" "$T/$$.d/secrets"
	sql -e "CREATE DATABASE $db"
	cat db/0*.sql "$@" | sql "$db"
	sed -e "s|@DIR@|$T/$$.d|; s|@RUN@/mariadb.sock|$T/s|; s|@RUN@|$T/$$.d|; s|@TREE@|$PWD|" \
	    -e "s|@LOG@/entitled.log|stderr|; s|\"entitled\"|\"$db\"|; s|@PORT@|8443|" \
	    conf/entitled.conf.in >"$conf"
}
sql_dir() {	# a folder with the SQL files and the generated rights, wherever it was built
	mkdir -p "$T/$$.sql" && install -m 644 db/0*.sql "$BUILD/db/grants.sql" "$T/$$.sql" && echo "$T/$$.sql"
}
ecs() {		# ecs QUERY [ACCEPT]   one CGI request, no web server
	QUERY_STRING=$1 HTTP_ACCEPT=${2-} REQUEST_METHOD=GET REQUEST_URI="/?$1" REMOTE_ADDR=127.0.0.1 \
	    "$BUILD/t/bin/entitlement" -c "$conf" </dev/null | tr -d '\r'
}
