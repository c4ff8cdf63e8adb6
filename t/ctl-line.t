#!/bin/sh
# line: add, show, set, remove; a line comes whole or not at all.
. "${0%/*}/lib.sh"
. t/ctl.sh
ctl keygen >/dev/null; migrate >/dev/null; sql "$db" <db/demo.sql
count() { sql "$db" -e "SELECT COUNT(*) FROM $1"; }
# 3GPP TS 35.208 test set 1
K=465b5ce8b199b49faa5f0a2ee238a6bc OP=cdc202d5123e20f62b6d676ac72cb318 OPC=cd63cb71954a9f4e48a5994e37a02baf
add() { try line add --imsi "$1" --msisdn "$2" --plan max --k $K --opc $OPC; }

try line add --imsi 001010000000001 --msisdn 15550109901 --plan max --k $K --op $OP --sqn 65535 \
    --iccid 8900100000000000010 --language fr --state suspended
is 'a line from OP' "$rc" 0
is 'its rows' "$(count line) $(count sim) $(count sim_key)" '1 1 1'
is 'SEQ is SQN without IND' "$(sql "$db" -e 'SELECT seq FROM sim_key')" 2047
is 'its PLMN' "$(sql "$db" -e 'SELECT plmn FROM sim')" 00101
try line add --imsi 001010000000001 --msisdn 15550109901 --plan max --k $K --opc $OPC --json
is 'the same with the OPc that TS 35.208 gives' "$(get .skipped)" 1
try line add --imsi 001010000000001 --msisdn 15550109901 --plan max --k $K --opc ${OPC%f}e
is 'another OPc' "$rc" 1; has 'is told' "$err" 'there already, with another key'
add 001010000000001 15550109902; is 'another number' "$rc" 1; has 'is told' "$err" 'another MSISDN'
try line add --imsi 001010000000001 --msisdn 15550109901 --plan plus --k $K --opc $OPC
has 'another plan is told' "$err" 'another plan'
add 001010000000002 15550109901; is 'a number that is taken' "$rc" 1
has 'is told' "$err" 'belongs to another line'
is 'nothing is left of it' "$(count line) $(count sim) $(count sim_key) $(count audit)" '1 1 1 1'
add 001020000000002 15550109901; is 'another operator may have the same number' "$rc" 0
try line show 15550109901; is 'then it is ambiguous' "$rc" 1; has 'both are named' "$err" 'north and south know it'
try line show 15550109901 --operator south --json; is 'until the operator is told' "$(get .operator)" south
ctl line remove 001020000000002 >/dev/null

wrong() {	# wrong TEXT WANT ARGS...
	text=$1 want=$2; shift 2
	try line add --imsi 001010000000003 --msisdn 15550109903 --plan max --k $K --opc $OPC "$@"
	is "$text" "$rc" 2
	has "$text is told" "$err" "$want"
}
wrong 'a short IMSI' 'imsi: want' --imsi 0010100
wrong 'letters in the number' 'msisdn: want' --msisdn +1555
wrong 'a short K' 'k: want 32' --k 465b
wrong 'K that is no hexadecimal' 'k: want 32' --k 465b5ce8b199b49faa5f0a2ee238a6bx
wrong 'OP beside OPc' 'either opc or op' --op $OP
wrong 'a long K for milenage' 'k: want 32' --k $K$K
wrong 'an unknown algorithm' 'alg: want milenage or tuak' --alg comp128
wrong 'TOPc of the wrong size' 'opc: want 64' --alg tuak
wrong 'RES of the wrong size' 'res-len: want 8' --res-len 4
wrong 'a wrong ICCID' 'iccid: want' --iccid 12
wrong 'a wrong MNC length' 'mnc-len: want 2 or 3' --mnc-len 4
wrong 'an SQN of 49 bits' 'sqn: want' --sqn 281474976710656
wrong 'a word for a number' 'want a number' --sqn many
wrong 'an unknown state' 'state: want' --state gone
wrong 'a long language' 'language: want' --language much-too-long
wrong 'terms of no service' 'terms: want APP=VALUE' --terms 2099=1
wrong 'an unknown override' 'is not none, grant or deny' --override 2004=maybe
try line add --imsi 001010000000003 --msisdn 15550109903 --plan max
is 'no key' "$rc" 2; has 'is told' "$err" 'want k and opc'
try line add --imsi 001010000000003 --msisdn 15550109903 --plan gold --k $K --opc $OPC
is 'no such plan' "$rc" 1; has 'is told' "$err" 'north has no plan "gold"'
add 999990000000001 15550109909; is 'an IMSI of nobody' "$rc" 1; has 'is told' "$err" '--operator'
is 'still one line' "$(count line)" 1
ctl line remove 001010000000001 >/dev/null
is 'removed with all its rows' "$(count line) $(count sim) $(count sim_key)" '0 0 0'
is 'the audit trail stays' "$(sql "$db" -e 'SELECT GROUP_CONCAT(action ORDER BY id) FROM audit WHERE operator = 1')" line-add,line-remove

