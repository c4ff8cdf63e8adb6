#!/bin/sh
# Emergency addresses of a line with two devices: one for each device (option address-per-device)
# and one for the line.  Given, edited, expiring, expired, withdrawn; TS.43 v12 3.1.4.
. "${0%/*}/lib.sh"
. t/app.sh
. t/ws.sh
. t/outbox.sh
outbox_fixture
unset ECS_TEST_NOW ECS_TEST_RANDOM	# ecs-outbox has no other clock than the machine's
sed -i '/^operator "north"/a\
	address-per-device = true' "$conf"
sql "$db" -e "UPDATE feature SET terms_version = 1 WHERE app = 2004 AND operator = 1;
    INSERT INTO device (id, operator, terminal_id) VALUES (3, 1, '356938035643817')"
t1=356938035643809 t3=356938035643817

# --- what a device sees, and a person on it does

said() {	# said DEVICE SIM   the answer that this device gets
	eval "imei=\$t$1"
	ecs "app=ap2004&terminal_id=$imei&terminal_vendor=vend&terminal_model=modelY&terminal_sw_version=versionZ&entitlement_version=8.0&vers=1&notif_action=2&notif_token=tok$1&token=$(token "$2" "$1")" \
	    >"$T/$$.said" 2>>"$T/$$.log"
}
parms() { for p in "$@"; do value "$p" <"$T/$$.said"; done | paste -sd ' '; }
status() {	# status DEVICE SIM   EntitlementStatus, TC_Status, AddrStatus, AddrIdentifier
	said "$@"
	parms EntitlementStatus TC_Status AddrStatus AddrIdentifier
}
vers() { said "$@"; parms version; }
give() {	# give DEVICE SIM HNO [VIEW]   fills in the sheet with an address in New York; sets $gave
	visit "$2" "$2" "$1"
	gave=$(send "$(form_of "$sheet${4-}")&action=submit&terms=1&country=US&a1=NY&a3=New+York&rd=Broadway&hno=$3&pc=10027" |
	    status_of)
}
loc() {		# loc SIM HNO   what peerd calls this address of this SIM
	imsi=$(sql "$db" -e "SELECT imsi FROM sim WHERE id = $1")
	printf '["%s", {"a1": "NY", "a3": "New York", "country": "US", "hno": "%s", "pc": "10027", "rd": "Broadway"}]' "$imsi" "$2" |
	    sha256sum | sed 's/^\(.\{12\}\).*/LOC\1/'
}
work() { due; run_once; }
pushes() {	# device and number of its pushes since the last look
	sql "$db" -e "SELECT device_id, COUNT(*) FROM outbox WHERE kind = 'push' GROUP BY device_id; DELETE FROM outbox WHERE kind = 'push'" |
	    tr '\t\n' ': ' | sed 's/ $//'
}
held() { sql "$db" -e "SELECT device_id, state FROM emergency_address WHERE line_id = $1 ORDER BY 1" | tr '\t\n' ': ' | sed 's/ $//'; }
expire() {	# expire LINE DEVICE SECONDS   from now
	sql "$db" -e "UPDATE emergency_address SET expires_at = UNIX_TIMESTAMP() + $3 WHERE line_id = $1 AND device_id = $2"
}
day=86400

# --- an address for each device

is 'at first nothing is there' "$(status 1 5); $(status 3 5)" '0 0 0; 0 0 0'
give 1 5 1
is 'one device gives terms and address' "$gave" 303
work
is 'it has its service, and its address' "$(status 1 5)" "1 1 1 $(loc 5 1)"
is 'until when is told' "$(parms AddrExpiry)" "$(date -u -d @2000000000 +%Y-%m-%dT%H:%M:%S+00:00)"
is 'the other has none still' "$(status 3 5)" '0 0 0'
is 'setting up the line concerned both' "$(pushes)" '1:1 3:1'
visit 5 5 3
is 'the other is asked for it' "$(page $sheet | title)" 'Your emergency address'
is '... for no terms: they are the line'\''s' "$(page $sheet | grep -c 'name="terms"')" 0
is '... and sees no address of another device' "$(page $sheet | grep -c Broadway)" 0
v=$(vers 1 5)
give 3 5 3
is 'it gives its own' "$gave" 303
work
is 'each has its own' "$(status 1 5); $(status 3 5)" "1 1 1 $(loc 5 1); 1 1 1 $(loc 5 3)"
is 'the first was told nothing new' "$(vers 1 5)" "$v"
is 'nor pushed' "$(pushes)" 3:1
is 'the provider knows of which device each is' \
    "$(jq -r 'select(.verb == "register") | .terminal_id + " " + .address.hno' "$peer/effects" | paste -sd ';')" "$t1 1;$t3 3"

# --- an edit

