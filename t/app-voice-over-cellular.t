#!/bin/sh
# ap2003: flat for clients below 8.0, by access and network for the others (TS.43 v12 4).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2003&$device"

golden app/voice-over-cellular/flat.xml        ecs "$q&entitlement_version=2.0&token=$(token 1)"
golden app/voice-over-cellular/flat-7.xml      ecs "$q&entitlement_version=7.0&token=$(token 1)"
golden app/voice-over-cellular/unsaid.xml      ecs "$q&token=$(token 1)"
golden app/voice-over-cellular/structured.xml  ecs "$q&entitlement_version=8.0&token=$(token 1)"
golden app/voice-over-cellular/structured.json ecs "$q&entitlement_version=12.0&token=$(token 1)" application/json
golden app/voice-over-cellular/home-only.xml   ecs "$q&entitlement_version=11.10&token=$(token 2)"
golden app/voice-over-cellular/network.xml     ecs "$q&entitlement_version=8.0&token=$(token 6 2)"
golden app/voice-over-cellular/barred.xml      ecs "$q&entitlement_version=8.0&token=$(token 3)"
cp "$conf" "$conf.was"; sed -i 's/id = 1$/id = 1 voice-nr = "EPS-Fallback" voice-lte = "4G-SRVCC"/' "$conf"
golden app/voice-over-cellular/irat.xml        ecs "$q&entitlement_version=8.0&token=$(token 1)"
mv "$conf.was" "$conf"
sql "$db" -e "UPDATE network_feature SET state = 'outage', until = 1800000060 WHERE app = 2003 AND access = 'nr'"
golden app/voice-over-cellular/outage.xml      ecs "$q&entitlement_version=8.0&token=$(token 1)"
ECS_TEST_NOW=1800000060
golden app/voice-over-cellular/outage-over.xml ecs "$q&entitlement_version=8.0&token=$(token 1)"
sql "$db" -e "INSERT INTO line_feature (line_id, app, operator, override) VALUES (1,2003,1,'deny'), (2,2003,1,'grant')"
golden app/voice-over-cellular/denied.xml      ecs "$q&entitlement_version=8.0&token=$(token 1)"
golden app/voice-over-cellular/granted.xml     ecs "$q&entitlement_version=8.0&token=$(token 2)"
done_testing
