#!/bin/sh
# Wi-Fi calling from the form to the last step, with something killed at every step: it ends right.
#
# Each line has a story of its own; the peer's plan says what dies when it is asked, before or
# after it has done its part, and what becomes of its call-back.
. "${0%/*}/lib.sh"
. t/e2e.sh

free_port; tls=$free
free_port; http=$free
free_port; machine=$free
dir=$E/k
./serve --dir "$dir" --port "$tls" --http-port "$http" --peer-port "$machine" --workers 2 --detach >"$E/out" 2>&1 ||
    { cat "$E/out"; ok 'serve starts' false; done_testing; exit 1; }
sql_k() { mariadb --no-defaults -S "$dir/run/mariadb.sock" -u root -N entitled "$@" 2>/dev/null; }

# --- lines of our own, whose peers are peerd

peer=$E/peer
mkdir "$peer"
t/peerd "$peer" "$dir/keys/hook.north.1" &
peerd=$!
trap 'kill "$peerd"; clean_up' EXIT
soon [ -s "$peer/port" ]
url=http://127.0.0.1:$(cat "$peer/port")
sed -i "/^operator \"north\"/a\\
	provisioner = \"http\"\\
	provisioner-url = \"$url/\"\\
	emergency = \"http\"\\
	emergency-url = \"$url/\"\\
	hook-url = \"http://127.0.0.1:$http\"\\
	peer-timeout = 2" "$dir/entitled.conf"
sed -i '/^database/i outbox { workers = 6 lane = 5 max-attempts = 50 backoff-max = 1 callback-timeout = 4 }' "$dir/entitled.conf"
pid_of() { cat "$dir/run/$1.pid"; }
restart() {	# restart NAME   serve starts it again
	old=$(pid_of "$1")
	kill "$old"
	changed() { [ "$(pid_of "$1")" != "$old" ]; }
	soon changed "$1"
}
restart ecs-outbox
# The workers of admin read the call-back time-out, too; multiwatch starts them anew.
admins() { for p in $(ours "$dir"); do tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null | grep -q '^[^ ]*admin\.fcgi' && echo "$p"; done; }
# shellcheck disable=SC2046	# pids
kill $(admins)

plan=$(sql_k -e "SELECT id FROM plan WHERE operator = 1 AND id IN (SELECT plan_id FROM plan_feature WHERE app = 2004) LIMIT 1")
terms=$(sql_k -e "SELECT terms_version FROM feature WHERE operator = 1 AND app = 2004")
sql_k -e "UPDATE feature SET provision = 1, address = 1 WHERE operator = 1 AND app = 2004;
    INSERT INTO line (id, operator, msisdn, plan_id, created_at) SELECT 5000 + seq, 1, 15559000000 + seq, $plan, 0 FROM seq_1_to_99;
    INSERT INTO sim (id, operator, line_id, imsi, plmn) SELECT 5000 + seq, 1, 5000 + seq, CONCAT('0010177', LPAD(seq, 8, 0)), '00101' FROM seq_1_to_99;
    INSERT INTO device (id, operator, terminal_id, push_kind, push_token) SELECT 5000 + seq, 1, CONCAT('kill-', seq), 2, 'tok' FROM seq_1_to_99;
    INSERT INTO line_device (line_id, device_id, operator, version, told, rev, told_rev, changed_at)
    SELECT id, id, 1, 1, '', rev, 0, 0 FROM line WHERE id > 5000;
    INSERT INTO ws_session (id, operator, sim_id, line_id, device_id, flow, language, csrf, expires_at)
    SELECT UNHEX(SHA2(CONCAT('s', id), 256)), 1, id, id, id, 'wifi-calling', 'en', '', 4000000000 FROM line WHERE id > 5000"
is 'lines are there' "$(sql_k -e 'SELECT COUNT(*) FROM ws_session WHERE sim_id > 5000')" 99