v1=$(vers 1 5) v3=$(vers 3 5)
give 1 5 11 '?view=address'
is 'one is edited' "$gave" 303
is 'what was there stays while it is checked' "$(status 1 5); $(status 3 5)" "1 1 1 $(loc 5 1); 1 1 1 $(loc 5 3)"
work
is 'then it is replaced' "$(status 1 5)" "1 1 1 $(loc 5 11)"
is 'the other stays on, under its VERS' "$(status 3 5) $(vers 3 5)" "1 1 1 $(loc 5 3) $v3"
is 'the edited one has another VERS' "$(vers 1 5)" $((v1 + 1))
is 'only it is pushed' "$(pushes)" 1:1
is 'a look changes nothing' "$(vers 1 5) $(vers 3 5)" "$((v1 + 1)) $v3"
plan '{"do":"status","status":503,"headers":{"Retry-After":"600"}}'
give 1 5 12 '?view=address'
is 'the provider is away for one' "$gave" 303
work
give 3 5 13 '?view=address'; run_once
is '... whose change waits; that of the other need not' "$gave $(status 1 5; status 3 5)" "303 1 1 1 $(loc 5 11)
1 1 1 $(loc 5 13)"
work
is '... until it is asked again' "$(status 1 5); $(status 3 5)" "1 1 1 $(loc 5 12); 1 1 1 $(loc 5 13)"
is 'a push each' "$(pushes)" '1:1 3:1'
plan '{"do":"refuse","fields":["rd"]}'
give 3 5 14 '?view=address'; work
is 'an edit is refused' "$gave $(status 3 5)" "303 1 1 1 $(loc 5 13)"
visit 5 5 3
has 'its own sheet says so' "$(page $sheet)" 'aria-invalid="true"'
visit 5 5 1
is 'that of the other does not' "$(page $sheet | title)" 'Wi‑Fi calling is ready'
give 3 5 13; work; pushes >"$T/$$.null"

# --- the reminder

expire 5 1 $((31 * day)); run_once
is 'more than address-reminder days before: nothing' "$(pushes)" ''
visit 5 5 1
is '... nor on the page' "$(page $sheet | grep -c 'Please confirm your address')" 0
expire 5 1 $((29 * day)); run_once
is 'then the device is told' "$(pushes)" 1:1
run_once
is 'once' "$(pushes)" ''
visit 5 5 1
has 'its page says so' "$(page $sheet)" 'Please confirm your address'
visit 5 5 3
is 'that of the other device does not' "$(page $sheet | grep -c 'Please confirm your address')" 0
give 1 5 12 '?view=address'; work
is 'the address is confirmed' "$gave $(status 1 5; pushes)" "303 1 1 1 $(loc 5 12)
1:1"
expire 5 1 $((20 * day)); run_once
is 'for the new expiry it is told anew' "$(pushes)" 1:1
sql "$db" -e "UPDATE emergency_address SET expires_at = UNIX_TIMESTAMP() + 10 * $day, reminded_at = 0 WHERE line_id = 5"; run_once
is 'two that expire at once: a push each' "$(pushes)" '1:1 3:1'

# --- expired

sql "$db" -e "UPDATE emergency_address SET expires_at = 2000000000, reminded_at = 0 WHERE line_id = 5 AND device_id = 1;
    UPDATE emergency_address SET expires_at = 0 WHERE line_id = 5 AND device_id = 3"
is 'the last second' "$(export ECS_TEST_NOW=1999999999; status 1 5)" "1 1 1 $(loc 5 12)"
v3=$(vers 3 5)
is 'then it is over' "$(export ECS_TEST_NOW=2000000000; status 1 5)" '0 0 0'
is '... for that device' "$(export ECS_TEST_NOW=2000000000; status 3 5; vers 3 5)" "1 1 1 $(loc 5 13)
$v3"
ECS_TEST_NOW=2000000000
export ECS_TEST_NOW
visit 5 5 1
page $sheet >"$T/$$.page"
is 'the sheet asks again' "$(title <"$T/$$.page")" 'Your emergency address'
has '... and says why' "$(cat "$T/$$.page")" 'Your emergency address has expired'
is '... with what was there' "$(grep -o 'value="12"\|value="Broadway"\|value="10027"' "$T/$$.page" | sort | paste -sd ' ')" \
    'value="10027" value="12" value="Broadway"'
give 1 5 15
is 'it is given again' "$gave" 303
is '... and is being checked, not in force' "$(held 5); $(status 1 5); $(page $sheet | title)" \
    '1:pending 3:valid; 0 0 0; Setting up Wi‑Fi calling'
unset ECS_TEST_NOW
work
is 'the service is back' "$(status 1 5); $(pushes)" "1 1 1 $(loc 5 15); 1:1"
expire 5 1 -1
is 'a row whose time has passed is the same' "$(status 1 5); $(status 3 5)" "0 0 0; 1 1 1 $(loc 5 13)"
run_once
is '... too late for a reminder' "$(pushes)" ''

# --- withdrawn by one device

forget
visit 5 5 3
is 'one withdraws' "$(send "$(form_of "$sheet?view=withdraw")&action=withdraw" | status_of)" 303
is 'the service of both ends' "$(status 1 5); $(status 3 5)" '0 0 0; 0 0 0'
is 'no address is kept' "$(held 5)" ''
is 'a push each' "$(pushes)" '1:1 3:1'
is 'an address each is to be removed, and the service once' \
    "$(sql "$db" -e "SELECT kind, verb, device_id FROM outbox ORDER BY kind, device_id" | tr '\t\n' ' ;')" \
    'emergency remove 1;emergency remove 3;provision withdraw 0;'
