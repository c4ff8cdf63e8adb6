# app.sh - for tests of the entitlement program in CGI mode.  Source it after lib.sh.
# shellcheck shell=sh
export ECS_TEST_NOW=1800000000 ECS_TEST_RANDOM=seed
imei=356938035643809
device="terminal_id=$imei&terminal_vendor=vend&terminal_model=modelY&terminal_sw_version=versionZ"

app_fixture() {	# a database with fixture.sql, fixed keys, the program's database user
	fixture t/fixture.sql "$@"
	export conf
	dir=$T/$$.d
	for k in master.node log.node token.north token.south; do
		printf '%s' "$k" | sha256sum | cut -c1-64 >"$dir/keys/$k.1"
	done
	for p in entitlement ecsctl; do echo "password-of-$p-12345" >"$dir/secrets/db-$p"; done
	sed -e "s/{database}/$db/g; s/{\([a-z-]*\)}/password-of-\1-12345/g" "$BUILD/db/grants.sql" | sql "$db"
}
token() {	# token SIM_ID [DEVICE_ID [APP_NAME [SIM_EPOCH [DEVICE_EPOCH [METHOD [AGE]]]]]]
	s=$1 d=${2-1}
	[ $# -lt 2 ] && shift || shift 2
	set -- "$(sql "$db" -e "SELECT line_id FROM sim WHERE id = $s")" "$d" "$imei" "$@"
	"$BUILD/t/bin/mktoken" "$conf" "$(sql "$db" -e "SELECT operator FROM sim WHERE id = $s")" "$s" "$@"
}
status_of() { sed -n 's/^Status: \([0-9]*\).*/\1/p'; }
value() {	# value NAME   of a parm in the XML on standard input, each on a line
	sed -n "s/^<parm name=\"$1\" value=\"\(.*\)\"\/>\$/\1/p"
}
