#!/bin/sh
# Vectors from Debian's osmo-hlr through ecs-gsup: two operators, two HLRs, and what may go wrong.
. "${0%/*}/lib.sh"
command -v osmo-hlr >/dev/null || skip 'osmo-hlr is not installed'
. t/e2e.sh
XDG_STATE_HOME=$E/phone
export XDG_STATE_HOME
realm=nai.epc.mnc001.mcc001.3gppnetwork.org
relay=application/vnd.gsma.eap-relay.v1.0+json

# --- two HLRs, on loopback addresses of this test's own, because their ports are fixed

net=127.$(($$ / 250 % 250 + 2)).$(($$ % 250 + 2))
hlr_start() {	# hlr_start N
	mkdir -p "$E/w/hlr$1"
	printf 'log stderr\n logging level set-all error\nline vty\n bind %s\nctrl\n bind %s\nhlr\n gsup\n  bind ip %s\n' \
	    "$net.$1" "$net.$1" "$net.$1" >"$E/w/hlr$1/cfg"
	(cd "$E/w/hlr$1" && exec osmo-hlr -c cfg -l hlr.db >>out 2>&1) &
	echo $! >"$E/w/hlr$1/pid"
	soon bash -c ": <'/dev/tcp/$net.$1/4258'"
}
hlr_kill() { kill -s "$2" "$(cat "$E/w/hlr$1/pid")"; }	# hlr_kill N SIGNAL
vty() {		# vty N   commands on stdin, a line each
	/usr/bin/python3 -c '
import socket, sys
s = socket.create_connection((sys.argv[1], 4258), timeout=5)
def until_prompt():
    text = b""
    while not text.endswith((b"> ", b"# ")):
        text += s.recv(4096)
until_prompt()
for line in ["enable"] + sys.stdin.read().splitlines():
    s.sendall(line.encode() + b"\r\n")
    until_prompt()' "$net.$1"
}
known() {	# known N SQL   from the HLR's own database
	/usr/bin/python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(*row)' "$E/w/hlr$1/hlr.db" "$2"
}
subscribers() {	# subscribers N PREFIX   the demo lines of an operator, but for the last two
	awk -F'\t' -v p="$2" 'index($3, p) == 1 && $6 == "milenage" && $3 !~ /(09|10)$/ {
		print "subscriber imsi " $3 " create"
		print "subscriber imsi " $3 " update aud3g milenage k " $7 " opc " $8 " ind-bitlen 5" }' \
	    db/demo-lines.tsv | vty "$1"
}
mkdir -p "$E/w"
trap 'for n in 1 2; do hlr_kill $n KILL; done 2>/dev/null; clean_up' EXIT
hlr_start 1 && hlr_start 2
subscribers 1 00101
subscribers 2 00102
ok 'the HLRs have subscribers' test "$(known 1 'SELECT COUNT(*) FROM auc_3g')" -gt 5

# --- a server that asks them

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 24 \
    --detach >"$E/w/serve" 2>&1 || { cat "$E/w/serve" >&2; echo "Bail out!  no server"; exit 1; }
run=$E/a/run
is 'without an operator that wants it, ecs-gsup does nothing' \
    "$(grep -c 'no operator has hlr = ' "$E/a/log/entitled.log")" 1
sed -i -e "/^operator \"north\"/a hlr = \"gsup\"\\ngsup-server = \"$net.1:4222\"\\npeer-timeout = 2" \
    -e "/^operator \"south\"/a hlr = \"gsup\"\\ngsup-server = \"$net.2:4222\"\\npeer-timeout = 2" \
    -e 's/auth-imsi-address = 5/auth-imsi-address = 0/; s/auth-imsi = 30/auth-imsi = 0\npeer-waiting = 64/' \
    -e '1a node-name = "n1"' "$E/a/entitled.conf"
"$BUILD/bin/ecsctl" -c "$E/a/entitled.conf" keygen >/dev/null
restart() {	# restart NAME [SIGNAL]   serve starts it again
	old=$(cat "$run/$1.pid")
	kill -s "${2:-TERM}" "$old"
	soon other "$1" "$old"
}
other() { new=$(cat "$run/$1.pid") && [ "$new" != "$2" ] && kill -0 "$new"; }
linked() { [ "$(grep -c 'connected to the HLR' "$E/a/log/entitled.log")" -ge "$1" ]; }
restart ecs-gsup
restart lighttpd
soon answers "https://127.0.0.1:$tls/"
ok 'ecs-gsup connects to both' soon linked 2
workers=$(ours "$E/a" | while read -r p; do
	tr '\0' ' ' <"/proc/$p/cmdline" | grep -q '^[^ ]*entitlement\.fcgi' && echo "$p"; done)
