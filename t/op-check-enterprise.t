#!/bin/sh
# ap2011 CheckEligibility, asked by a server (TS.43 v12 6.5.2, 10).
. "${0%/*}/lib.sh"
. t/app.sh
. t/server.sh
server_fixture
acc=$(access fleet-client p1 RS256 fleet)
q="app=ap2011&operation=CheckEligibility&requestor_id=fleet&$dummy&access_token=$acc"
golden op/check-enterprise/eligible.xml  server "$q&enterprise_id=acme&vers=1"
golden op/check-enterprise/eligible.json server "$q&enterprise_id=acme&vers=1" application/json
is 'without an enterprise' "$(answer_of "$q" | value EnterpriseAppEligibility)" 1
is 'names of parameters count without regard to case' \
    "$(answer_of "$(printf '%s' "$q" | sed 's/operation=/OPERATION=/; s/requestor_id/Requestor_ID/')" | value OperationResult)" 1
golden op/check-enterprise/device server "app=ap2011&operation=CheckEligibility&$device&token=$(token 1)"
golden op/check-enterprise/enterprise-format server "$q&enterprise_id=$(printf '%065d' 1)"
golden op/check-enterprise/two-apps server "$q&app=ap2009"
golden op/check-enterprise/no-operation server "app=ap2011&requestor_id=fleet&$dummy&access_token=$acc"
done_testing
