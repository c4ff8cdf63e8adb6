#!/bin/sh
# One phone, one server, every way to authenticate: its own AuC, Debian's hostapd (RADIUS),
# Debian's osmo-hlr (GSUP), an OpenID provider (npm oidc-provider). Between them one line of
# the configuration changes and the workers start anew; what the phone sees does not.
. "${0%/*}/lib.sh"
. t/e2e.sh
. t/ways.sh
ways_start

same=''
wifi() {	# wifi WAY NN BY AUTH   Wi-Fi calling with terms, address and page, for line NN
	person "$2"
	phone wifi-calling --fast --json-out
	is "$1: exit code" "$rc" 0
	is "$1: by" "$(of .by), $(how)" "$3, $4"
	is "$1: a page, then an address, then on" \
	    "$(of '[.queries[0].state, .queries[-1].state, (.location != null)] | @csv')" '"sheet","on",true'
	got=$(of '[.pages[] | select(.url | contains("/websheet/"))] | [.[0].title, .[0].fields, .[-1].call] | tostring')
	[ -n "$same" ] || same=$got
	is "$1: it looked as over the others" "$got" "$same"
	phone status --app ap2004
	ends "$1: the token" 0 'with the token it kept'
	phone wifi-calling --withdraw
	ends "$1: withdrawn" 5 'The phone switches Wi-Fi calling off'
}
holds() {	# holds WAY ATTACK [OPTION...]
	way=$1
	shift
	phone attack "$@" --app ap2004
	ends "$way: $1" 0 'The server HELD.'
}

configure "$way_auc"
wifi auc 21 sim eap-aka
holds auc replay
holds auc race 12
holds auc identity --victim 001010000000002
has 'auc: identity: the AuC knows one card' "$out" 'SIM has another key'

if way_radius_start 31; then
	configure "$way_radius"
	wifi radius 31 sim eap-aka
	is 'radius: hostapd asked for the vector' "$(sort -u "$E/w/aucgw")" 'AKA-REQ-AUTH vector'
	holds radius replay
	holds radius race 12
	holds radius identity --victim 001010000000002
	configure "$way_radius" 'aaa-identity = "relay"'
	phone status --new --app ap2004
	ends 'radius: AKA-Identity, as Android' 3 'this is not an AKA-Challenge'
	phone status --new --app ap2004 --full-eap
	has 'radius: AKA-Identity, as a computer' "$out" 'The network asks who this is'
	has "radius: with hostapd's AT_CHECKCODE" "$out" 'SIM answered the challenge.'
	holds radius identity --victim 001010000000002
	has 'radius: identity: it was asked' "$out" 'The network asks who this is'
	has 'radius: identity: and hostapd was content' "$out" "The other's document: refused (403)."
else
	left_out
fi

if way_gsup_start 41; then
	configure "$way_gsup"
	wifi gsup 41 sim eap-aka
	ok 'gsup: the HLR gave the vector' test "$(hlr_sqn 41)" -gt 0
	holds gsup replay
	holds gsup race 12
	phone status --new --resync --app ap2004
	has 'gsup: a card that is ahead' "$out" 'it resynchronises'
else
	left_out
fi

if way_oidc_start; then
	oidc=1
	configure "$way_oidc"
	wifi oidc 51 login oidc
	phone status --new --app ap2004
	has 'oidc: the SIM is asked about first' "$out" 'The server wants another authentication (511).'
	has 'oidc: a login' "$out" "The person logs in as $msisdn."
	is 'oidc: how it ended' "$(how)" oidc
	phone status --no-sim --new --app ap2004 --login 15550199999
	ends 'oidc: somebody without a line' 3 'refuses this SIM or phone (403)'
	phone status --no-sim --new --app ap2004 --cancel
	ends 'oidc: cancelled' 3 'The server says that the login failed: no TOKEN, but an error.'
	has 'oidc: the page' "$out" 'The page is dismissed.'
	phone attack callback --app ap2004 --no-sim
	ends 'oidc: callback' 0 'The server HELD.'
	is 'oidc: callback: refused' "$(printf '%s\n' "$out" | grep -c 'refused (')" 3
	is 'oidc: callback: one reply' "$(printf '%s\n' "$out" | grep -c 'the same reply (200)')" 1
	phone attack replay --app ap2004
	ends 'oidc: no SIM to replay' 3 'another authentication (511)'
else
	left_out
fi

if way_otp_start; then
	configure "$way_otp"
	person 61
	out=$("$BUILD/bin/uesim" otp --msisdn "$msisdn" --url "https://127.0.0.1:$tls/" \
	    --cacert "$E/a/tls/server.crt" --state "$E/otp.json" --otp 000000 \
	    --otp-command "sh $E/w/code" 2>&1)
	is 'otp: exit code' $? 0
	has 'otp: a wrong code' "$out" 'The code is not taken (511).'
	has 'otp: then the right one' "$out" 'Token kept for next time.'
	out=$("$BUILD/bin/uesim" status --app ap2009 --msisdn "$msisdn" --state "$E/otp.json" \
	    --url "https://127.0.0.1:$tls/" --cacert "$E/a/tls/server.crt" 2>&1)
	has 'otp: its token' "$out" 'with the token it kept'
	if [ -n "${oidc-}" ]; then
		configure "$way_oidc" 'oidc-second-factor = true'
		phone status --no-sim --new --app ap2004 --otp-command "sh $E/w/code"
		ends 'a second factor' 5 'The server wants a second proof (302).'
		has 'a second factor: the code' "$out" 'The person writes the code that was sent.'
		has 'a second factor: the token' "$out" 'Token kept for next time.'
		phone status --no-sim --new --app ap2004 --otp 000000
		ends 'a second factor: a wrong one' 3 'The code is not taken; the person gives up.'
		person 62	# a number is sent three codes in ten minutes
		phone attack callback --app ap2004 --no-sim --otp-command "sh $E/w/code"
		ends 'a second factor: callback' 0 'The server HELD.'
	fi
else
	left_out
fi
is 'no identity, code or token in a log' \
    "$(grep -lrE '0010100000009|155501009|code=|state=|a secret of two|a long secret' "$E/a/log")" ''
done_testing
