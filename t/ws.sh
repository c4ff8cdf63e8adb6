# ws.sh - for tests of the websheet program in CGI mode.  Source it after lib.sh and app.sh.
# shellcheck shell=sh
sheet=/websheet/wifi-calling
cookie='' language=en host=127.0.0.1 https=''

ws_fixture() {	# app_fixture, with terms of version 1 and an address for line 1
	app_fixture
	echo "password-of-websheet-12345" >"$dir/secrets/db-websheet"
	sql "$db" -e "
	    UPDATE feature SET terms_version = 1 WHERE app = 2004 AND operator = 1;
	    UPDATE line_feature SET terms_version = IF(line_id = 7, 0, 1) WHERE app = 2004;
	    UPDATE emergency_address SET country = 'US', a1 = 'NY', a3 = 'New York', rd = 'Broadway',
	        hno = '123', loc = 'Floor 4', pc = '10027' WHERE line_id = 1"
}
ticket() {	# of operator 1: ticket SIM_ID [LINE_ID [DEVICE_ID [FLOW [TTL_S [SIM_EPOCH]]]]]   ticket=...
	s=$1 l=${2-$1} dev=${3-1}
	[ $# -lt 3 ] && shift $# || shift 3
	echo >>"$T/$$.tickets"
	ECS_TEST_RANDOM=ticket-$(wc -l <"$T/$$.tickets") "$BUILD/t/bin/mkticket" "$conf" 1 "$s" \
	    "$l" "$dev" "$@"
}
ws() {		# ws METHOD URL [FORM]   one request as a browser sends it
	case $2 in
	*\?*) q=${2#*\?} ;;
	*) q='' ;;
	esac
	printf '%s' "${3-}" >"$T/$$.form"
	REQUEST_METHOD=$1 REQUEST_URI=$2 QUERY_STRING=$q REMOTE_ADDR=127.0.0.1 HTTP_HOST=$host \
	    HTTP_COOKIE=$cookie HTTP_ACCEPT_LANGUAGE=$language HTTPS=$https \
	    CONTENT_TYPE=application/x-www-form-urlencoded \
	    CONTENT_LENGTH=$(wc -c <"$T/$$.form") \
	    "$BUILD/t/bin/websheet" -c "$conf" <"$T/$$.form" | tr -d '\r' | tee -a "$T/$$.seen"
}
tags() {	# tags METHOD URL [FORM]   the same with each element on a line of its own
	ws "$@" | sed 's/></>\n</g'
}
visit() {	# visit SIM_ID [LINE_ID [DEVICE_ID]]   opens the page; sets $cookie
	cookie='' visits=$((${visits-0} + 1))
	cookie=$(ECS_TEST_RANDOM=visit-$visits ws POST $sheet "$(ticket "$@")" 2>/dev/null |
	    sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
}
form_of() {	# form_of [URL]   what a form of the visitor's page carries
	ws GET "${1-$sheet}" 2>/dev/null | tr '<' '\n' |
	    sed -n 's/^input type="hidden" name="\([a-z]*\)" value="\([0-9a-f]*\)".*/\1=\2/p' |
	    paste -sd '&'
}
page() { ws GET "$@" 2>/dev/null; }
send() { ws POST $sheet "$@" 2>/dev/null; }
title() { sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p'; }
messages() {	# what stands at the fields
	tr '<' '\n' | awk '/^p class="message"/ { on = 1 } /^\/p>/ { on = 0 }
	    on && /^\/svg>/ { sub(/^\/svg>/, ""); print "    " $0 }'
}
