#!/bin/sh
# An operation by EAP-AKA: what the first request named is carried out after the last.
. "${0%/*}/lib.sh"
. t/eap.sh
app='app=ap2009&operation=CheckEligibility&terminal_id=356938035643809&entitlement_version=12.0'
begin
is 'a challenge first' "$status $(header Content-Type)" "200 $relay"
answer
is 'then the operation' "$status $(value AppID) $(value PrimaryAppEligibility) $(value OperationResult)" '200 ap2009 1 1'
token=$(value token)
cookie='' && get "$app&token=$token"
is 'its token opens the next' "$status $(value PrimaryAppEligibility) $(value token)" "200 1 $token"
get "app=ap2004&terminal_id=356938035643809&entitlement_version=8.0&token=$token"
is 'and a service' "$status $(value AppID)" '200 ap2004'
app='app=ap2009&terminal_id=356938035643809&entitlement_version=12.0'
begin && answer
is 'without an operation: a token' "$status $(value OperationResult)" '200 1'
app='app=ap2011&operation=CheckEligibility&terminal_id=356938035643809&entitlement_version=12.0'
begin && answer
is 'what is for servers only' "$status" 403
get "$app&requestor_id=fleet&EAP_ID=$id"
is 'a requestor is not sent to a SIM' "$status" 511
done_testing
