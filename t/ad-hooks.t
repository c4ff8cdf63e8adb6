#!/bin/sh
# Call-backs of provisioners and emergency providers, one CGI request each.
. "${0%/*}/lib.sh"
. t/outbox.sh
outbox_fixture
export ECS_TEST_NOW=1800000000 ECS_TEST_RANDOM=seed

sign() {	# sign KEY T BODY
	printf 't=%s,v1=%s' "$2" "$(printf '%s.%s' "$2" "$3" |
	    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$(cat "$dir/keys/$1")" | sed 's/.*= //')"
}
post() {	# post PATH BODY SIGNATURE [TYPE]
	[ -n "$3" ] && export HTTP_X_ENTITLED_SIGNATURE="$3" || unset HTTP_X_ENTITLED_SIGNATURE
	printf '%s' "$2" | REQUEST_METHOD=POST REQUEST_URI=$1 CONTENT_LENGTH=${#2} REMOTE_ADDR=127.0.0.1 \
	    CONTENT_TYPE=${4-application/json} "$BUILD/t/bin/admin" -c "$conf" | tr -d '\r'
}
hook() {	# hook PATH BODY [KEY [T]]   signed well; an answer without a ref gets that of the path
	case $2 in
	*'"ref"'*) body=$2 ;;
	'{"state"'*) body="{\"ref\":\"${1#*/}\",${2#?}" ;;
	*) body=$2 ;;
	esac
	post "/hooks/$1" "$body" "$(sign "${3-hook.north.1}" "${4-1800000000}" "$body")"
}
lines() { sql "$db" -e "$1" | tr '\t\n' '  '; }

add r1 provision prepare 9; add r2 emergency register 8; add r3 provision prepare 9 2
add r4 emergency register 5; add r5 provision switch 9
sql "$db" -e "UPDATE outbox SET state = 'waiting';
    INSERT INTO address_change (line_id, operator, ref, state, country, a1, a3, rd, hno, loc, pc, at)
    VALUES (8, 1, 'r2', 'pending', 'FR', '', 'Paris', 'Rue X', '1', '', '75001', 0),
           (5, 1, 'r4', 'pending', 'FR', '', 'Paris', 'Rue Y', '2', '', '75001', 0);
    INSERT INTO emergency_address (line_id, operator, state) VALUES (5, 1, 'pending')"
done_='{"state":"done"}'

# --- who may not

golden ad/hooks/no-signature post /hooks/provision/r1 "$done_" ''
golden ad/hooks/bad-signature post /hooks/provision/r1 "$done_" "t=1800000000,v1=$(printf '%064d' 7)"
golden ad/hooks/other-body post /hooks/provision/r1 "$done_ " "$(sign hook.north.1 1800000000 "$done_")"
golden ad/hooks/stale hook provision/r1 "$done_" hook.north.1 1799999699
golden ad/hooks/early hook provision/r1 "$done_" hook.north.1 1800000301
golden ad/hooks/token-key hook provision/r1 "$done_" token.north.1
golden ad/hooks/wrong-operator hook provision/r1 "$done_" hook.south.1
golden ad/hooks/unsigned-garbage post /hooks/provision/r1 '{"sta' ''

# --- what is no call-back

golden ad/hooks/unknown-ref hook provision/r9 "$done_"
golden ad/hooks/long-ref hook "provision/$(printf '%0100d' 1)" "$done_"
golden ad/hooks/wrong-kind hook emergency/r1 "$done_"
golden ad/hooks/malformed hook provision/r1 '{"sta'
golden ad/hooks/no-state hook provision/r1 '{}'
golden ad/hooks/ref-unsaid post /hooks/provision/r1 "$done_" "$(sign hook.north.1 1800000000 "$done_")"
golden ad/hooks/other-ref hook provision/r1 '{"state":"done","ref":"r5"}'
golden ad/hooks/no-location hook emergency/r2 "$done_"
big="{\"state\":\"done\",\"x\":\"$(printf '%016400d' 1)\"}"
golden ad/hooks/oversized hook provision/r1 "$big"
REQUEST_METHOD=GET REQUEST_URI=/hooks/provision/r1 REMOTE_ADDR=127.0.0.1 \
    golden ad/hooks/get sh -c '"$BUILD/t/bin/admin" -c "$1" </dev/null | tr -d "\r"' - "$conf"
