#!/bin/sh
# Tokens: bound, revoked, rotated, renewed, in every document (TS.43 v12 2.8.5).
. "${0%/*}/lib.sh"
. t/app.sh
app_fixture
q="app=ap2005&$device"
code() { ecs "$1" 2>/dev/null | status_of; }
got() { ecs "$1" 2>/dev/null | value token; }
tok=$(token 1)

is 'a live token is returned itself' "$(got "$q&token=$tok")" "$tok"
is 'its remaining life is told' "$(ecs "$q&token=$tok" 2>/dev/null | value validity | tail -1)" 604800
golden auth/token-other-device   ecs "app=ap2005&terminal_id=111111111111111&token=$tok"
golden auth/token-other-app      ecs "$q&app_name=other&token=$tok"
is 'bound to its app_name' "$(code "$q&app_name=other&token=$(token 1 1 other)")" 200
golden auth/token-garbage        ecs "$q&token=abc"
golden auth/token-wrong-operator ecs "$q&token=AAI${tok#AAE}"
flip() { printf '%s' "$tok" | sed "s/^\(.\{$1\}\)\(.\)/\1$(printf '%s' "$tok" | cut -c$(($1 + 1)) | tr 'A-Za-z0-9_-' 'B-ZAb-za1-90AB')/"; }
bad=0; for i in 3 5 20 40 60 80 100 110; do [ "$(code "$q&token=$(flip $i)")" = 511 ] || bad=$((bad + 1)); done
is 'a changed one is dead' $bad 0; bad=0

# Time.
half=$(token 1 1 '' 1 1 4 302401) old=$(token 1 1 '' 1 1 4 604800) fresh=$(token 1 1 '' 1 1 4 302399)
is 'before half its life: itself' "$(got "$q&token=$fresh")" "$fresh"
new=$(got "$q&token=$half")
ok 'after half its life: another one' test -n "$new" -a "$new" != "$half"
is 'which works' "$(code "$q&token=$new")" 200
golden auth/token-expired ecs "$q&token=$old"
is 'no renewal passes auth_time + 30 days' "$(sed -i 's/id = 1$/id = 1 token-ttl = 2000000/' "$conf"; ecs "$q&token=$(token 1 1 '' 1 1 4 600000)" 2>/dev/null | value validity | tail -1)" 1992000

# Revocation: per SIM, per device.
golden auth/token-sim-epoch    ecs "$q&token=$(token 1 1 '' 2)"
sql "$db" -e 'UPDATE sim SET epoch = 2 WHERE id = 1'
is 'SIM epoch raised: dead' "$(code "$q&token=$tok")" 511
is 'a new one lives' "$(code "$q&token=$(token 1 1 '' 2)")" 200
sql "$db" -e 'UPDATE device SET epoch = 5 WHERE id = 1'
is 'device epoch raised: dead' "$(code "$q&token=$(token 1 1 '' 2)")" 511
is 'a new one lives, too' "$(code "$q&token=$(token 1 1 '' 2 5)")" 200
golden auth/token-weak ecs "$q&token=$(token 1 1 '' 2 5 1)"

# A SIM that is deleted
sql "$db" -e "INSERT INTO sim (id, operator, line_id, imsi, plmn) VALUES (20, 1, 2, '001010000000020', '00101')"
gone=$(token 20 1 '' 1 5)
is 'another SIM' "$(code "$q&token=$gone") $(code "$q&token=$gone")" '200 200'
sql "$db" -e 'DELETE FROM sim WHERE id = 20'
is 'deleted: dead' "$(code "$q&token=$gone")" 511

# The SIM moves to another line: a token that names that one, or every query would be decided anew.
was=$(token 1 1 '' 2 5)
sql "$db" -e 'UPDATE sim SET line_id = 2 WHERE id = 1'
new=$(got "$q&token=$was")
ok 'SIM on another line: another token' test -n "$new" -a "$new" != "$was"
is 'which costs one round trip' "$(ecs "$q&token=$new" 2>&1 >/dev/null | sed -n 's/.*"db":\([0-9]*\).*/\1/p')" 2
sql "$db" -e 'UPDATE sim SET line_id = 1 WHERE id = 1'

# Rotation: old keys open, the newest seals.
was=$(token 1 1 '' 2 5)
printf rotated | sha256sum | cut -c1-64 >"$dir/keys/token.north.2"
is 'the old key opens' "$(code "$q&token=$was")" 200
now=$(token 1 1 '' 2 5)
is 'the new key seals' "$(printf '%s==' "$(printf '%s' "$now" | cut -c1-6)" | tr '_-' '/+' | base64 -d 2>/dev/null | od -An -tu1 | awk '{ print $4 }')" 2
rm "$dir/keys/token.north.1"
is 'a key that is gone opens nothing' "$(code "$q&token=$was") $(code "$q&token=$now")" '511 200'
rm "$dir/keys/token.north.2"
golden auth/token-no-key ecs "$q&token=$now"
done_testing
