#!/bin/sh
# The relay with faults does what it is told, to TCP and to UDP.
. "${0%/*}/lib.sh"
[ -x /usr/bin/python3 ] || skip 'no python3'
D=$T/$$.d
mkdir "$D" "$D/tcp" "$D/udp" "$D/gone"
# A back end that answers with what it is sent, and its client
cat >"$D/echod" <<'END'
import os, socket, sys, threading
t = socket.create_server(("127.0.0.1", 0)); u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.bind(("127.0.0.1", 0))
with open(sys.argv[1] + ".new", "w") as f: print(t.getsockname()[1], u.getsockname()[1], file=f)
os.rename(sys.argv[1] + ".new", sys.argv[1])
def tcp():
    while True:
        c, _ = t.accept()
        threading.Thread(target=one, args=(c,), daemon=True).start()
def one(c):
    while True:
        try: b = c.recv(4096)
        except OSError: return
        if not b: return
        c.sendall(b)
threading.Thread(target=tcp, daemon=True).start()
while True:
    b, a = u.recvfrom(4096)
    u.sendto(b, a)
END
cat >"$D/ask" <<'END'
"""ask tcp|udp PORT SECONDS TEXT...: what comes back for each; a time-out is "-", an end "."."""
import socket, sys, time
kind, port, wait = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
out = []
begun = time.time()
try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM)
    s.settimeout(wait)
    s.connect(("127.0.0.1", port))
    for text in sys.argv[4:]:
        s.send(text.encode())
    until = time.time() + wait
    while time.time() < until:
        s.settimeout(max(until - time.time(), 0.001))
        b = s.recv(4096)
        out.append(b.decode("latin-1") or ".")
        if not b: break
except socket.timeout:
    out.append("-")
except OSError as e:
    out.append(type(e).__name__)
print("".join(out), int((time.time() - begun) * 1000))
END
python3 "$D/echod" "$D/ports" & pids=$!
# shellcheck disable=SC2064	# now
trap "kill \$pids 2>/dev/null" EXIT
there() { tries=100; until [ -s "$1" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.1; done; [ -s "$1" ]; }
ok 'a back end is there' there "$D/ports"
read -r tcp udp <"$D/ports"
t/faultd "$D/tcp" tcp "127.0.0.1:$tcp" & pids="$pids $!"
t/faultd "$D/udp" udp "127.0.0.1:$udp" & pids="$pids $!"
ok 'the relay of TCP listens' there "$D/tcp/port"
ok 'the relay of UDP listens' there "$D/udp/port"
fault() {	# fault KIND FAULT [NUMBER]   and waits until it is so
	echo "$2 ${3-}" >"$D/$1/fault"
	tries=100
	until [ "$(cat "$D/$1/now")" = "$2 ${3-0}" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.05; done
}
ask() {		# ask KIND SECONDS TEXT...   sets $said and $ms
	kind=$1
	shift
	said=$(python3 "$D/ask" "$kind" "$(cat "$D/$kind/port")" "$@")
	ms=${said##* } said=${said% *}
}
for kind in tcp udp; do
	ask $kind 0.5 abcdefghij; is "$kind: without a fault" "$said" 'abcdefghij-'
	fault $kind drop; ask $kind 0.3 hello; is "$kind: drop" "$said" -
	has "$kind: but it was asked" "$(tail -n 1 "$D/$kind/seen")" 'answer 5 drop'
	fault $kind hole; ask $kind 0.3 hello; is "$kind: hole" "$said" -
	is "$kind: and nobody was asked" "$(tail -n 1 "$D/$kind/seen")" 'ask 5 hole'
	fault $kind delay 400; ask $kind 0.3 hello; is "$kind: delay, before" "$said" -
	ask $kind 1 hello; is "$kind: delay, after" "$said" hello-
	fault $kind garble 2; ask $kind 0.5 abcdefghij; is "$kind: garble" "$said" 'abvdefg}ij-'
	fault $kind hold; ask $kind 0.3 hello; is "$kind: hold" "$said" -
	(sleep 0.4; fault $kind pass) & later=$!
	ask $kind 1.5 hello; is "$kind: and let go" "$said" hello-
	wait $later
	fault $kind refuse; ask $kind 0.5 hello; is "$kind: refuse" "$said" ConnectionRefusedError
	ok "$kind: at once" [ "$ms" -lt 400 ]
	fault $kind pass; ask $kind 0.5 back; is "$kind: and it is there again" "$said" back-
done
fault udp twice; ask udp 0.5 ab; is 'udp: twice' "$said" abab-
fault tcp twice; ask tcp 0.5 ab; is 'tcp: twice' "$said" abab-
fault udp close; ask udp 0.3 abcdef; is 'udp: half' "$said" abc-
fault tcp close; ask tcp 0.5 abcdef; is 'tcp: half, and the end' "$said" abc.
# Connections that there are break
fault tcp pass
(sleep 0.3; fault tcp refuse) & later=$!
ask tcp 2 hello
is 'tcp: refuse breaks what is there' "$said" helloConnectionResetError
wait $later
# The back end itself is gone
t/faultd "$D/gone" tcp 127.0.0.1:1 & pids="$pids $!"
ok 'in front of nothing' there "$D/gone/port"
said=$(python3 "$D/ask" tcp "$(cat "$D/gone/port")" 1 hello)
is '  the connection breaks' "$(echo "${said% *}" | sed 's/BrokenPipe/ConnectionReset/')" ConnectionResetError
last=${pids##* }
kill "$last"
wait "$last"
is 'SIGTERM ends it' $? 0
done_testing
