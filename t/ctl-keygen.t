#!/bin/sh
# keygen: what is missing is made, what is there stays.
. "${0%/*}/lib.sh"
. t/ctl.sh
try keygen
is 'succeeds' "$rc" 0
is 'makes all keys' "$(ls "$D/keys" | xargs)" 'hook.north.1 hook.south.1 log.node.1 master.node.1 token.north.1 token.south.1'
is 'and a password for every program' "$(ls "$D/secrets" | xargs)" 'db-admin db-ecs-outbox db-ecsctl db-entitlement db-websheet'
is 'nobody else reads them' "$(stat -c %a "$D"/keys/* "$D"/secrets/* | sort -u)" 600
is 'nor their folders' "$(stat -c %a "$D/keys" "$D/secrets" | sort -u)" 700
is 'a key is 64 hexadecimal digits' "$(grep -cxE '[0-9a-f]{64}' "$D/keys/token.north.1")" 1
is 'a password is 32 characters that a URL may have' "$(grep -cxE '[A-Za-z0-9_-]{32}' "$D/secrets/db-ecsctl")" 1
is 'each has its own' "$(cat "$D"/keys/* "$D"/secrets/* | sort -u | wc -l)" 11
before=$(cat "$D"/keys/* "$D"/secrets/* | sha256sum)
try keygen --json
is 'again: nothing to do' "$(get '.made | length')" 0
is 'nothing changed' "$(cat "$D"/keys/* "$D"/secrets/* | sha256sum)" "$before"
rm "$D/secrets/db-ecsctl" "$D/keys/log.node.1"
try keygen --json
is 'what is missing is made again' "$(get '.made | length')" 2
try keygen --rotate token --operator south
is 'rotate one operator' "$(ls "$D/keys" | grep -c token.south)" 2
is 'not the other' "$(ls "$D/keys" | grep -c token.north)" 1
try keygen --rotate token; is 'rotate all' "$(ls "$D/keys" | grep -c token)" 5
try keygen --rotate log; is 'rotate the log key' "$(ls "$D/keys" | grep -c log)" 2
try keygen --rotate moon; is 'an unknown purpose' "$rc" 2
try keygen --rotate; is 'no purpose' "$rc" 2

migrate >/dev/null; sql "$db" <db/demo.sql; ctl line add --from db/demo-lines.tsv >/dev/null
old=$(sql "$db" -e 'SELECT GROUP_CONCAT(HEX(sealed) ORDER BY sim_id) FROM sim_key')
ctl keygen --rotate master >/dev/null
touch -d '1 minute ago' "$D/keys/master.node.2"	# else it waits for the workers
try keygen --reseal --json
is 'reseal all SIM keys' "$(get .resealed)" 20
is 'under the new key' "$(sql "$db" -e 'SELECT DISTINCT key_id FROM sim_key')" 2
ok 'they are other boxes' test "$old" != "$(sql "$db" -e 'SELECT GROUP_CONCAT(HEX(sealed) ORDER BY sim_id) FROM sim_key')"
try keygen --reseal --json; is 'again: none left' "$(get .resealed)" 0
rm "$D/keys/master.node.1"
try line add --from db/demo-lines.tsv --json
is 'the keys are still the same' "$(get .skipped)" 20
rm "$D/keys/master.node.2"; ctl keygen --rotate master >/dev/null 2>&1; ctl keygen --rotate master >/dev/null; ctl keygen --rotate master >/dev/null
touch -d '1 minute ago' "$D"/keys/master.node.*
try keygen --reseal; is 'keys whose master key is lost' "$rc" 1; has 'are told' "$err" 'cannot be sealed again'
rm -r "$D/keys"; : >"$D/keys"; try keygen; is 'no room for the folder' "$rc" 1
done_testing
