# ctl.sh - an installation of this test's own for ecsctl.  Source it after lib.sh.
# shellcheck shell=sh
db=t$$ D=$T/$$.d conf=$T/$$.d/entitled.conf
mkdir -p "$D"
ctl_conf() {	# ctl_conf DIR DATABASE   a configuration with two operators
	cat <<-END
	state-dir = "$1"
	run-dir = "$1"
	key-dir = "$1/keys"
	secret-dir = "$1/secrets"
	data-dir = "$PWD"
	log = "stderr"
	database { socket = "$T/s" name = "$2" }
	operator "north" { id = 1 plmns = {"00101"} }
	operator "south" { id = 2 plmns = {"00102"} }
	END
}
ctl_conf "$D" "$db" >"$conf"
ctl() { "$BUILD/bin/ecsctl" -c "$conf" "$@"; }
try() {		# try COMMAND...   sets $out, $err and $rc
	out=$(ctl "$@" 2>"$T/$$.err") && rc=0 || rc=$?
	err=$(cat "$T/$$.err")
}
migrate() { ctl migrate --sql "$(sql_dir)" "$@"; }
ready() {	# keys, tables, users, demo catalog and demo lines
	ctl keygen >/dev/null && migrate >/dev/null && sql "$db" <db/demo.sql &&
	    ctl line add --from db/demo-lines.tsv >/dev/null
}
get() { printf '%s\n' "$out" | jq -r "$1"; }	# get FILTER   from $out
END_USERS="DROP USER IF EXISTS '${db}_entitlement'@'%', '${db}_ecsctl'@'%'"
trap 'sql -e "$END_USERS" 2>/dev/null' EXIT
