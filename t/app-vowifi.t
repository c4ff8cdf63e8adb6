#!/bin/sh
# ap2004: every row of TS.43 v12 3.1.4 table 20, and what devices demand of it.
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2004&$device&entitlement_version=8.0&vers=7&IMSI=001010000000001"

golden app/vowifi/activated.xml       ecs "$q&token=$(token 1)"
golden app/vowifi/activated.json      ecs "$q&token=$(token 1)" application/json
golden app/vowifi/missing.xml         ecs "$q&token=$(token 5)"
golden app/vowifi/terms-outdated.xml  ecs "$q&token=$(token 7)"
golden app/vowifi/address-pending.xml ecs "$q&token=$(token 8)"
golden app/vowifi/provisioning.xml    ecs "$q&token=$(token 9)"
golden app/vowifi/plan.xml            ecs "$q&token=$(token 2)"
golden app/vowifi/barred.xml          ecs "$q&token=$(token 3)"
golden app/vowifi/suspended.xml       ecs "$q&token=$(token 4)"
golden app/vowifi/no-steps.xml        ecs "$q&token=$(token 6 2)"
golden app/vowifi/device.xml          ecs "app=ap2004&terminal_id=$imei&terminal_vendor=OldCo&terminal_model=Brick+7&token=$(token 1)"

sed -i 's/id = 1$/id = 1 pending = "in-progress"/' "$conf"
golden app/vowifi/updating.xml        ecs "$q&token=$(token 8)"
golden app/vowifi/in-progress.xml     ecs "$q&token=$(token 9)"
golden app/vowifi/missing-2.xml       ecs "$q&token=$(token 5)"
sql "$db" -e "UPDATE line_feature SET prov = 'failed' WHERE line_id = 9; UPDATE emergency_address SET state = 'invalid' WHERE line_id = 8; UPDATE emergency_address SET expires_at = 1700000000 WHERE line_id = 1"
golden app/vowifi/prov-failed.xml     ecs "$q&token=$(token 9)"
golden app/vowifi/address-invalid.xml ecs "$q&token=$(token 8)"
golden app/vowifi/address-expired.xml ecs "$q&token=$(token 1)"
done_testing