try line add --from db/demo-lines.tsv --json
is 'the demo lines' "$(get '"\(.added) \(.skipped) \(.failed)"')" '20 0 0'
try line add --from db/demo-lines.tsv
is 'again: all are there' "$out" '0 lines added, 20 were there already, 0 failed'
{ printf 'imsi\tmsisdn\tplan\tk\topc\n'; printf '00101000000002%d\t1555010992%d\tmax\t%s\t%s\n' 1 1 $K $OPC 2 2 short $OPC 3 3 $K $OPC; } >"$T/$$.tsv"
try line add --from "$T/$$.tsv" --json
is 'a bad row does not stop the others' "$(get '"\(.added) \(.skipped) \(.failed)"')" '2 0 1'
is 'but it fails' "$rc" 1; has 'with its place' "$err" "$$.tsv:3: not added"
try line add --from - --json <"$T/$$.tsv"; is 'from stdin' "$(get .skipped)" 2
printf 'imsi\tshoe_size\n' >"$T/$$.tsv"; try line add --from "$T/$$.tsv"
is 'an unknown column' "$rc" 1; has 'is named' "$err" 'unknown column "shoe_size"'
: >"$T/$$.tsv"; try line add --from "$T/$$.tsv"; is 'an empty file' "$rc" 1
try line add --from "$T/none.tsv"; is 'no file' "$rc" 1; has 'is named' "$err" none.tsv

try line show 001010000000004 --json
is 'show: the SIM' "$(get '.sims[0] | .imsi + .alg + .state')" 001010000000004tuakactive
is 'show: the address' "$(get '.addresses[0] | .state + " " + .location')" 'valid north-0004'
is 'show: by number with +' "$(ctl line show +15550100104 --json | jq -r .sims[0].imsi)" 001010000000004
try subscriber show 001010000000001; has 'show for people' "$out" 'North Max'
is 'no key is ever shown' "$({ ctl line show 001010000000001; ctl line show 001010000000001 --json; } | grep -ciE "$K|$OPC")" 0
try line show 001010000009999; is 'no such line' "$rc" 1
try line show abc; is 'no number' "$rc" 2

L=001010000000002
try line set $L --state barred --plan max --language de --override vowifi=grant --terms 2004=3 --prov 2004=pending \
    --address valid --location x-1 --address-expires 2030-01-02T03:04:05Z --sim-state suspended
is 'set all' "$rc" 0
try line show $L --json
is 'the line' "$(get '.state + .plan + .language')" barredmaxde
is 'the service' "$(get '.services[0] | "\(.app) \(.override) \(.terms_version) \(.prov)"')" 'ap2004 grant 3 pending'
is 'the address' "$(get '.addresses[0] | .state + " " + .location + " " + .expires_at')" 'valid x-1 2030-01-02T03:04:05Z'
is 'the SIM' "$(get '.sims[0].state')" suspended
has 'the audit trail tells who and what' "$(get '.changes[0] | .actor + " " + .action + " " + .detail')" "line-set state=barred plan=max"
ok 'the actor is named' [ "$(SUDO_USER=alice ctl line set $L --state active >/dev/null; ctl line show $L --json | jq -r '.changes[0].actor')" = ecsctl:alice ]
ctl line set $L --address pending >/dev/null
try line show $L --json
is 'the rest stays' "$(get '.plan + .language + .sims[0].state + .addresses[0].state + .addresses[0].location')" maxdesuspendedpendingx-1
try line set $L --email some.one+x@mail.example
is 'an address for mail' "$rc $(ctl line show $L --json | jq -r .email)" '0 some.one+x@mail.example'
has 'it is shown to people, too' "$(ctl line show $L)" 'some.one+x@mail.example'
for o in someone @mail.example someone@ 'a@b@c' 'a<b@mail.example' "$(printf 'a\r\nb')@mail.example" 'é@mail.example'; do
	try line set $L --email "$o"
	is "no address: $o" "$rc $(ctl line show $L --json | jq -r .email)" '2 some.one+x@mail.example'
done
ctl line set $L --email '' >/dev/null
is 'none' "$(ctl line show $L --json | jq .email)" null
ctl line set $L --address none --language '' >/dev/null
try line show $L --json; is 'the address can go' "$(get '"\(.addresses | length) \(.language)"')" '0 null'
for o in '' '--state gone' '--plan' '--sim-state lost' '--address maybe' '--location x' '--address valid --address-expires soon' \
    '--prov 2004=x' '--terms 2004' '--language much-too-long' '--address valid --location a/b'; do
	# shellcheck disable=SC2086	# words
	try line set $L $o
	is "set $o is refused" "$rc" 2
done
try line set $L --plan gold; is 'set an unknown plan' "$rc" 1
try line set $L --address valid --device 1; is 'set for an unknown device' "$rc" 1
ctl line set $L --oidc-sub 248289761001 >/dev/null
try line show $L --json; is 'who the OpenID provider says it is' "$(get .oidc_sub)" 248289761001
has 'in words, too' "$(ctl line show $L)" 248289761001
try line set 001010000000003 --oidc-sub 248289761001
is 'another line cannot be the same' "$rc" 1; has 'is told' "$err" 'another line has this oidc-sub'
try line set $L --oidc-sub 'a b'; is 'a sub with a blank' "$rc" 2
try line set $L --oidc-sub "$(printf '%0256d' 0)"; is 'a sub of 256 characters' "$rc" 2
ctl line set $L --state active >/dev/null
try line show $L --json; is 'it stays' "$(get .oidc_sub)" 248289761001
ctl line set $L --oidc-sub '' >/dev/null
try line show $L --json; is 'and can go' "$(get .oidc_sub)" null
try line remove $L --json; is 'remove' "$(get .removed)" 1
try line remove $L; is 'remove again' "$rc" 1
sed "s|$T/s|$T/none|" "$conf" >"$conf.down"
out=$("$BUILD/bin/ecsctl" -c "$conf.down" line show $L 2>&1) && rc=0 || rc=$?
is 'no database' "$rc" 1; has 'is told' "$out" 'looking for the line: back end unavailable'
done_testing
