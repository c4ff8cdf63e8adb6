# e2e.sh - a server of "serve" with free ports, for tests of the installed programs.
# Source it after lib.sh.  Everything it started is gone when the test ends.
# shellcheck shell=sh
unset MAKEFLAGS MFLAGS MAKELEVEL
for program in bin/ecsctl fcgi-bin/entitlement.fcgi; do
	[ -x "$BUILD/$program" ] || { ok "$BUILD/$program is built" false; done_testing; exit 1; }
done

E=$(mktemp -d /tmp/e.XXXXXX)	# short: sockets live below
chmod 755 "$E"
listening() {	# listening PORT
	awk -v p="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == p { f = 1 }
	    END { exit !f }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}
free_port() {	# sets $free to a port nobody listens on, another one each time in this run
	while :; do
		free=$(flock "$T/ports.lock" sh -c '
			n=$(cat "$1" 2>/dev/null || echo $((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000)))
			echo $((n + 1)) | tee "$1"' - "$T/ports")
		listening "$free" || break
	done
	export free
}
ours() {	# ours DIR   pids of everything that runs for a state directory
	grep -lzxsF "ENTITLED_SERVE=$1" /proc/[0-9]*/environ | cut -d/ -f3
}
soon() {	# soon COMMAND...   succeeds within 20 seconds
	tries=200
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}
status() { curl -qsk --noproxy '*' -m 30 -o /dev/null -w '%{http_code}' "$@"; }
answers() { [ "$(status "$@")" = 400 ]; }	# to a request without parameters
none() { [ -z "$("$@")" ]; }

clean_up() {
	for d in "$E"/*/; do
		[ ! -d "$d/run" ] || ./serve --stop --dir "${d%/}" >/dev/null 2>&1
		# shellcheck disable=SC2046	# a list of pids
		kill -s KILL $(ours "${d%/}") 2>/dev/null
	done
	rm -rf "$E"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
