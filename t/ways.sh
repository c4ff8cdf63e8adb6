# ways.sh - one server with what each way of authentication needs.  Source it after e2e.sh.
# shellcheck shell=sh disable=SC2034	# the tests use what is set here
k=465b5ce8b199b49faa5f0a2ee238a6bc opc=cd63cb71954a9f4e48a5994e37a02baf	# TS 35.208 test set 1
way_auc='# none'
way_radius='aaa = "radius"'
way_gsup='hlr = "gsup"'
way_oidc='methods = {"oidc"}'
way_otp='methods = {"otp"}'

pids=''
begin() { "$@" & pids="$pids $!" last=$!; }
# shellcheck disable=SC2086	# a list of pids
trap 'kill $pids 2>/dev/null; clean_up' EXIT

ctl() { "$BUILD/bin/ecsctl" -c "$E/a/entitled.conf" "$@"; }
person() {	# person NN   of line NN, which lacks terms and address, and a new phone
	imsi=0010100000009$1 msisdn=155501009$1
	ctl line add --imsi "$imsi" --msisdn "$msisdn" --plan max --k $k --opc $opc >/dev/null ||
	    echo "# no line $imsi"
	mark=$(wc -l <"$E/a/log/entitled.log")
}
how() {		# how that person's phone was authenticated, but for its tokens
	tail -n "+$((mark + 1))" "$E/a/log/entitled.log" | grep '"auth"' | jq -r .auth |
	    grep -vE '^(token|ticket|session)$' | sort -u | paste -sd,
}
phone() {	# phone COMMAND OPTION...   sets $out and $rc
	out=$("$BUILD/bin/uesim" "$@" --url "https://127.0.0.1:$tls/" --cacert "$E/a/tls/server.crt" \
	    --imsi "$imsi" --msisdn "$msisdn" --k $k --opc $opc --state "$E/$imsi.json" 2>&1)
	rc=$?
}
ends() {	# ends TEXT EXIT SENTENCE
	has "$1: $3" "$out" "$3"
	is "$1: exit code" "$rc" "$2"
}
of() { printf '%s' "$out" | jq -r "$1"; }	# of FILTER   from a summary of --json-out

left_out() { n=$((n + 1)); echo "ok $n # SKIP $why"; }

ways_start() {
	free_port; tls=$free
	free_port; http=$free
	free_port; peer=$free
	mkdir "$E/w"
	./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 4 \
	    --detach >"$E/w/serve" 2>&1 || { cat "$E/w/serve" >&2; echo "Bail out!  no server"; exit 1; }
	conf=$E/a/entitled.conf
	sed -i -e 's/\(auth-[a-z-]*\) = [0-9]*/\1 = 100000/' \
	    -e '/^operator "north"/,/^}/s/hosts = {}/hosts = {"127.0.0.1"}/' "$conf"
	cp "$conf" "$E/w/plain"
}
needs() {	# needs LINE   of operator north, for a way that is started
	sed -i "/^operator \"north\"/a\\	$1" "$E/w/plain"
}
workers() {
	for p in $(ours "$E/a"); do
		tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -q '^[^ ]*\.fcgi' && echo "$p"
	done
}
gone() { ! kill -0 "$1" 2>/dev/null; }
configure() {	# configure LINE...   of operator north; the workers start anew
	cp "$E/w/plain" "$conf"
	for line in "$@"; do
		sed -i "/^operator \"north\"/a\\	$line" "$conf"
	done
	for p in $(workers); do
		kill "$p"
		soon gone "$p"
	done
	if [ -s "$E/a/run/ecs-gsup.pid" ]; then	# it, too, has to read this; serve starts it again
		p=$(cat "$E/a/run/ecs-gsup.pid")
		kill "$p"
		soon gone "$p"
		case $* in *gsup*) soon test -S "$E/a/run/gsup.sock" ;; esac
	fi
	soon answers "https://127.0.0.1:$tls/"
}