work; work; work
is 'the provider can tell them apart' "$(jq -r 'select(.verb == "remove").terminal_id' "$peer/effects" | sort | paste -sd ' ')" "$t1 $t3"
is 'each was asked for once' "$(jq -r .verb "$peer/requests" | sort | uniq -c | xargs)" '2 remove 1 withdraw'
sql "$db" -e "UPDATE outbox SET state = 'dead' WHERE verb = 'remove'"
give 1 5 16; work
is 'one is set up again' "$gave $(status 1 5; status 3 5)" "303 1 1 1 $(loc 5 16)
0 0 0"
replay() { "$BUILD/bin/ecsctl" -c "$conf" outbox replay "$(sql "$db" -e "SELECT ref FROM outbox WHERE verb = 'remove' AND device_id = $1")" 2>&1 | sed 's/remove-[0-9a-f]*/REF/'; }
is 'its old removal must not be replayed, the other may' "$(replay 1); $(replay 3)" \
    'ecsctl: REF is not replayed: an address was given since; replayed: 1'
forget

# --- whose address it is

is 'the address of a line is no device'\''s' "$(status 1 7); $(status 3 7)" '0 0 0; 0 0 0'
why() { "$BUILD/bin/ecsctl" -c "$conf" why 15550100007 vowifi --device "$1" 2>&1; }
has 'not even of one that is unknown' "$(why 350000000000006)" 'there is no emergency address'
sed -i 's/emergency = "http"/emergency = "none"/; s/provisioner = "http"/provisioner = "none"/' "$conf"
sql "$db" -e "DELETE FROM emergency_address WHERE line_id = 8"
give 1 8 1; work; give 3 8 3; work
id1=$(said 1 8; parms AddrIdentifier) id3=$(said 3 8; parms AddrIdentifier)
is 'without a provider it is the same' "$(status 1 8); $(status 3 8)" "1 1 1 $id1; 1 1 1 $id3"
ok '... and each has an identifier of its own' test -n "$id1" -a "$id1" != "$id3"

# --- one address for the line

sed -i 's/emergency = "none"/emergency = "http"/; s/provisioner = "none"/provisioner = "http"/; /address-per-device/d' "$conf"
sql "$db" -e "DELETE FROM emergency_address WHERE line_id = 9; DELETE FROM line_feature WHERE line_id = 9"
forget
is 'at first nothing is there' "$(status 1 9); $(status 3 9)" '0 0 0; 0 0 0'
give 1 9 1; work
is 'one gives an address: it serves both' "$(status 1 9); $(status 3 9)" "1 1 1 $(loc 9 1); 1 1 1 $(loc 9 1)"
is 'both are pushed, once' "$(pushes)" '1:1 3:1'
is 'the provider is told of no device' "$(jq -r '.verb + " " + (.terminal_id | tostring)' "$peer/effects" | paste -sd ';')" \
    'register null;prepare null;switch null'
v1=$(vers 1 9) v3=$(vers 3 9)
visit 9 9 3
is 'the other has nothing to give' "$(page $sheet | title)" 'Wi‑Fi calling is ready'
give 3 9 2 '?view=address'
is 'it edits the same' "$gave" 303
work
is 'for both' "$(status 1 9); $(status 3 9)" "1 1 1 $(loc 9 2); 1 1 1 $(loc 9 2)"
is '... which is new to both' "$(vers 1 9) $(vers 3 9) $(pushes)" "$((v1 + 1)) $((v3 + 1)) 1:1 3:1"
expire 9 0 $((29 * day)); run_once; run_once
is 'both are reminded, once' "$(pushes)" '1:1 3:1'
visit 9 9 1; one=$(page $sheet | grep -c 'Please confirm your address')
visit 9 9 3
is '... on both pages' "$one $(page $sheet | grep -c 'Please confirm your address')" '1 1'
expire 9 0 -1
is 'expired for both' "$(status 1 9); $(status 3 9)" '0 0 0; 0 0 0'
give 3 9 3; work
is 'given again by one' "$(status 1 9); $(status 3 9); $(pushes)" "1 1 1 $(loc 9 3); 1 1 1 $(loc 9 3); 1:1 3:1"
forget
visit 9 9 1
is 'withdrawn by one' "$(send "$(form_of "$sheet?view=withdraw")&action=withdraw" | status_of)" 303
is 'the service of both ends' "$(status 1 9); $(status 3 9); $(pushes)" '0 0 0; 0 0 0; 1:1 3:1'
work; work
is 'one address is removed' "$(jq -r '.verb + " " + (.terminal_id | tostring)' "$peer/effects" | sort | paste -sd ';')" 'remove null;withdraw null'
is 'nobody is named in the log' "$(grep -E '0010100[0-9]{8}|1555010[0-9]{4}' "$T/$$.log")" ''
done_testing
