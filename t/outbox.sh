# outbox.sh - for tests of ecs-outbox and of what calls back.  Source it after lib.sh.
# shellcheck shell=sh
programs='entitlement websheet admin ecs-outbox ecsctl'

peer_start() {	# peer_start [KEYFILE]   sets $peer, its folder, and $peer_port
	peer=$T/$$.peer
	mkdir -p "$peer"
	t/peerd "$peer" "${1:-$dir/keys/hook.north.1}" &
	peer_pid=$!
	trap 'kill "$peer_pid"' EXIT
	until [ -s "$peer/port" ]; do sleep 0.05; done
	peer_port=$(cat "$peer/port")
}
outbox_fixture() {	# a database with fixture.sql, all users; operator north asks peerd
	fixture t/fixture.sql "$@"
	dir=$T/$$.d
	for k in master.node log.node token.north token.south hook.north hook.south; do
		printf '%s' "$k" | sha256sum | cut -c1-64 >"$dir/keys/$k.1"
	done
	for p in $programs; do echo "password-of-$p-12345" >"$dir/secrets/db-$p"; done
	sed -e "s/{database}/$db/g; s/{\([a-z-]*\)}/password-of-\1-12345/g" "$BUILD/db/grants.sql" | sql "$db"
	peer_start
	sed -i "/^operator \"north\"/a\\
	provisioner = \"http\"\\
	provisioner-url = \"http://127.0.0.1:$peer_port/network\"\\
	emergency = \"http\"\\
	emergency-url = \"http://127.0.0.1:$peer_port/emergency\"\\
	hook-url = \"http://127.0.0.1:1\"\\
	peer-timeout = 1" "$conf"
	sed -i '/^database/i outbox { max-attempts = 3 backoff-max = 60 workers = 2 }' "$conf"
	sql "$db" -e "UPDATE device SET push_kind = 2, push_token = 'tok' WHERE id = 1"
}
plan() { printf '%s\n' "$@" >"$peer/plan"; }
run_once() { "$BUILD/bin/ecs-outbox" -c "$conf" --once 2>>"$T/$$.log"; }
due() { sql "$db" -e "UPDATE outbox SET next_ms = 0, lease_ms = 0 WHERE state IN ('open', 'waiting') AND kind <> 'push'"; }
add() {		# add REF KIND VERB LINE [OPERATOR [DEVICE]]
	sql "$db" -e "INSERT INTO outbox (operator, kind, verb, line_id, device_id, app, ref, next_ms, created_at)
	    VALUES (${5-1}, '$2', '$3', $4, ${6-0}, 2004, '$1', 0, 0)"
}
state() { sql "$db" -e "SELECT state FROM outbox WHERE ref = '$1'"; }
row() { sql "$db" -e "SELECT state, attempts, error FROM outbox WHERE ref = '$1'" | tr '\t' ' '; }
effects() { jq -r .ref "$peer/effects" 2>/dev/null | tr '\n' ' ' | sed 's/ $//'; }
asked() { jq -r .ref "$peer/requests" 2>/dev/null | tr '\n' ' ' | sed 's/ $//'; }
# What is still on its way at the peer may come to its effect afterwards.
forget() { rm -f "$peer"/plan "$peer"/requests "$peer"/effects; sql "$db" -e "DELETE FROM outbox"; }
session() {	# session TEXT SIM_ID   a page session of its line, with device 1
	sql "$db" -e "INSERT INTO ws_session (id, operator, sim_id, line_id, device_id, flow, language, csrf, expires_at)
	    SELECT UNHEX(SHA2('$1', 256)), operator, id, line_id, 1, 'wifi-calling', 'en', '', 4000000000 FROM sim WHERE id = $2"
}
form() { "$BUILD/t/bin/mkform" "$conf" "$@"; }
