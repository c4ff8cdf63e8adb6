#!/bin/sh
# Phones, the whole server, ecs-diameter, Debian's freeDiameterd as an agent, and behind it a double
# of ours as HSS and AAA (t/diameterd), since no packaged one speaks SWx or Diameter EAP-AKA.
. "${0%/*}/lib.sh"
command -v freeDiameterd >/dev/null || skip 'freediameterd is not installed'
. t/e2e.sh
D=$E/dia
mkdir "$D"
. t/diameter.sh
agent=''
# shellcheck disable=SC2086	# a pid, or none
trap '[ -z "$hss$agent" ] || kill $hss $agent 2>/dev/null; clean_up' EXIT

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
free_port; agent_port=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 12 \
    --detach >"$T/serve" 2>&1 || { cat "$T/serve" >&2; echo "Bail out!  no server"; exit 1; }
run=$E/a/run log=$E/a/log/entitled.log

# --- behind it: the double, and an agent that is spoken to by TLS

awk -F'\t' 'BEGIN { printf "{" } index($3, "00101") == 1 && $6 == "milenage" {
	printf "%s\"%s\": {\"k\": \"%s\", \"opc\": \"%s\", \"sqn\": 1000}", sep, $3, $7, $8; sep = "," }
	END { print "}" }' db/demo-lines.tsv >"$D/subscribers"
ok 'the HSS has subscribers' test "$(jq length "$D/subscribers")" -gt 5
authority
certificate ecs.example.net diameter
certificate dra.example.net agent
hss_start
echo ecs.example.net >"$D/acl.conf"
cat >"$D/agent.conf" <<END
Identity = "dra.example.net";
Realm = "example.net";
Port = 0;
SecPort = $agent_port;
No_SCTP;
ListenOn = "127.0.0.1";
TLS_Cred = "$D/agent.crt", "$D/agent.key";
TLS_CA = "$D/diameter-ca.crt";
TcTimer = 1;
LoadExtension = "/usr/lib/freeDiameter/acl_wl.fdx" : "$D/acl.conf";
ConnectPeer = "hss.example.net" { ConnectTo = "127.0.0.1"; port = $hss_port; No_TLS; };
END
agent_start() {
	freeDiameterd -c "$D/agent.conf" >>"$D/agent.log" 2>&1 &
	agent=$!
}
agent_start
diameter_conf dra.example.net "$agent_port"
sed -i 's/ No_TLS; };$/ };/' "$D/freediameter.conf"

# --- the server asks it

restart() {	# restart NAME [SIGNAL]   serve starts it again
	old=$(cat "$run/$1.pid")
	kill -s "${2:-TERM}" "$old"
	soon other "$1" "$old"
}
other() { new=$(cat "$run/$1.pid") && [ "$new" != "$2" ] && kill -0 "$new"; }
linked() { [ "$(grep -c 'connected to dra.example.net' "$log")" -ge "$1" ]; }
operator() {	# operator LINE   of north, instead of the last one
	links=$(grep -c 'connected to dra.example.net' "$log")
	sed -i -e '/# diameter$/d' -e "/^operator \"north\"/a $1 # diameter" "$E/a/entitled.conf"
	restart ecs-diameter
	restart lighttpd
	soon answers "https://127.0.0.1:$tls/"
	soon linked $((links + 1))
}
sed -i -e "1a diameter-conf = \"$D/freediameter.conf\"" \
    -e '/^operator "north"/a diameter-realm = "example.net"\npeer-timeout = 4' \
    -e 's/auth-imsi-address = 5/auth-imsi-address = 0/; s/auth-imsi = 30/auth-imsi = 0/' \
    "$E/a/entitled.conf"
is 'without an operator that needs it, ecs-diameter does nothing' \
    "$(grep -c 'hlr or aaa = ."diameter.": nothing' "$log")" 1
operator 'hlr = "diameter"'
ok 'it connects to the agent, by TLS' linked 1
phone() {	# phone [OPTION...]   sets $left
	uesim_state=$D/sim
	"$BUILD/bin/uesim" status --url "https://localhost:$tls/" --cacert "$E/a/tls/server.crt" \
	    --state "$uesim_state" --new --app ap2005 "$@" >"$D/phone" 2>&1
	left=$?
}
reached() { phone "$@" && [ "$left" != 6 ]; }
soon reached

for way in mar der; do
	[ "$way" = mar ] || operator 'aaa = "diameter"'
	soon reached
	phone
	is "$way: a phone authenticates" "$left $(asked .of)" "0 $way"
	phone --aka-prime
	is "$way: by EAP-AKA'" "$left" 0
	phone --resync
	is "$way: by EAP-AKA, resynchronising" "$left" 0
	phone --aka-prime --resync
	is "$way: by EAP-AKA', resynchronising" "$left" 0
	phone --as samsung
	is "$way: a phone of another make" "$left" 0
	phone --wrong-key
	ok "$way: not with another key" test "$left" = 3
	phone --wrong-res
	is "$way: nor with a wrong RES" "$left" 3
	phone --imsi 001010000099999 --k 465b5ce8b199b49faa5f0a2ee238a6bc \
	    --opc cd63cb71954a9f4e48a5994e37a02baf --state "$D/nobody"
	is "$way: nor one whom nobody knows" "$left" 3
	rm -f "$D/sim"
	done=$(wc -l <"$D/requests")
	phone --repeat 6 --parallel 8 --imsi-count 1
	is "$way: many at once" "$left" 0
	ok "  which all went there" test $(($(wc -l <"$D/requests") - done)) -ge 48
done

# --- an attack: another's document by one's own card

plan '{}' '{"do": "user", "name": "0001010000000002@nai.epc.mnc001.mcc001.3gppnetwork.org"}'
phone
is 'an acceptance of another subscriber is refused' "$left" 3

# --- things that end

kill -s KILL "$agent"
wait "$agent" 2>/dev/null
phone
is 'without the agent: the server cannot' "$left" 6
agent_start
ok 'it is back: the phone is served' soon reached
hss_stop
phone
is 'without the HSS: the agent says so' "$left" 6
hss_start "$hss_port"
ok 'it is back: the phone is served' soon reached
restart ecs-diameter KILL
ok 'ecs-diameter killed: another one serves' soon reached
phone
is '... and well' "$left" 0

# --- no trace

one_key=$(jq -r '.["001010000000001"].k' "$D/subscribers")
is 'no log has an identifier or a key' \
    "$(grep -rlE "001010000[0-9]{6}|nai\.epc|$one_key" "$E/a/log")" ''
is 'the double made no mistake' "$(cat "$D/double.err")" ''
is 'no worker and no gateway failed' "$(grep -cE '"level":"error"|INTERNAL' "$log")" 0
done_testing
