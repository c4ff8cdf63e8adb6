#!/bin/sh
# uesim otp: a number, a code, a token (TS.43 v12 8.3).
. "${0%/*}/lib.sh"
. t/auth-server.sh

otp() { phone otp --msisdn 15550100109 "$@"; }

start fine
otp --otp 4711 --sms-port 8095
ends 'a code' 0 'Token kept for next time.'
one=$(sed -n 1p "$D/log") two=$(sed -n 2p "$D/log")
has 'the number is sent' "$one" '&app=ap2009'
has 'for ap2009' "$one" 'msisdn=15550100109&SMS_port=8095&'
is 'and no proof' "$(echo "$one" | grep -cE 'EAP_ID|token=|IMSI|OTP')" 0
has 'then the code' "$two" '&OTP=4711&'
has 'with the number' "$two" 'msisdn=15550100109&'
has 'and the cookie' "$two" ' cookie=id=otp1 '
ok 'no code is said' test "${out#*4711}" = "$out"
phone status --app ap2009 --msisdn 15550100109
ends 'the token is used' 0 'with the token it kept'
is 'without IMSI' "$(grep token= "$D/log" | grep -c IMSI)" 0
has 'the SIM' "$("$BUILD/bin/uesim" sim show --msisdn 15550100109 --state "$D/state")" 'There is no SIM.'
is 'the file is private' "$(stat -c %a "$D/state")" 600
start fine
otp --otp 4711 --json-out
is 'in the summary' "$(printf '%s' "$out" | jq -r '[.by, .codes, .token, .exit] | @csv')" '"otp",1,"t2",0'

# Wrong codes
start fine
otp --otp 1
ends 'a wrong code' 3 'The code is not taken (511).'
is 'sent once' "$(asked OTP=)" 1
start fine
echo 0 >"$D/n"
otp --otp-command "n=\$((\$(cat $D/n) + 1)); echo \$n | tee $D/n >/dev/null; [ \$n = 3 ] && echo 4711 || echo \$n"
ends 'the third is right' 0 'Token kept'
is 'three were sent' "$(asked OTP=)" 3
start fresh
otp --otp 1 --otp-command 'echo 4711'
ends 'a new cookie after a wrong one' 0 'Token kept'
start fine
otp --otp-command 'echo 1' --tries 2
ends 'two tries' 3 'The person has no other code.'
is 'are two' "$(asked OTP=)" 2
start fine
otp --otp-command true
ends 'a command that says nothing' 3 'The command prints no code.'
start fine
otp
ends 'no code' 3 'The person has no code'

# An answer that is none
start plain
otp --otp 4711
ends 'no cookie' 4 'sets no cookie'
start filled
otp --otp 4711
ends 'something in it' 4 'should be empty, but it holds 5 octets'
start unknown
otp --otp 4711
ends 'refused' 3 'refuses this SIM or phone (403)'

phone otp
is 'no number: 1' "$rc" 1
phone otp --msisdn 12345
is 'a short one: 1' "$rc" 1
phone otp --msisdn 1555x100109
is 'none at all: 1' "$rc" 1
done_testing