# hostapd, whose vectors come from t/aucgw
bound() { awk -v p="$(printf ':%04X' "$1")" 'substr($2, length($2) - 4) == p { f = 1 } END { exit !f }' /proc/net/udp; }
sim_of() {	# sim_of IMSI   of a demo line, for t/aucgw
	awk -F'\t' -v i="$1" '$3 == i { print i ":" $7 ":" $8 ":8000:000000000100" }' db/demo-lines.tsv
}
way_radius_start() {	# way_radius_start NN   for that line; sets $why when it cannot
	why='hostapd is not installed'
	command -v hostapd >/dev/null || return 1
	begin t/aucgw --socket "$E/w/auc" "$(sim_of 001010000000002)" \
	    "0010100000009$1:$k:$opc:8000:000000000100" >"$E/w/aucgw" 2>&1
	soon test -S "$E/w/auc"
	free_port
	printf '"0"* AKA\n' >"$E/w/users"
	echo '127.0.0.1/32 a long secret, 2026' >"$E/w/clients"
	echo 'a long secret, 2026' >"$E/a/secrets/radius.north"
	cat >"$E/w/hostapd" <<-END
		driver=none
		interface=lo
		ssid=none
		eap_server=1
		eap_user_file=$E/w/users
		eap_sim_db=unix:$E/w/auc
		eap_sim_id=0
		radius_server_clients=$E/w/clients
		radius_server_auth_port=$free
	END
	begin hostapd "$E/w/hostapd" >"$E/w/hostapd.out" 2>&1
	needs "radius-servers = {\"127.0.0.1:$free\"}"
	soon bound "$free"
}

# osmo-hlr, asked by ecs-gsup; its ports are fixed, so it has a loopback address of its own
vty() {		# vty ADDRESS   commands on stdin, a line each
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
    until_prompt()' "$1"
}
way_gsup_start() {	# way_gsup_start NN   for that line; sets $why when it cannot
	why='osmo-hlr is not installed'
	command -v osmo-hlr >/dev/null || return 1
	hlr=127.$(($$ / 250 % 250 + 2)).$(($$ % 250 + 2)).7
	printf 'log stderr\n logging level set-all error\nline vty\n bind %s\nctrl\n bind %s\nhlr\n gsup\n  bind ip %s\n' \
	    "$hlr" "$hlr" "$hlr" >"$E/w/hlr.cfg"
	begin osmo-hlr -c "$E/w/hlr.cfg" -l "$E/w/hlr.db" >"$E/w/hlr.out" 2>&1
	soon bash -c ": <'/dev/tcp/$hlr/4258'"
	vty "$hlr" <<-END
		subscriber imsi 0010100000009$1 create
		subscriber imsi 0010100000009$1 update aud3g milenage k $k opc $opc ind-bitlen 5
	END
	needs "gsup-server = \"$hlr:4222\""
}
hlr_sqn() {	# hlr_sqn NN   SQN of that line, in the HLR's own database
	/usr/bin/python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("SELECT a.sqn FROM auc_3g a JOIN subscriber s ON "
    "s.id = a.subscriber_id WHERE s.imsi = ?", [sys.argv[2]]): print(*row)' "$E/w/hlr.db" "0010100000009$1"
}

# npm oidc-provider, where who logs in as N has the number +N
way_oidc_start() {	# sets $why when it cannot
	why='no oidc-provider: npm ci --prefix t/node'
	[ -d t/node/node_modules/oidc-provider ] || return 1
	free_port
	begin "${NODE:-node}" t/node/provider.mjs "$free" es 'a secret of two' "https://127.0.0.1:$tls/" \
	    one >"$E/w/provider" 2>&1
	echo 'a secret of two' >"$E/a/secrets/oidc.north"
	needs "oidc-issuer = \"http://127.0.0.1:$free\""
	needs 'oidc-client = "es"'
	soon grep -q ready "$E/w/provider"
}

# One-time passwords: nothing takes the messages, the code is read where it is kept
way_otp_start() {	# sets $why when it cannot
	why='t/bin/otpcode is not built'
	[ -x "$BUILD/t/bin/otpcode" ] || return 1
	echo 'gateway:hush' >"$E/a/secrets/sms.north"
	needs 'sms-url = "http://127.0.0.1:1/sendsms?username={user}\\&password={password}\\&to={to}\\&text={text}"'
	cat >"$E/w/code" <<-END
		hex=\$(mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N entitled -e \
		    "SELECT LOWER(HEX(code)) FROM otp ORDER BY made_ms DESC, ref LIMIT 1")
		"$BUILD/t/bin/otpcode" "$conf" 1 "\$hex"
	END
}
