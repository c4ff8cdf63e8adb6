#!/bin/sh
# EAP sessions: cookies, copies, claims, expiry and limits (TS.43 2.8.1; RFC 4187 12.3).
. "${0%/*}/lib.sh"
. t/eap.sh

# The cookie
begin
has 'the cookie is for HTTPS and no script' "$(header Set-Cookie)" '; Path=/; Secure; HttpOnly'
is 'its value has 128 bits' "$(header Set-Cookie | sed 's/[^=]*=//; s/;.*//' | wc -m)" 23
first=$cookie
begin
ok 'another exchange has another one' test "$first" != "$cookie"
try() {		# try TEXT COOKIE-HEADER   with %s for our cookie
	begin
	# shellcheck disable=SC2059	# the header is the format
	cookie=$(printf "$2" "$cookie")
	answer
	is "$1" "$status" 200
}
quoted=$(begin; printf '%s' "$cookie" | sed 's/=.*/=/')
begin
cookie=$quoted\"${cookie#*=}\"
answer
is 'a quoted value' "$status" 200
try 'between others' 'a=1; %s; b=2'
try 'behind one whose name ends alike' 'xecs=AAAAAAAAAAAAAAAAAAAAAA; %s'
try 'joined by a comma' 'a=1, %s'
try 'with the attributes echoed' '%s; Path=/; Secure; HttpOnly'
try 'with the attributes echoed first' 'Path=/; Secure; %s'
begin && cookie='' && answer
is 'no cookie' "$status" 511
begin && cookie=${cookie%?????}AAAAA && answer
is "somebody else's cookie" "$status" 511
chosen=ecs=AAAAAAAAAAAAAAAAAAAAAA
now=$((now + 60)) cookie=$chosen
get "$app&EAP_ID=$id"
ok "a client's own value is not adopted" test "$(header Set-Cookie | sed 's/;.*//')" != "$chosen"
answer
is 'nor does it name the session' "$status" 511

# The first request counts
begin
sim >"$W/answer"
post 'app=ap2003&terminal_id=490154203237518' <"$W/answer"
is 'the query of an answer is not looked at' "$status $(value AppID)" '200 ap2004'
begin && cookie='' && sim >"$W/answer"
post "$app&EAP_ID=$id" <"$W/answer"
is 'an answer without its cookie starts over where its query says with what' \
    "$status $(header Content-Type)" "200 $relay"
cookie=$(header Set-Cookie | sed 's/;.*//')
answer
is 'and succeeds' "$status" 200
for media in application/json text/vnd.wap.connectivity-xml; do
	accept=$media,$relay
	begin && accept=$relay && answer
	is 'Accept without a document: that of the first request counts' \
	    "$status $(header Content-Type)" "200 $media"
done
begin && sim >"$W/answer"
type="$relay; charset=utf-8" && request POST '' <"$W/answer"
is 'a media type with a parameter' "$status" 200

# Copies
begin && answer
cp "$W/out" "$W/first"
again
is 'a copy at once gets what the first one got' "$(sed '/^Set-Cookie/d' "$W/out")" \
    "$(cat "$W/first")"
has 'and is logged as one' "$(tail -n 1 "$W/log")" '"auth":"copy"'
now=$((now + 10))
again
is 'after ten seconds too' "$(cat "$W/out")" "$(cat "$W/first")"
now=$((now + 1))
again
is 'after eleven it is refused' "$status" 403
begin && answer
answer --raw-attr c8010000
is 'another right answer is no copy' "$status" 403
begin && answer --wrong-res
again
is 'a copy of a wrong answer is refused like it' "$status" 403
answer
is 'and opens nothing' "$status" 403

# A copy in another session
begin && answer
old=$W/old
cp "$W/answer" "$old"
begin && post <"$old"
is 'an answer of an earlier session' "$status" 403

# Time
begin && now=$((now + 59)) && answer
is 'an answer after 59 seconds' "$status" 200
begin && now=$((now + 60)) && answer
is 'after 60 the session is over' "$status" 511

# A process that died between claim and answer
begin
sim >"$W/answer"
packet=$(jq -r '.["eap-relay-packet"]' "$W/answer" | base64 -d | sha256sum | cut -d' ' -f1)
sql "$db" -e "UPDATE exchange SET claim = REPEAT('x', 16), claimed_ms = ${now}000,
    message = x'$packet' WHERE done = 0 AND claim IS NULL AND expires_ms = $((now + 60))000"
now=$((now + 25))
again
is 'a copy of an answer that was never finished' "$status" 511
answer --raw-attr c8010000
is 'whose challenge stays used up' "$status" 403

# A clock that stands, or is set back, while a copy waits: it is looked at in the end
begin
sim >"$W/answer"
packet=$(jq -r '.["eap-relay-packet"]' "$W/answer" | base64 -d | sha256sum | cut -d' ' -f1)
sql "$db" -e "UPDATE exchange SET claim = REPEAT('x', 16), claimed_ms = ${now}000,
    expires_ms = expires_ms + 86400000, message = x'$packet'
    WHERE done = 0 AND claim IS NULL AND expires_ms = $((now + 60))000"
mkdir "$W/stuck"
cp "$W/answer" "$W/stuck"
(
	W=$W/stuck
	again
	echo "$status" >"$W/status"
) &
stuck=$!

