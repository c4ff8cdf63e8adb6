#!/bin/sh
# ap2009 without an operation: a device is known from then on (TS.43 v12 8.3).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
golden op/login/token.xml  ecs "app=ap2009&$device&token=$(token 1)"
golden op/login/token.json ecs "app=ap2009&$device&token=$(token 1)" application/json
golden op/login/no-auth    ecs "app=ap2009&$device"
golden op/login/two-apps   ecs "app=ap2009&app=ap2004&$device&token=$(token 1)"
is 'a one-time password is enough' "$(ecs "app=ap2009&$device&token=$(token 1 1 '' 1 1 1)" 2>/dev/null | value OperationResult)" 1
done_testing
