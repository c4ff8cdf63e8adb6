#!/bin/sh
# The command "serve": what an operator sees of it, and what it leaves behind.
. "${0%/*}/lib.sh"
. t/e2e.sh

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
serve_a() {
	./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" \
	    --workers 3 "$@" 2>&1
}
workers() {	# the FastCGI processes, without multiwatch
	for p in $(ours "$E/a"); do
		case $(tr '\0' ' ' <"/proc/$p/cmdline") in
		*multiwatch*) ;;
		*entitlement.fcgi*) echo "$p" ;;
		esac
	done
}
sql_a() { mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N "$@"; }

# First start
out=$(serve_a --detach)
is 'serve --detach succeeds' $? 0
has 'it says where devices go' "$out" "https://127.0.0.1:$tls/"
has 'and where machines go' "$out" "https://127.0.0.1:$peer/"
has 'it names a demo line' "$out" "$(grep -om 1 '00101[0-9]\{10\}' db/demo-lines.tsv)"
is 'three commands to try' "$(printf '%s\n' "$out" | sed '1,/^Try:/d' | grep -c '^  [^ ]')" 3
is 'HTTPS answers, by its certificate' "$(curl -qs --noproxy '*' --cacert "$E/a/tls/server.crt" \
    -o /dev/null -w '%{http_code}' "https://localhost:$tls/")" 400
is 'HTTP answers' "$(status "http://127.0.0.1:$http/")" 400
has 'the key is on P-256' "$(openssl x509 -in "$E/a/tls/server.crt" -noout -text)" prime256v1
is 'a worker for each of --workers' "$(workers | wc -l)" 3
is 'sockets of programs are for owner and group' \
    "$(stat -c %a "$E"/a/run/*.sock-0 | sort -u)" 660
is 'the state is for nobody else' "$(stat -c %a "$E/a" "$E/a/run" "$E/a/log" | sort -u)" 750
is 'keys are for the owner only' "$(find "$E/a/keys" "$E/a/secrets" "$E/a/tls" -perm /077)" ''
listens=$(ss -ltnpH | grep -E "pid=($(ours "$E/a" | paste -sd '|'))," | awk '{ print $4 }' | sort)
is 'nothing but the three ports of loopback listens' "$listens" \
    "$(printf '127.0.0.1:%s\n' "$tls" "$http" "$peer" | sort)"
is 'no setting of lighttpd is unknown to it' "$(grep WARNING "$E/a/log/lighttpd.log")" ''

# Client certificates
is 'machines without a certificate are refused' "$(status "https://127.0.0.1:$peer/")" 000
ok 'with one of our authority they are heard' \
    test "$(status --cert "$E/a/tls/demo-peer.pem" "https://127.0.0.1:$peer/admin/x")" != 000
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj /CN=demo-peer \
    -keyout "$E/other.pem" -out "$E/other.crt" 2>/dev/null
cat "$E/other.crt" >>"$E/other.pem"
is 'with one of its own making they are not' \
    "$(status --cert "$E/other.pem" "https://127.0.0.1:$peer/")" 000
has 'devices are never asked for one' \
    "$(openssl s_client -connect "127.0.0.1:$tls" </dev/null 2>&1)" \
    'No client certificate CA names sent'
has 'TLS 1.1 is refused' "$(openssl s_client -connect "127.0.0.1:$tls" -tls1_1 \
    -cipher ALL:@SECLEVEL=0 </dev/null 2>&1)" 'Cipher is (NONE)'
has 'a session is resumed' "$(openssl s_client -connect "127.0.0.1:$tls" -tls1_2 -reconnect \
    </dev/null 2>&1)" 'Reused, TLSv1.2'

