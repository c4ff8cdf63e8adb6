#!/bin/sh
# What "make install" leaves: everything a server needs, nothing of the tests.
. "${0%/*}/lib.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL
R=$T/$$.root
install() { make -s -C "$BUILD" install DESTDIR="$R" >"$T/$$.make" 2>&1 || { sed 's/^/# /' "$T/$$.make"; false; }; }
at() { find "$R" -type f -path "*/$1"; }
below() { (cd "$1" && find . -type f | sort); }

ok 'it installs' install
fcgi=$(at libexec/entitled/entitlement.fcgi)
ctl=$(at bin/ecsctl)
data=$(at entitled/db/grants.sql)
data=${data%/db/grants.sql}
etc=$(at entitled/entitled.conf | grep -v /doc/)
is 'one program, one command, one folder of data, one configuration' \
    "$(for f in "$fcgi" "$ctl" "$data" "$etc"; do [ -e "$f" ] && echo ok; done | xargs)" 'ok ok ok ok'
for folder in fcgi-bin bin; do
	is "every program of $folder is there" \
	    "$(for f in "$BUILD/$folder"/*; do
		case $f in *.fcgi | */bin/*) [ ! -x "$f" ] || at "${f##*/}" | grep -q . || echo "$f" ;; esac
	    done)" ''
done
for folder in templates websheets; do
	[ ! -d "$folder" ] || is "every file of $folder is there" "$(below "$data/$folder" 2>&1)" "$(below "$folder")"
done
is 'every migration is there' "$(cd "$data/db" && ls 0*.sql)" "$(cd db && ls 0*.sql)"
is 'every manual is there' "$(find "$R" -path '*/man/man*' -type f | sed 's|.*/||' | sort)" "$(cd man && ls)"
is 'the sample is whole' "$(diff conf/entitled.conf "$etc")" ''
for f in conf/*.in; do
	case $f in conf/entitled.conf.in | conf/programs.in) continue ;; esac	# for "serve" alone
	is "${f##*/}: a sample" "$(at "doc/*/${f##*/}" | wc -l)" 1
	for script in $(grep -oE '@TREE@/[a-zA-Z0-9/._-]+' "$f" | sort -u); do
		ok "  ${script#@TREE@/} is there and runs" test -x "$data/${script#@TREE@/}"
	done
done

# Seams are chosen by the linker, so no installed program knows them
switches() { strings -a "$1" | grep -E 'ECS_TEST_'; }
is 'no program has a switch for tests' "$(find "$R" -type f -perm -100 | while read -r f; do
    ! switches "$f" >/dev/null || echo "$f"; done)" ''
ok '  which those of the tests have' test -n "$(switches "$BUILD/t/bin/entitlement")"
is 'nothing of the tests is there' "$(find "$R" -path '*/t/*' -o -name 'unit-*' -o -name 'fuzz-*')" ''

# They run
has 'ecsctl says how it is used' "$("$ctl" --help)" 'usage: ecsctl'
fixture
sql -e "DROP DATABASE $db"
sed -i "s|^data-dir = .*|data-dir = \"$data\"|" "$conf"
"$ctl" -c "$conf" keygen >/dev/null 2>"$T/$$.err"
is 'it makes the keys' "$? $(cat "$T/$$.err")" '0 '
is 'it finds its tables and rights' "$("$ctl" -c "$conf" migrate 2>&1 | tail -n 1)" 'users and rights are set'
sql "$db" <"$data/db/demo.sql"
"$ctl" -c "$conf" line add --from "$data/db/demo-lines.tsv" >/dev/null
imsi=$(grep -om 1 '00101[0-9]\{10\}' "$data/db/demo-lines.tsv")
cgi() {	# cgi QUERY   one request without a web server
	env -i PATH="$PATH" REQUEST_METHOD=GET QUERY_STRING="$1" REQUEST_URI="/?$1" SCRIPT_NAME=/ \
	    HTTP_ACCEPT=application/vnd.gsma.eap-relay.v1.0+json REMOTE_ADDR=127.0.0.1 \
	    ECS_TEST_NOW=1000000000 "$fcgi" -c "$conf" </dev/null 2>/dev/null | tr -d '\r'
}
has 'the program answers' "$(cgi '')" 'Status: 400'
has 'and challenges a SIM' "$(cgi "app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID=0$imsi@nai.epc.mnc001.mcc001.3gppnetwork.org")" \
    '{"eap-relay-packet":"'
sql -e "DROP USER '${db}_entitlement'@'%', '${db}_ecsctl'@'%'"

# Again, over a configuration that is in use
echo '# ours' >>"$etc"
ok 'it installs again' install
is 'what an administrator wrote stays' "$(tail -n 1 "$etc")" '# ours'
ok 'it uninstalls' make -s -C "$BUILD" uninstall DESTDIR="$R"
is 'only that is left' "$(find "$R" -type f)" "$etc"
cp conf/entitled.conf "$etc"
make -s -C "$BUILD" uninstall DESTDIR="$R" >/dev/null 2>&1
is 'and nothing when it was never changed' "$(find "$R" -type f)" ''
done_testing
