#!/bin/sh
# ap2005, SMS over IP (TS.43 v12 5).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2005&$device&entitlement_version=8.0"

golden app/smsoip/enabled.xml     ecs "$q&token=$(token 1)"
golden app/smsoip/enabled.json    ecs "$q&token=$(token 1)" 'application/json'
golden app/smsoip/plan.xml        ecs "$q&token=$(token 2)"
golden app/smsoip/not-offered.xml ecs "$q&token=$(token 6 2)"
golden app/smsoip/suspended.xml   ecs "$q&token=$(token 4)"
sql "$db" -e "UPDATE sim SET state = 'suspended' WHERE id = 1; UPDATE sim SET state = 'retired' WHERE id = 5; UPDATE sim SET valid_until = 1799999999 WHERE id = 7; UPDATE line SET state = 'terminated' WHERE id = 8"
golden app/smsoip/sim-suspended.xml ecs "$q&token=$(token 1)"
golden app/smsoip/sim-retired.xml   ecs "$q&token=$(token 5)"
golden app/smsoip/sim-expired.xml   ecs "$q&token=$(token 7)"
golden app/smsoip/terminated.xml    ecs "$q&token=$(token 8)"
done_testing