# Again, beside, and in the way
out=$(serve_a --detach)
is 'again: it succeeds' $? 0
has 'again: it says that it runs already' "$out" 'runs already'
out=$(serve_a --fresh --detach)
ok 'its state is not forgotten while it runs' test $? != 0
has 'and the way out is said' "$out" --stop
deep=$E/b/$(printf 'deep%.0s/' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)b
free_port; tls_b=$free
free_port; http_b=$free
free_port; peer_b=$free
as=
if [ "$(id -u)" = 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups \
    test -x "$BUILD/bin/ecsctl" -a -r serve; then
	as='setpriv --reuid 65534 --regid 65534 --clear-groups'
fi
mkdir -p "$deep"
[ -z "$as" ] || chown -R 65534:65534 "$E/b"
out=$($as ./serve --dir "$deep" --port "$tls_b" --http-port "$http_b" \
    --peer-port "$peer_b" --workers 2 --detach 2>&1)
is "a second one, in a deep folder${as:+, as another user}" $? 0
has 'it says where its sockets are' "$out" "they are in $(cat "$deep/run/where")"
is 'the second answers' "$(status "https://127.0.0.1:$tls_b/")" 400
is 'the first still does' "$(status "https://127.0.0.1:$tls/")" 400
for option in port http-port peer-port; do
	free_port; p1=$free
	free_port; p2=$free
	free_port; p3=$free
	out=$(./serve --dir "$E/c" --port "$p1" --http-port "$p2" --peer-port "$p3" \
	    "--$option" "$http" --detach 2>&1)
	ok "a taken port is an error ($option)" test $? != 0
	has 'the port and its option are named' "$out" \
	    "port $http is taken by another program; choose another with --$option"
done
is 'nothing was left of it' "$(ours "$E/c")" ''
out=$(./serve --port 8080x 2>&1)
has 'a bad number is named' "$out" '--port needs a number, not "8080x"'
out=$(./serve --prot 1 2>&1)
has 'an unknown option is named' "$out" 'unknown option "--prot"'
mkdir "$E/d"
touch "$E/d/thesis"
out=$(./serve --dir "$E/d" --fresh 2>&1)
has "another's folder is not taken" "$out" 'neither empty nor made by serve'
ok 'nor emptied' test -e "$E/d/thesis"

# What dies is started again
kill -s KILL "$(cat "$E/a/run/lighttpd.pid")"
ok 'lighttpd killed: it answers again' soon answers "https://127.0.0.1:$tls/"
is 'with as many workers as before' "$(workers | wc -l)" 3
old=$(cat "$E/a/run/mariadbd.pid")
kill -s KILL "$old"
ok 'MariaDB killed: another one is there' soon sql_a -e 'SELECT 1'
ok 'by another process' test "$(cat "$E/a/run/mariadbd.pid")" != "$old"
ok 'and requests are answered' soon answers "https://127.0.0.1:$tls/"

# Everything dies, and a later start recovers
lines=$(sql_a -e 'SELECT COUNT(*) FROM entitled.line')
ok 'demo lines are there' test "$lines" -gt 0
# shellcheck disable=SC2046	# a list of pids
kill -s KILL "$(cat "$E/a/run/serve.pid")" $(ours "$E/a") 2>/dev/null
ok 'all killed' soon none ours "$E/a"
begin=$(date +%s)
out=$(serve_a --detach)
is 'it starts again' $? 0
ok 'quickly' test $(($(date +%s) - begin)) -lt 15
is 'without another database' "$(printf '%s' "$out" | grep 'making the database')" ''
is 'it answers' "$(status "https://127.0.0.1:$tls/")" 400
is 'the lines are the same' "$(sql_a -e 'SELECT COUNT(*) FROM entitled.line')" "$lines"
kill -s KILL "$(cat "$E/a/run/serve.pid")"
ok 'only serve killed: the server goes on' answers "https://127.0.0.1:$tls/"
out=$(serve_a --detach)
has 'the next serve takes over' "$out" 'ending what an earlier run left behind'
is 'once' "$(workers | wc -l)" 3

# Stop
out=$(serve_a --stop)
is '--stop succeeds' $? 0
is 'no process is left' "$(ours "$E/a")" ''
is 'no port listens' "$(for p in "$tls" "$http" "$peer"; do listening "$p" && echo "$p"; done)" ''
is 'the second is still there' "$(status "https://127.0.0.1:$tls_b/")" 400
$as ./serve --stop --dir "$deep" >/dev/null
is 'until it is stopped' "$(ours "$deep")" ''
has '--stop of nothing says so' "$(serve_a --stop)" 'nothing runs'

# A state directory of somebody else
mkdir -p "$E/theirs/run" "$E/kept"
echo "$E/kept" >"$E/theirs/run/where"
if [ "$(id -u)" = 0 ]; then
	chown 65534 "$E/theirs"
	for o in --stop --detach --fresh; do
		has "serve $o leaves what another user made" "$(./serve $o --dir "$E/theirs" 2>&1)" 'belongs to another user'
	done
fi
ok 'it is all there' test -d "$E/kept" -a -s "$E/theirs/run/where"

# In the foreground
serve_a >"$E/out" &
pid=$!
ok 'foreground: it answers' soon answers "https://127.0.0.1:$tls/"
ok 'foreground: it is ready' soon grep -q 'Ctrl-C stops it' "$E/out"
pid=$(cat "$E/a/run/serve.pid")
kill -s TERM "$pid"
ok 'SIGTERM ends all of it' soon none ours "$E/a"
wait
sql_a -e 'SELECT 1' 2>/dev/null
ok 'the database too' test $? != 0
cp "$E/a/tls/server.crt" "$E/old.crt"
out=$(serve_a --fresh --detach)
has '--fresh makes another database' "$out" 'making the database'
cmp -s "$E/a/tls/server.crt" "$E/old.crt"
is 'and other keys' $? 1
done_testing
