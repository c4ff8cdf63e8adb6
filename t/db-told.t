#!/bin/sh
# VERS, and what is written: nothing, unless something changed (one round trip then).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2004&$device&entitlement_version=8.0"
vers() { ecs "$1" 2>/dev/null | value version; }
rows() { sql "$db" -e "SELECT version, told_rev = rev FROM line_device WHERE line_id = $1" | tr '\t\n' '  '; }
last() { ecs "$1" 2>&1 >/dev/null | sed -n 's/.*"db":\([0-9]*\).*/\1/p'; }
tok=$(token 1)

is 'a decision never told raises it' "$(vers "$q&token=$tok")" 8
is 'the same again does not' "$(vers "$q&token=$tok")" 8
is 'another service does' "$(vers "app=ap2005&$device&token=$tok")" 9
is 'and the first stays as it was' "$(vers "$q&token=$tok")" 9
is 'both at once are known' "$(vers "app=ap2005,ap2004&$device&token=$tok")" 9
is 'stored: it holds' "$(rows 1)" '9 1 '
is 'the decision is there for care' "$(sql "$db" -e "SELECT outcome, reasons, version FROM decision WHERE line_id = 1 AND app = 2004")" \
    "$(printf 'status=enabled why=NETWORK_OFFERS terms=done address=done prov=done location=LOC-1 until=1900000000\tLINE_ACTIVE,PLAN_INCLUDES,NETWORK_OFFERS,PROV_DONE,ADDRESS_VALID,TERMS_ACCEPTED\t8')"

sql "$db" -e "UPDATE emergency_address SET state = 'pending' WHERE line_id = 1"
is 'a change of the facts raises it' "$(vers "$q&token=$tok")" 10
sql "$db" -e "UPDATE emergency_address SET state = 'valid' WHERE line_id = 1"
is 'changed back it still rises' "$(vers "$q&token=$tok")" 11
sql "$db" -e "UPDATE line SET plan_id = 2 WHERE id = 1"
is 'another plan raises it' "$(vers "$q&token=$tok")" 12
sql "$db" -e "INSERT INTO plan_feature (operator, plan_id, app, access) VALUES (1, 2, 2004, 'wlan')"
is 'the catalog changed: it rises' "$(vers "$q&token=$tok")" 13

# A device that says something new of itself is written, and VERS stays.
new="app=ap2004&terminal_id=$imei&terminal_vendor=vend&terminal_model=modelY&terminal_sw_version=2&token=$tok"
is 'new software: VERS stays' "$(vers "$new")" 13
is 'new software: stored' "$(sql "$db" -e 'SELECT software FROM device WHERE id = 1')" 2
is 'push token: stored' "$(vers "$new&notif_token=abc&notif_action=2")$(sql "$db" -e 'SELECT push_kind, push_token FROM device WHERE id = 1')" "13$(printf '2\tabc')"
is 'without one it stays' "$(vers "$new")$(sql "$db" -e 'SELECT push_kind, push_token FROM device WHERE id = 1')" "13$(printf '2\tabc')"
golden app/notif.xml ecs "$new&notif_token=abc&notif_action=2"
is 'disabled: forgotten' "$(vers "$new&notif_token=abc&notif_action=0")$(sql "$db" -e 'SELECT push_kind, push_token FROM device WHERE id = 1')" "13$(printf '0\t')"

# A barred line never gets the versions that make phones stop asking, unless the operator says so.
is 'barred: a positive version' "$(ecs "$q&token=$(token 3)" 2>/dev/null | value version)" 1
sed -i 's/id = 1$/id = 1 barred-vers = -1/' "$conf"
is 'barred by policy: -1, -1' "$(ecs "$q&token=$(token 3)" 2>/dev/null | grep -A2 VERS | grep -c 'value="-1"')" 2

# Eight at once after a change: one raise.
sql "$db" -e "UPDATE emergency_address SET location_id = 'LOC-2' WHERE line_id = 1"
for i in 1 2 3 4 5 6 7 8; do ECS_TEST_RANDOM=$i vers "$q&token=$tok" >"$T/$$.v$i" & done; wait
is 'eight at once see one version' "$(cat "$T/$$".v? | sort -u)" 14
is 'it was raised once' "$(rows 1)" '14 1 '

sed -i 's/id = 1 /id = 1 address-per-device = true /' "$conf"
is "a device's own address is wanted now: it has none" "$(ecs "$q&token=$tok" 2>/dev/null | value EntitlementStatus)" 0
done_testing