golden ad/hooks/no-ref hook provision/ "$done_"
golden ad/hooks/deeper hook provision/r1/x "$done_"
golden ad/hooks/other-path post /admin/x "$done_" ''
is 'none of these changed anything' \
    "$(lines "SELECT DISTINCT state FROM outbox; SELECT prov FROM line_feature WHERE line_id = 9")" 'waiting pending '

# --- what is

golden ad/hooks/accepted hook provision/r1 '{"state":"accepted"}'
is 'accepted again: it waits anew' "$(lines "SELECT state, next_ms FROM outbox WHERE ref = 'r1'")" 'waiting 1800000900000 '
golden ad/hooks/done hook provision/r1 "$done_"
is 'done: the next step is promised' \
    "$(lines "SELECT verb, state FROM outbox WHERE line_id = 9 AND ref NOT LIKE 'r%'")" 'switch open '
golden ad/hooks/copy hook provision/r1 "$done_"
golden ad/hooks/late-refusal hook provision/r1 '{"state":"refused","reason":"too late"}'
is 'a copy and a later word change nothing' \
    "$(lines "SELECT state, COUNT(*) FROM outbox WHERE line_id = 9 GROUP BY state; SELECT prov FROM line_feature WHERE line_id = 9")" \
    'open 1 waiting 2 done 1 pending '
golden ad/hooks/nested hook emergency/r2 \
    '{"state":"done","ref":"r2","location_id":"LOC-8","expires_at":"2030-01-01T00:00:00Z","trace":{"id":[1,{"x":2}]}}'
is 'an address is valid with its location id' \
    "$(lines "SELECT state, location_id, expires_at, a3 FROM emergency_address WHERE line_id = 8")" 'valid LOC-8 1893456000 Paris '
is 'and the network is set up' "$(lines "SELECT kind, verb FROM outbox WHERE line_id = 8 AND state = 'open'")" 'provision prepare '
golden ad/hooks/refused hook emergency/r4 '{"state":"refused","reason":"no such road","fields":["rd"]}'
is 'refused: which field' "$(lines "SELECT state, fields FROM address_change WHERE line_id = 5")" 'invalid rd '
printf '%s' other | sha256sum | cut -c1-64 >"$dir/keys/hook.north.2"
golden ad/hooks/older-key hook provision/r5 "$done_" hook.north.1
golden ad/hooks/newer-key hook provision/r5 "$done_" hook.north.2
is 'switched on' "$(lines "SELECT prov FROM line_feature WHERE line_id = 9")" 'done '

# --- a step of a service that was withdrawn and begun anew

sql "$db" -e "DELETE FROM outbox; UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
add o1 provision switch 9; add o2 provision withdraw 9; add o3 provision prepare 9
sql "$db" -e "UPDATE outbox SET state = 'waiting' WHERE ref = 'o1'"
golden ad/hooks/outdated hook provision/o1 "$done_"
is 'the service is not on before its own switch' "$(lines "SELECT prov FROM line_feature WHERE line_id = 9;
    SELECT ref, state FROM outbox ORDER BY id")" 'pending o1 done o2 open o3 open '
add o4 provision withdraw 9; sql "$db" -e "UPDATE outbox SET state = 'waiting' WHERE ref = 'o3'"
is 'nor has it failed' "$(hook provision/o3 '{"state":"refused","reason":"late"}' 2>/dev/null | sed -n "s/^Status: \([0-9]*\).*/\1/p") $(lines "SELECT prov FROM line_feature WHERE line_id = 9")" '204 pending '
done_testing
