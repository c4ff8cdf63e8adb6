#!/bin/sh
# Pages with sample data at /websheet/preview/: off unless it is switched on, and for this machine only.
. "${0%/*}/lib.sh"
. t/ctl.sh
trap - EXIT
data=$D/data
mkdir -p "$data"
cp -r websheets templates "$data"
sed -i "s|^data-dir = .*|data-dir = \"$data\"|; s|\"00101\"}|& languages = {\"en\", \"fr\"}|" "$conf"
ctl keygen >/dev/null 2>&1
get() {		# get URL [ADDRESS [FORWARDED]]   one request by CGI
	REQUEST_METHOD=${method-GET} REQUEST_URI=$1 QUERY_STRING="${1#*\?}" REMOTE_ADDR=${2-127.0.0.1} \
	    HTTP_X_FORWARDED_FOR=${3-} HTTP_HOST=127.0.0.1 "$BUILD/t/bin/websheet" -c "$conf" 2>/dev/null </dev/null | tr -d '\r'
}
status() { get "$@" | sed -n 's/^Status: //p' | cut -d' ' -f1; }
p=/websheet/preview

for url in "$p/" "$p/error?operator=north" "$p/static/north/sheet.css"; do
	is "off: $url" "$(status "$url")" 404
done
sed -i '1i preview = true' "$conf"
for url in "$p/" "$p/error?operator=north" "$p/static/north/sheet.css" "$p/wifi-calling?operator=north&language=fr&state=errors"; do
	is "on: $url" "$(status "$url")" 200
done
is 'IPv6' "$(status "$p/" ::1)" 200
is 'IPv4 in IPv6' "$(status "$p/" ::ffff:127.0.0.1)" 200
for address in 192.0.2.1 10.0.0.1 2001:db8::1 128.0.0.1 '' ::; do
	is "not from \"$address\"" "$(status "$p/" "$address")" 404
done
sed -i '1i trusted-proxies = {"127.0.0.1"}' "$conf"
is 'not through a proxy of ours' "$(status "$p/" 127.0.0.1 192.0.2.1)" 404
sed -i '/^trusted-proxies/d' "$conf"
is 'not by saying so' "$(status "$p/" 192.0.2.1 127.0.0.1)" 404
is 'what is no page' "$(status "$p/nothing?operator=north")" 404
is 'what is no state' "$(status "$p/error?operator=north&state=nothing")" 404
is 'what is no operator' "$(status "$p/error?operator=nobody")" 404
is 'no way out of the folder' "$(status "$p/../templates?state=x")$(status "$p/error?state=../sample")$(status "$p/error?state=..%2Fsample")" 404404404
is 'it only shows' "$(method=POST status "$p/error?operator=north")" 405
is 'static files, and no others' "$(status "$p/static/north/texts.en")$(status "$p/static/nobody/sheet.css")" 404404

get "$p/wifi-calling?operator=north&state=manage" >"$T/$$.a"
has 'it loads itself again' "$(cat "$T/$$.a")" 'Refresh: 3'
has 'with the policy of every page' "$(cat "$T/$$.a")" "Content-Security-Policy: default-src 'none'"
has 'its style sheets are not kept' "$(get "$p/static/north/brand.css" | sed '/^$/q')" 'Cache-Control: no-store'
has '  and are these' "$(cat "$T/$$.a")" "href=\"$p/static/north/brand.css\""
is 'no session is opened' "$(grep -c '^Set-Cookie' "$T/$$.a")" 0
is 'no logo, no file' "$(status "$p/static/north/logo.svg")" 404
mkdir -p "$data/operators/north/websheets/static"
cp websheets/themes/coast/websheets/static/logo.svg "$data/operators/north/websheets/static"
get "$p/static/north/logo.svg" >"$T/$$.l"
is 'a logo' "$(sed -n 's/^Content-Type: //p' "$T/$$.l")" image/svg+xml
has '  which can do nothing' "$(cat "$T/$$.l")" 'sandbox'

get "$p/" >"$T/$$.i"
want() { for f in websheets/*/sample.xml websheets/*/samples/*.xml; do
	page=${f#*/} state=${f##*/}
	state=${state%.xml}
	[ "$state" != sample ] || state=default
	echo "${page%%/*} $state"
done | sort; }
is 'the list has every page and state' "$(grep -o "href=\"$p/[a-z-]*?operator=north&amp;language=fr&amp;state=[A-Za-z-]*" "$T/$$.i" |
    sed "s|.*preview/\([a-z-]*\)?.*state=|\1 |" | sort)" "$(want)"
is 'and every operator in his languages' "$(grep -o 'operator=[a-z]*&amp;language=[a-z]*' "$T/$$.i" | sort -u | sed 's/&amp;/ /' | xargs)" \
    'operator=north language=en operator=north language=fr operator=south language=en'

done_testing
