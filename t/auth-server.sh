# auth-server.sh - a phone and t/auth-server.pl.  Source it after lib.sh.
# shellcheck shell=sh
D=$(mktemp -d "$T/u.XXXXXX")
server=
stop() { [ -z "$server" ] || { kill "$server"; wait "$server"; } 2>/dev/null; server=; }
trap stop EXIT
start() {	# start SCENARIO [RAND AUTN]   a carrier, and a new phone
	stop
	rm -f "$D/port" "$D/state"
	perl t/auth-server.pl "$1" "$D/log" "${2-}" "${3-}" >"$D/port" &
	server=$!
	tries=200
	until [ -s "$D/port" ] || [ "$tries" = 0 ]; do tries=$((tries - 1)); sleep 0.05; done
}
phone() {	# phone COMMAND OPTION...   sets $out and $rc
	out=$("$BUILD/bin/uesim" "$@" --state "$D/state" \
	    --url "http://127.0.0.1:$(cat "$D/port")/" 2>&1)
	rc=$?
}
ends() {	# ends TEXT EXIT SENTENCE
	has "$1: $3" "$out" "$3"
	is "$1: exit code" "$rc" "$2"
}
asked() { grep -c "$1" "$D/log"; }