# At the same time; of those that wait for the first, half of peer-waiting may.
printf "limits {\n\tpeer-waiting = 32\n}\n" >>"$conf"
parallel() {	# parallel   posts $W/answer.1 to .8 at once; their answers in $W/N/out
	: >"$W/log"
	pids=
	for i in 1 2 3 4 5 6 7 8; do
		(
			answer=$W/answer.$i V=$W
			W=$W/$i
			mkdir -p "$W" && post <"$answer" && cat "$W/log" >>"$V/log"
		) &
		pids="$pids $!"
	done
	# shellcheck disable=SC2086	# a list of pids
	wait $pids
}
logged() { grep '"method":"POST"' "$W/log" | grep "\"auth\":\"$1\"" | grep -c "\"status\":$2"; }
begin
for i in 1 2 3 4 5 6 7 8; do
	sim >"$W/answer.$i"
done
parallel
is 'eight identical answers at once: one is verified' "$(logged eap-aka 200)" 1
is 'seven are copies' "$(logged copy 200)" 7
is 'and there is one token' "$(cat "$W"/[1-8]/out | grep -o 'name="token" value="[^"]*"' |
    sort | uniq -c | awk '{ print $1 }')" 8
rm -f "$W"/[1-8]/*
begin
for i in 1 2 3 4 5 6 7 8; do
	sim --raw-attr "c801000$i" >"$W/answer.$i"
done
parallel
is 'eight different right answers at once: one is verified' "$(logged eap-aka 200)" 1
is 'seven are refused' "$(logged eap-aka 403)" 7
is 'and there is one token' "$(cat "$W"/[1-8]/out | grep -c '^Status: 200')" 1

# Limits, a minute
now=$((now + 3600))
now=$((now - now % 60 + 10))
ask() {		# ask ADDRESS [IMSI]
	address=$1 cookie=''
	get "$app&EAP_ID=0${2-$imsi}@$realm"
	cookie=$(header Set-Cookie | sed 's/;.*//')
}
for i in 1 2 3 4 5; do ask 198.51.100.2; done
is 'the fifth authentication of a SIM from one address' "$status" 200
ask 198.51.100.2
is 'the sixth' "$status" 503
is 'is told when' "$(header Retry-After)" 50
is 'and gets no challenge' "$(header Content-Type)" 'text/plain; charset=utf-8'
seq=$(seq_he)
ask 198.51.100.2
is 'nor costs one a SEQ' "$(seq_he)" "$seq"
ask 198.51.100.3
is 'another address' "$status" 200
answer
token=$(value token)
cookie='' address=198.51.100.2
get "$app&token=$token"
is 'a token from the limited address' "$status" 200
for i in 1 2 3 4 5 6 7; do get "$app&token=$token"; done
is 'any number of times' "$status" 200
for a in 3 4 5 6 7; do
	for i in 1 2 3 4 5; do ask 198.51.100.$a; done
done
# five each of addresses 2 to 7
is '30 a minute were let through' \
    "$(grep -c "\"time\":$now.*GET.*eap-aka\",\"status\":200" "$W/log")" 30
ask 198.51.100.8
is 'the 31st of a SIM, from wherever' "$status" 503
now=$((now + 50))
ask 198.51.100.2
is 'the next minute is another' "$status" 200

# By address
now=$((now + 60))
sed -i 's/auth-address = 600/auth-address = 4/
    s|nat-ranges = {}|nat-ranges = {"203.0.113.0/24"}|' "$conf"
for i in 1 2 3 4; do ask 198.51.100.9 00101000000010$i; done
is 'unknown SIMs from one address' "$status" 403
ask 198.51.100.9 001010000000105
is 'are limited too' "$status" 503
for i in 1 2 3 4 5 6; do ask 203.0.113.5 00101000000020$i; done
is "but not from an operator's NAT" "$status" 403
for i in 1 2 3 4 5; do ask 203.0.113.5 001010000000301; done
is 'where a SIM has its five' "$status" 403
ask 203.0.113.5 001010000000301
is 'and no more' "$status" 503

# An address is what a customer cannot choose
now=$((now + 60))
for i in 1 2 3 4; do ask 2001:db8:1:2::$i 00101000000040$i; done
is 'unknown SIMs from one IPv6 network' "$status" 403
ask 2001:db8:1:2:ffff::5 001010000000405
is 'are limited like one address' "$status" 503
ask 2001:db8:1:3::1 001010000000406
is 'the next network is another' "$status" 403
for i in 1 2 3; do ask 198.51.100.10 00101000000050$i; done
ask ::ffff:198.51.100.10 001010000000504
is 'IPv4 in IPv6 is another IPv4 address' "$status" 403
ask 198.51.100.10 001010000000505
is 'the same one' "$status" 503
sed -i 's|trusted-proxies = {[^}]*}|trusted-proxies = {"10.0.0.0/8"}|' "$conf"
for i in 1 2 3 4 5; do
	forwarded="192.0.2.$i, 198.51.100.11:4000$i , 10.1.1.1:80"
	ask ::ffff:10.0.0.1 00101000000060$i
done
is 'behind proxies, what ours saw, whatever the port' "$status" 503
for i in 1 2 3 4 5; do
	forwarded="192.0.2.1, [2001:db8:1:4::$i]:443"
	ask 10.0.0.1 00101000000070$i
done
is 'of IPv6, too' "$status" 503
forwarded="192.0.2.1, 2001:db8:1:5::1"
ask 10.0.0.1 001010000000801
is 'another client of that proxy' "$status" 403

tries=400
until [ -s "$W/stuck/status" ] || [ $((tries -= 1)) = 0 ]; do sleep 0.1; done
kill "$stuck" 2>/dev/null
is 'a copy waits no longer than the first may take, whatever the clock says' \
    "$(cat "$W/stuck/status")" 503
done_testing