is 'its socket is for user and group' "$(stat -c %a "$run/gsup.sock")" 660
is 'a second ecs-gsup ends at once' "$("$BUILD/bin/ecs-gsup" -c "$E/a/entitled.conf"; echo $?)" 1
ok 'and harms nothing' test -S "$run/gsup.sock"

# --- phones

line() { awk -F'\t' -v i="$1" '$3 == i { print "--k", $7, "--opc", $8 }' db/demo-lines.tsv; }
phone() {	# phone IMSI [OPTION...]   prints uesim's exit status
	i=$1
	shift
	# shellcheck disable=SC2046	# options
	"$BUILD/bin/uesim" status --imsi "$i" $(line "$i") --url "https://localhost:$tls/" \
	    --cacert "$E/a/tls/server.crt" --new "$@" >"$E/w/phone" 2>&1
	echo $?
}
get() {		# get IMSI [DIGIT]   a challenge into $E/w/challenge; sets $code $cookie
	code=$(curl -qsk --noproxy '*' -m 10 -o "$E/w/challenge" -D "$E/w/head" -w '%{http_code}' -H "Accept: $relay" \
	    "https://127.0.0.1:$tls/?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID=${2:-0}$1%40$realm")
	cookie=$(sed -n 's/^[Ss]et-[Cc]ookie: \([^;]*\).*/\1/p' "$E/w/head")
}
card() {	# card IMSI OPTION...   what a card says to it
	i=$1
	shift
	# shellcheck disable=SC2046
	t/card $(line "$i") --identity "0$i@$realm" "$@" <"$E/w/challenge"
}
code_of() { get "$@"; echo "$code"; }
works() { [ "$(code_of 001010000000001)" = 200 ]; }

one=001010000000001
is 'EAP-AKA' "$(phone $one)" 0
is 'a card that is ahead resynchronises' "$(phone $one --resync)" 0
is "EAP-AKA'" "$(phone $one --aka-prime)" 0
is "a card that is ahead, by EAP-AKA'" "$(phone $one --aka-prime --resync)" 0
is 'and EAP-AKA again' "$(phone $one)" 0
is 'the other operator, by its own HLR' "$(phone 001020000000001 --app ap2003)" 0
is 'each HLR has an IND for us, by our name' "$(known 1 'SELECT vlr FROM ind') $(known 2 'SELECT vlr FROM ind')" \
    'entitled-n1-north entitled-n1-south'
get $one && card $one --auts 000000100004 --bad-auts >"$E/w/answer"
is 'AUTS with a wrong MAC-S' "$code $(status -H "Content-Type: $relay" -H "Cookie: $cookie" \
    --data-binary "@$E/w/answer" "https://127.0.0.1:$tls/")" '200 403'
is 'a SIM that this HLR does not know' "$(code_of 001010000000009)" 403
why() { grep '"err"' "$E/a/log/entitled.log" | tail -n 1 | sed 's/.*"why":"\([^"]*\)".*/\1/'; }
is '... and why' "$(why)" 'the HLR says cause 2'

# --- on its socket, as workers speak

cat >"$E/w/worker" <<'END'
import os, signal, socket, sys
path, hlr = sys.argv[1], int(sys.argv[2])
def worker():
    s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    s.connect(path)
    s.settimeout(5)
    return s
def question(number, imsi=b"001010000000001", operator=1):
    return (b"\x01\x01" + number.to_bytes(4, "big") + operator.to_bytes(2, "big") + b"\x17" +
            bytes([len(imsi)]) + imsi + b"\0")
def answer(s):
    a = s.recv(9999)
    return (int.from_bytes(a[2:6], "big"), a[6]) if a[:2] == b"\x01\x81" else a
