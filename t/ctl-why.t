#!/bin/sh
# why: the decision of a device, in words; and what the device was told.
. "${0%/*}/lib.sh"
. t/ctl.sh
ready
says() { ctl why "$1" "$2" | sed -n "s/^[A-Z].* (ap[0-9]*): //p"; }
is 'a line that may'               "$(says 001010000000001 ap2004)" 'yes'
is 'all three, first'              "$(says 001010000000001 volte)" 'yes'
is 'all three, last'               "$(says 001010000000001 sms)" 'yes'
is 'terms are missing'             "$(says 001010000000002 2004)" 'not yet: the terms have not been accepted'
is 'an address is missing'         "$(says 001010000000005 vowifi)" 'not yet: there is no emergency address'
is 'the network is not ready'      "$(says 001010000000006 vowifi)" 'not yet: the network is setting the service up'
is 'the plan has it not'           "$(says 001010000000003 vowifi)" 'no: the plan does not include the service'
is 'the network has it not'        "$(says 001020000000001 sms)" 'no: the network does not offer the service'
is 'a suspended line'              "$(says 001010000000007 sms)" 'not now: the line is suspended'
is 'a barred line'                 "$(says 001020000000008 voice)" 'no: the line is barred'
is 'switched off for the line'     "$(says 001010000000010 vowifi)" 'no: the service is switched off for this line'
is 'south wants nothing first'     "$(says 001020000000002 vowifi)" 'yes'
try why 001010000000001 vowifi --vendor oldco --model Brick-2 --json
is 'a device that cannot' "$(get '.status + " " + .deciding')" 'incompatible DEVICE_REFUSED'
is 'another model can' "$(ctl why 001010000000001 vowifi --vendor OldCo --model Stone --json | jq -r .status)" enabled
try why 001020000000001 volte
has 'each access: NR is absent' "$out" 'nr      home     incompatible  the network does not offer the service'
has 'each access: LTE is there' "$out" 'lte     visited  enabled'
try why 15550100105 vowifi --json
is 'by number' "$(get .imsi)" 001010000000005
is 'its steps' "$(get '.terms + " " + .address + " " + .prov')" 'done missing missing'
is 'every reason has its sentence' "$(get '[.reasons[] | select(.text | length < 10)] | length')" 0

sql "$db" -e "INSERT INTO device (id, operator, terminal_id, vendor, model) VALUES (1, 1, '356938035643809', 'OldCo', 'Brick'), (2, 1, 'watch-2', '', '');
	INSERT INTO line_device SELECT id, 1, 1, 7, '', 1, 0, 1700000000 FROM line WHERE msisdn = '15550100101';
	INSERT INTO line_device SELECT id, 2, 1, 3, '', 1, 0, 1700000000 FROM line WHERE msisdn = '15550100101';
	INSERT INTO decision SELECT line_id, device_id, 2004, 1, version, 'status=1 why=TERMS_ACCEPTED', 'LINE_ACTIVE', 1700000000 FROM line_device;
	INSERT INTO decision SELECT line_id, device_id, 2003, 1, version, 'status=1 why=NETWORK_OFFERS', 'LINE_ACTIVE', 1700000000 FROM line_device"
try why 001010000000001 vowifi --json
is 'what its devices were told, of this service' "$(get '[.told[] | "\(.terminal_id) \(.app) \(.version)"] | join(", ")')" '356938035643809 ap2004 7, watch-2 ap2004 3'
try why 001010000000001 vowifi --device 356938035643809 --json
is 'one device' "$(get '[.told[] | "\(.terminal_id) \(.version) \(.at)"] | join(", ")')" '356938035643809 7 2023-11-14T22:13:20Z'
is 'is the model that cannot' "$(get .deciding)" DEVICE_REFUSED
try line show 001010000000001 --json; is 'line show has the devices' "$(get '.devices | length')" 2
try why 001010000000001 fax; is 'an unknown service' "$rc" 2; has 'is told' "$err" 'ap2004 (vowifi)'
try why 001010000000001; is 'no service' "$rc" 2
try why 001010000009999 sms; is 'an unknown line' "$rc" 1
sql "$db" -e 'DELETE FROM catalog WHERE operator = 1'
try why 001010000000001 sms; is 'no catalog' "$rc" 1; has 'is told' "$err" 'north has no catalog'

done_testing
