#!/bin/sh
# ap2009 CheckEligibility, asked by a device (TS.43 v12 6.5.2).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2009&operation=CheckEligibility&$device&entitlement_version=12.0"
of() { ecs "$q&token=$(token "$1")" 2>/dev/null | value "${2-PrimaryAppEligibility}"; }
golden op/check-primary/eligible.xml  ecs "$q&token=$(token 1)"
golden op/check-primary/eligible.json ecs "$q&token=$(token 1)" application/json
golden op/check-primary/barred        ecs "$q&token=$(token 3 1 '' 1 1)"
is 'a barred line' "$(of 3)" 2
is 'a suspended line may come back' "$(of 4)" 0
is 'it is told in its language' "$(HTTP_ACCEPT_LANGUAGE=fr of 4 GeneralErrorText)" "$(sed -n 's/^LINE_SUSPENDED //p' templates/texts/fr)"
sql "$db" -e "UPDATE line SET state = 'terminated' WHERE id = 4; UPDATE sim SET state = 'suspended' WHERE id = 5;
    UPDATE sim SET state = 'retired' WHERE id = 7; UPDATE sim SET valid_until = $ECS_TEST_NOW WHERE id = 8;
    UPDATE sim SET valid_until = $ECS_TEST_NOW + 1 WHERE id = 9"
is 'a terminated line' "$(of 4)" 2
is 'a suspended SIM' "$(of 5)" 0
is 'a retired SIM' "$(of 7)" 2
is 'a SIM whose time is over' "$(of 8)" 2
is 'a second before that' "$(of 9)" 1
sql "$db" -e "INSERT INTO device_policy (operator, app, vendor, model, allowed) VALUES (1, 2009, 'vend', '*', 0); UPDATE catalog SET version = version + 1 WHERE operator = 1"
is 'a device that the operator refuses' "$(of 1) $(of 1 GeneralErrorText)" "2 $(sed -n 's/^DEVICE_REFUSED //p' templates/texts/en)"

# The frame: who asks, what the server remembers of the device.
golden op/check-primary/no-auth ecs "$q"
golden op/check-primary/revoked ecs "$q&token=$(token 1 1 '' 9)"
golden op/check-primary/weak    ecs "$q&token=$(token 1 1 '' 1 1 0)"
golden op/check-primary/unknown-operation ecs "app=ap2009&operation=FlyAway&$device&token=$(token 1)"
is 'names count without regard to case' "$(ecs "app=AP2009&operation=checkELIGIBILITY&$device&token=$(token 1)" 2>/dev/null | value OperationResult)" 1
tok=$(token 1)
is 'the TOKEN is returned itself' "$(ecs "$q&token=$tok" 2>/dev/null | value token)" "$tok"
is 'VERS is that of the line and device' "$(ecs "$q&token=$tok" 2>/dev/null | value version)" 7
new="app=ap2009&operation=CheckEligibility&terminal_id=490154203237518&terminal_vendor=maker&terminal_model=one&terminal_sw_version=2"
imei=490154203237518
is 'a device that is new' "$(ecs "$new&notif_token=abc&notif_action=2&token=$(token 2 0 '' 1 0)" 2>/dev/null | value RegisterNotifStatus)" 0
is 'is remembered' "$(sql "$db" -e "SELECT vendor, model, software, push_kind, push_token FROM device WHERE terminal_id = '$imei'" | tr '\t' ' ')" 'maker one 2 2 abc'
id=$(sql "$db" -e "SELECT id FROM device WHERE terminal_id = '$imei'")
ecs "$new&token=$(token 2 "$id")" >/dev/null 2>&1
is 'and its push token is not forgotten' "$(sql "$db" -e "SELECT push_token FROM device WHERE id = $id")" abc
ecs "$(printf '%s' "$new" | sed 's/sw_version=2/sw_version=3/')&token=$(token 2 "$id")" >/dev/null 2>&1
is 'its new software is' "$(sql "$db" -e "SELECT software, epoch FROM device WHERE id = $id" | tr '\t' ' ')" '3 1'
done_testing