one, two, three = worker(), worker(), worker()
one.send(b"\x01\x01")
print("half a message:", answer(one))
os.kill(hlr, signal.SIGSTOP)
three.send(question(7))
three.close()
two.send(question(7))
two.send(question(8, b"001010000000002"))
two.send(question(9, operator=3))
print("no such operator:", answer(two))
try:
    two.settimeout(0.5)
    print("too early:", answer(two))
except socket.timeout:
    pass
os.kill(hlr, signal.SIGCONT)
two.settimeout(5)
print("two questions:", *sorted([answer(two), answer(two)]))
four = worker()
for n in range(40):
    four.send(question(n))
said = [answer(four) for n in range(40)]
print("forty of one SIM:", len({n for n, _ in said}), "answers,", sum(v == 1 for _, v in said) >= 16,
      {v for _, v in said} <= {1, 6, 7})
END
is 'questions and answers' "$(/usr/bin/python3 "$E/w/worker" "$run/gsup.sock" "$(cat "$E/w/hlr1/pid")")" \
"half a message: b''
no such operator: (9, 6)
two questions: (7, 1) (8, 1)
forty of one SIM: 40 answers, True True"

# --- one IMSI, many questions: an answer has no number

parallel() {	# parallel N   at once; prints what they got: status and RAND
	for p in $(seq "$1"); do
		curl -qsk --noproxy '*' -m 10 -o "$E/w/p$p" -w '%{http_code}\n' -H "Accept: $relay" \
		    "https://127.0.0.1:$tls/?app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&EAP_ID=0$one%40$realm" \
		    >"$E/w/c$p" &
		pids="$pids $!"
	done
	# shellcheck disable=SC2086
	wait $pids
	for p in $(seq "$1"); do
		echo "$(cat "$E/w/c$p") $(t/card --k 00 --opc 00 --identity x --show rand <"$E/w/p$p" 2>/dev/null)"
	done
}
pids=''
parallel 20 >"$E/w/many"
is '20 at once: all are challenged' "$(cut -d' ' -f1 "$E/w/many" | sort | uniq -c | xargs)" '20 200'
is 'each with a vector of its own' "$(cut -d' ' -f2 "$E/w/many" | grep -E '^[0-9a-f]{32}$' | sort -u | wc -l)" 20

# --- an HLR that answers too late

hlr_kill 2 STOP
hlr_kill 1 STOP
began=$(date +%s)
is 'an HLR that says nothing' "$(code_of $one)" 503
ok 'is given up in time' test $(($(date +%s) - began)) -le 3
is '... and why' "$(why)" 'the HLR gave no answer in time'
code_of $one >"$E/w/code" &
late=$!
sleep 0.5	# the next question is here before the answer to the last one
hlr_kill 1 CONT
wait "$late"
is 'then it goes on' "$(cat "$E/w/code")" 200
is 'and what came late was given to nobody' "$((0x$(card $one --show sqn)))" \
    "$(known 1 "SELECT sqn FROM auc_3g, subscriber WHERE id = subscriber_id AND imsi = '$one'")"
is 'a phone takes it' "$(phone $one)" 0
is 'another HLR was silent meanwhile' "$(soon grep 'south: no HLR: it is silent' "$E/a/log/entitled.log"; echo $?)" 0
hlr_kill 2 CONT
back() { [ "$(phone 001020000000001 --app ap2003)" = 0 ]; }
ok 'and is back' soon back

# --- restarts

hlr_kill 1 TERM
wait "$(cat "$E/w/hlr1/pid")"
began=$(date +%s)
is 'without an HLR' "$(code_of $one)" 503
ok 'a device knows at once' test $(($(date +%s) - began)) -le 1
is 'the other operator has no harm' "$(phone 001020000000001 --app ap2003)" 0
hlr_start 1
ok 'a new HLR is found' soon works
is 'and phones go on' "$(phone $one)" 0
restart ecs-gsup KILL
ok 'ecs-gsup is killed: another one is there' soon works
is 'and phones go on' "$(phone $one)" 0
restart ecs-gsup
soon works
is 'ecs-gsup is ended: the same' "$(phone $one)" 0
is 'by the same workers' "$(for p in $workers; do kill -0 "$p" 2>/dev/null || echo "$p"; done)" ''
is 'nothing of all this names a subscriber' "$(grep -lE '0010[12]0000000' "$E/a/log/"*.log "$E/a/log/ecs-gsup.out")" ''
done_testing
