# diameter.sh - ecs-diameter between a server and our double of HSS and AAA, t/diameterd.
# Source it after lib.sh; set $D to a folder for what is made here.  No packaged HSS speaks SWx
# and no packaged AAA terminates EAP-AKA over Diameter: nothing but the double was asked.
# shellcheck shell=sh
[ -x "$BUILD/bin/ecs-diameter" ] || skip 'built without libfreediameter-dev'
hss='' hss_port='' gateway='' ended=''
export hss_port ended
# freeDiameter and gnutls leave a little behind when they end.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
key() { openssl req "$@" -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc 2>/dev/null; }
authority() { key -x509 -days 9 -subj '/CN=Test CA' -keyout "$D/ca.key" -out "$D/diameter-ca.crt"; }
certificate() {	# certificate IDENTITY NAME   which freeDiameter wants even without TLS
	key -subj "/CN=$1" -keyout "$D/$2.key" -out "$D/csr"
	openssl x509 -req -in "$D/csr" -CA "$D/diameter-ca.crt" -CAkey "$D/ca.key" -days 9 \
	    -set_serial 1 -out "$D/$2.crt" 2>/dev/null
}
later() {	# later COMMAND...   succeeds within 20 seconds
	tries=200
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}
hss_start() {	# hss_start [PORT]   sets $hss, $hss_port
	rm -f "$D/port"
	t/diameterd "$D" "$@" 2>>"$D/double.err" &
	hss=$!
	later test -s "$D/port"
	hss_port=$(cat "$D/port")
}
hss_stop() {
	kill "$hss"
	wait "$hss" 2>/dev/null
	hss=''
}
diameter_conf() {	# diameter_conf PEER PORT   our side's, into $D/freediameter.conf
	sed -e "s|@IDENTITY@|ecs.example.net|; s|@REALM@|example.net|; s|@TLS@|$D|g" \
	    -e "s|@PEER@|$1|; s|@HOST@|127.0.0.1|; s|@PEER_PORT@|$2|; s/^TcTimer = 5/TcTimer = 1/" \
	    conf/freediameter.conf.in >"$D/freediameter.conf"
}
connected() { [ "$(grep -c 'connected to hss' "$D/gateway.log")" -ge "${1:-1}" ]; }
gateway_start() {	# gateway_start CONF   until it is connected once more; sets $gateway
	links=$(grep -cs 'connected to hss' "$D/gateway.log")
	"$BUILD/bin/ecs-diameter" -c "$1" >"$D/gateway.out" 2>>"$D/gateway.log" &
	gateway=$!
	later connected $((links + 1))
}
gateway_stop() {
	kill "$gateway"
	wait "$gateway" 2>/dev/null
	ended=$?
	gateway=''
}
diameter_clean() {
	# shellcheck disable=SC2086	# pids, or none
	[ -z "$hss$gateway" ] || kill $hss $gateway 2>/dev/null
}
plan() { printf '%s\n' "$@" >"$D/plan"; }
asked() { tail -n 1 "$D/requests" | jq -r "$1"; }	# asked FILTER   of the last request