form() { "$BUILD/t/bin/mkform" "$dir/entitled.conf" north "$1" "$1" "s$1" 0 submit "$terms" US NY 'New York' Broadway "$1" '' 10027; }
last=5000 stories=''
story() {	# story PLAN-LINE...   one more line with this plan; its form is sent
	last=$((last + 1)) stories="$stories $last"
	printf '%s\n' "$@" >"$peer/plan.0010177$(printf %08d $((last - 5000)))"
}
send() {	# the forms; again while there is no database
	for line in $stories; do
		for try in 1 2 3 4 5 6 7 8 9 10; do
			got=$(form "$line" 2>/dev/null)
			[ "$got" != OK ] && [ "$got" != TAKEN ] || break
			sleep 0.5
		done
		echo "$got"
	done
}
over() { [ "$(sql_k -e "SELECT COUNT(*) FROM line_feature WHERE prov = 'done' AND line_id IN ($(echo $stories | tr ' ' ','))")" = "$(echo $stories | wc -w)" ]; }
# A lease is 30 s.  A row held for twice the time a peer has is nobody's: let its time pass.
let_time_pass() {
	sql_k -e "UPDATE outbox SET lease_ms = 1, next_ms = 1 WHERE state IN ('open', 'waiting')
	    AND lease_ms > 0 AND lease_ms < UNIX_TIMESTAMP(NOW(3)) * 1000 + 26000"
}
wait_for_all() {
	tries=80
	until over; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		let_time_pass
		sleep 0.5
	done
}
ends_right() {	# ends_right WHAT
	ok "$1: every line has its service" wait_for_all
	ids=$(echo $stories | tr ' ' ',')
	is "$1: one valid address each, nothing pending" "$(sql_k -e "SELECT a.state, COUNT(*), COUNT(DISTINCT location_id), SUM(hno = line_id), SUM(location_id LIKE 'LOC____________')
	    FROM emergency_address a WHERE line_id IN ($ids) GROUP BY a.state; SELECT COUNT(*) FROM address_change WHERE line_id IN ($ids)" | tr '\t\n' '  ')" \
	    "valid $n_s $n_s $n_s $n_s 0 "
	is "$1: each step promised once, and done" "$(sql_k -e "SELECT verb, state, COUNT(*), COUNT(DISTINCT line_id) FROM outbox
	    WHERE line_id IN ($ids) AND kind <> 'push' GROUP BY verb, state ORDER BY verb" | tr '\t\n' '  ')" \
	    "prepare done $n_s $n_s register done $n_s $n_s switch done $n_s $n_s "
	is "$1: each step had one effect" "$(jq -r 'select(.imsi | startswith("0010177")) | .imsi + " " + .verb' "$peer/effects" | sort | uniq -d)" ''
	is "$1: one push for each device and change" "$(sql_k -e "SELECT DISTINCT COUNT(*) FROM outbox WHERE line_id IN ($ids) AND kind = 'push' GROUP BY device_id")" 1
	is "$1: one consent, no second word on it" "$(sql_k -e "SELECT COUNT(*), COUNT(DISTINCT line_id) FROM consent WHERE line_id IN ($ids)" | tr '\t' ' ')" "$n_s $n_s"
	is "$1: all that was planned has happened" "$(cat "$peer"/plan.*)" ''
	stories=''
}

# --- workers of ecs-outbox, ecs-outbox itself, call-backs lost, doubled, late; admin's workers

kill_workers="kill -s KILL \$(pgrep -P \$(cat $dir/run/ecs-outbox.pid))"
kill_parent="kill -s KILL \$(cat $dir/run/ecs-outbox.pid)"
kill_admin="kill -s KILL \$(pgrep -f '^[^ ]*admin.fcgi -c $dir/')"
for verb in register prepare switch; do
	story "{\"verb\":\"$verb\",\"before\":\"$kill_workers\"}"
	story "{\"verb\":\"$verb\",\"then\":\"$kill_workers\"}"
	story "{\"verb\":\"$verb\",\"do\":\"lost\"}" "{\"verb\":\"$verb\",\"do\":\"status\",\"status\":502}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":0}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":2,\"late\":true,\"after\":1}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":1,\"late\":true,\"after\":6}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":1,\"then\":\"$kill_admin\"}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":2,\"then\":\"$kill_workers\"}"
	story "{\"verb\":\"$verb\",\"do\":\"done\",\"sleep\":3}" "{\"verb\":\"$verb\",\"do\":\"garbage\"}"
done
story '{"verb":"prepare","then":"'"$kill_parent"'"}'
story '{"verb":"register","before":"'"$kill_parent"'"}'
n_s=$(echo $stories | wc -w)
send >"$E/forms"
is 'all forms are taken' "$(sort "$E/forms" | uniq -c | xargs)" "$n_s OK"
ends_right 'processes'
is 'a form that is sent again counts for nothing' "$(form 5001)" TAKEN
ok 'a call-back that came twice, was lost or late: all were answered' \
    [ "$(jq -r .status "$peer/calls" | grep -cvE '^(204|50[0-9])$|refused|reset|closed|timed out')" = 0 ]
ok '... the most of them well' [ "$(jq -r 'select(.status == 204).ref' "$peer/calls" | wc -l)" -ge 12 ]

# --- the database

kill_db="kill -s KILL \$(cat $dir/run/mariadbd.pid); sleep 0.3"
for verb in register prepare switch; do
	story "{\"verb\":\"$verb\",\"before\":\"$kill_db\"}"
	story "{\"verb\":\"$verb\",\"then\":\"$kill_db\"}"
	story "{\"verb\":\"$verb\",\"do\":\"accept\",\"call\":1,\"after\":0.2,\"then\":\"$kill_db\"}"
	n_s=3
	send >"$E/forms"
	ends_right "database at $verb"
done

# --- whoever takes the form

story '{}'
n_s=1
for delay in 0 0.002 0.004 0.006 0.008 0.010 0.012; do
	form "$last" >"$E/null" 2>&1 &
	sleep $delay
	kill -s KILL $! 2>/dev/null
	wait $! 2>/dev/null
done
ok 'a form whose worker was killed is sent again' \
    sh -c 'case $1 in OK | TAKEN) ;; *) exit 1 ;; esac' - "$(form "$last")"
: >"$peer/plan.0010177$(printf %08d $((last - 5000)))"
ends_right 'form'
ok 'serve still runs all it should' [ "$(ours "$dir" | wc -l)" -ge 10 ]
ok 'no subscriber is named in a log' sh -c '! grep -rE "0010177|1555900" "$1"' - "$dir/log"
done_testing
