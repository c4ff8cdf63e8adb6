# fronts.sh - lighttpd by "serve" in $A and Apache in $B, in front of the same programs.
# Source it after e2e.sh.
# shellcheck shell=sh disable=SC2154	# $free is set by free_port
A=$E/a B=$E/apache

start_fronts() {	# start_fronts WORKERS   both answer; without a limit of authentications
	WORKERS=$1
	free_port; tls=$free
	free_port; http=$free
	free_port; peer=$free
	./serve --dir "$A" --port "$tls" --http-port "$http" --peer-port "$peer" \
	    --workers "$WORKERS" --detach >"$E/out" 2>&1 || {
		sed 's/^/# /' "$E/out"
		ok 'serve starts' false
		done_testing
		exit 1
	}
	# A busy machine may need long to make eight wait.
	sed -i -e 's/\(auth-[a-z-]*\) = [0-9]*/\1 = 100000/' -e '/^database {/a io-timeout = 30' \
	    "$A/entitled.conf"
	kill -s TERM "$(cat "$A/run/lighttpd.pid")"
	ok 'lighttpd answers' soon answers "https://127.0.0.1:$tls/"
	lighttpd=https://127.0.0.1:$tls lighttpd_peer=$peer
	apache_conf
	start_workers
	ENTITLED_SERVE=$B apache2 -D FOREGROUND -f "$B/apache.conf" 2>"$B/log/start" &
	apache_pid=$!
	ok 'Apache answers' soon answers "$apache/"
}
apache_conf() {	# from its sample
	free_port; tls=$free
	free_port; http=$free
	free_port; peer=$free
	apache=https://127.0.0.1:$tls apache_peer=$peer
	user=$(id -un) group=$(id -gn)
	[ "$user" != root ] || user=www-data group=www-data
	mkdir -p "$B/run" "$B/log"
	chgrp "$group" "$B/run"
	chmod 750 "$B/run"
	for listener in device machine; do
		awk -f conf/doors.awk -v front=apache -v listener=$listener -v run="$B/run" \
		    conf/doors >"$B/apache-doors-$listener.conf"
	done
	sed -e "s|@RUN@|$B/run|g; s|@CONF@|$B|g; s|@LOG@|$B/log|g; s|@TLS@|$A/tls|g" \
	    -e "s|@TREE@|$PWD|g; s|@USER@|$user|g; s|@GROUP@|$group|g" \
	    -e "s|@ADDRESS@|127.0.0.1|g; s|@PORT@|$tls|g; s|@HTTP_PORT@|$http|g" \
	    -e "s|@PEER_PORT@|$peer|g" conf/apache.conf.in >"$B/apache.conf"
}
start_workers() {	# those of Apache, as the systemd sample starts them
	awk -f conf/doors.awk -v front=programs conf/doors >"$E/programs"
	while read -r program; do
		ENTITLED_SERVE=$B spawn-fcgi -n -s "$B/run/$program.sock" -M 0660 -G "$group" -- \
		    /usr/bin/multiwatch -s TERM -r 20 -t 500 -f "$WORKERS" -- \
		    "$BUILD/fcgi-bin/$program.fcgi" -c "$A/entitled.conf" >>"$B/log/workers" 2>&1 \
		    </dev/null &
	done <"$E/programs"
}
of() {		# of DIR NAME   pids of ours by a word of their command
	for p in $(ours "$1"); do
		case $(tr '\0' ' ' <"/proc/$p/cmdline" 2>/dev/null) in
		*multiwatch*) name=multiwatch ;;
		*entitlement.fcgi*) name=worker ;;
		*) name=other ;;
		esac
		[ "$name" = "$2" ] && echo "$p"
	done
}
use() {		# use FRONT   sets base, machine, dir
	case $1 in
	lighttpd) base=$lighttpd machine=https://127.0.0.1:$lighttpd_peer dir=$A ;;
	apache) base=$apache machine=https://127.0.0.1:$apache_peer dir=$B ;;
	esac
	export base machine dir
}
all_there() { [ "$(of "$1" worker | wc -l)" = "$WORKERS" ]; }
sql_a() { mariadb --no-defaults -S "$A/run/mariadb.sock" -u root -N entitled "$@"; }

# Slow requests wait for rows that a test has locked
waiting() { sql_a -e "SELECT COUNT(*) FROM information_schema.innodb_trx
    WHERE trx_state = 'LOCK WAIT'"; }
locked() { [ "$(sql_a -e 'SELECT COUNT(*) FROM information_schema.innodb_trx WHERE
    trx_rows_locked > 0')" -gt 0 ]; }
lock() {
	mkfifo "$E/session"
	sql_a <"$E/session" >/dev/null &
	locker=$!
	exec 8>"$E/session"
	rm "$E/session"
	echo 'BEGIN; SELECT * FROM sim_key FOR UPDATE;' >&8
	soon locked
}
unlock() {
	exec 8>&-
	wait "$locker"
}
