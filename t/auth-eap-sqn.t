#!/bin/sh
# SQN: how it moves, and resynchronisation (TS 33.102 6.3.2, 6.3.5, annex C).
. "${0%/*}/lib.sh"
. t/eap.sh
sqn() { printf '%012x' $((($1 << 5) + 4)); }	# sqn SEQ   with the IND of this server
set_seq() { sql "$db" -e "UPDATE sim_key SET seq = $1"; }

# Every challenge its own
begin
a=$(sim --show rand) first=$(seq_he)
is 'SQN is SEQ || IND, and SEQ was stored' "$(sim --show sqn)" "$(sqn "$first")"
begin
ok 'no RAND twice' test "$a" != "$(sim --show rand)"
is 'the next SEQ is one more' "$(seq_he)" $((first + 1))
is 'and it is what the card sees' "$(sim --show sqn)" "$(sqn $((first + 1)))"
for i in 1 2 3 4 5 6 7 8; do
	(
		W=$W/$i address=198.51.100.$((100 + i))
		mkdir "$W"
		begin
		sim --show sqn >"$W/sqn"
	) &
done
wait
is 'eight requests at once have eight SQNs' "$(cat "$W"/[1-8]/sqn | sort -u | wc -l)" 8
is 'and the last one is stored' "$(sort "$W"/[1-8]/sqn | cat - "$W"/[1-8]/sqn | sort | tail -n 1)" \
    "$(sqn "$(seq_he)")"
now=$((now + 60))

# The SIM is ahead
set_seq 100
begin
a=$(sim --show rand)
answer --auts "$(sqn 5000)"
is 'AUTS of a SIM that is ahead gets a challenge' "$status $(header Content-Type)" "200 $relay"
is 'in the same session' "$(header Set-Cookie | sed 's/;.*//')" "$cookie"
ok 'with another RAND' test "$a" != "$(sim --show rand)"
is 'SEQ goes on behind the SIM' "$(seq_he)" 5001
is 'in the AUTN too' "$(sim --show sqn)" "$(sqn 5001)"
has 'the log says so' "$(tail -n 1 "$W/log")" '"auth":"resync"'
cp "$W/out" "$W/first"
again
is 'AUTS again gets the same challenge' "$(cat "$W/out")" "$(cat "$W/first")"
is 'and costs no SEQ' "$(seq_he)" 5001
answer
is 'then the right answer is taken' "$status" 200
again_auts() { sim --auts "$(sqn 6000)" >"$W/answer" && again; }
again_auts
is 'AUTS after that is not' "$status" 403

# The SIM is behind, or far behind
set_seq 7000
begin
answer --auts "$(sqn 6000)"
is 'a SIM that is behind leaves SEQ where it is' "$status $(seq_he)" '200 7002'
answer
is 'and is authenticated' "$status" 200
far=$((1 << 30))
set_seq $far
begin
answer --auts "$(sqn $((far + 2 - (1 << 28))))"
is 'as far behind as its delta allows' "$status $(seq_he)" "200 $((far + 2))"
set_seq $far
begin
answer --auts "$(sqn $((far + 1 - (1 << 28))))"
is 'further than that, SEQ goes back to the SIM' "$status $(seq_he)" \
    "200 $((far + 2 - (1 << 28)))"
set_seq 7000

# What does not resynchronise
begin
before=$(seq_he)
answer --auts "$(sqn 9000)" --bad-auts
is 'AUTS with a wrong MAC-S' "$status" 403
is 'moves nothing' "$(seq_he)" "$before"
answer
is 'and uses the challenge up' "$status" 403
begin
answer --auts "$(sqn 9000)" --raw-attr 0b05000000000000000000000000000000000000
is 'AUTS with AT_MAC beside it' "$status" 400
begin
cp "$W/challenge" "$W/first"
begin
identifier=$(sim --show identifier) before=$(seq_he)
cp "$W/first" "$W/challenge"
answer --auts "$(sqn 9000)" --identifier "$identifier"
is 'AUTS for the RAND of another challenge' "$status $(seq_he)" "403 $before"
begin
answer --auts "$(sqn 9000)" --identifier $((($(sim --show identifier) + 1) % 256))
is 'AUTS with another identifier' "$status" 403
begin
before=$(seq_he)
answer --auts "$(sqn 9000)" --type 50
is "AUTS as AKA' for an AKA challenge" "$status $(seq_he)" "403 $before"
begin
answer --auts "$(sqn 9000)"
answer --auts "$(sqn 9100)"
is 'a second AUTS in a session' "$status $(seq_he)" '200 9101'
answer --auts "$(sqn 9200)"
is 'a third is refused' "$status $(seq_he)" '403 9101'
begin
before=$(seq_he)
answer --auts ffffffffffe4
is 'a SEQ near its end is not taken' "$status $(seq_he)" "403 $before"

# AKA'
id=6$imsi@$realm
begin
answer --prime --auts "$(sqn 20000)"
is "AKA' resynchronises, with its KDF repeated" "$status $(seq_he)" '200 20001'
is 'its next challenge has the separation bit' "$(sim --prime --show amf)" 8000
answer --prime
is 'and is answered' "$status" 200
begin
answer --prime --auts "$(sqn 30000)" --bad-auts
is "a wrong MAC-S in AKA'" "$status $(seq_he)" '403 20002'
done_testing
