#!/bin/sh
# The sheet of Wi-Fi calling in a real browser, from the ticket to the device's call.  Pictures of
# the pages are left in t/out.
. "${0%/*}/lib.sh"
[ -x /usr/bin/chromium ] || skip 'no Chromium'
[ -d t/node/node_modules/playwright-core ] || skip 'no playwright-core: npm ci --prefix t/node'
. t/e2e.sh

free_port; tls=$free
free_port; http=$free
free_port; peer=$free
./serve --dir "$E/a" --port "$tls" --http-port "$http" --peer-port "$peer" --workers 2 --detach >"$E/serve.out" 2>&1
is 'the server runs' $? 0
sql_a() { mariadb --no-defaults -S "$E/a/run/mariadb.sock" -u root -N entitled -e "$1"; }

# Lines of north whose plan has Wi-Fi calling, without terms and address so far; where there are
# fewer than four, the first one again: at its turn its consent has been withdrawn
sql_a "SELECT s.id, s.line_id FROM sim s JOIN line l ON l.id = s.line_id JOIN plan_feature p ON p.plan_id = l.plan_id AND p.app = 2004
    LEFT JOIN line_feature f ON f.line_id = l.id AND f.app = 2004 LEFT JOIN emergency_address a ON a.line_id = l.id
    WHERE s.operator = 1 AND l.state = 'active' AND f.app IS NULL AND a.line_id IS NULL LIMIT 4" >"$E/lines"
while [ "$(wc -l <"$E/lines")" -lt 4 ]; do head -n 1 "$E/lines" >>"$E/lines"; done
set --
while read -r sim line; do
	set -- "$@" "$("$BUILD/t/bin/mkticket" "$E/a/entitled.conf" 1 "$sim" "$line" 0)"
done <"$E/lines"
is 'four tickets' $# 4

mkdir -p t/out
outbox=$(for p in $(ours "$E/a"); do
	case $(tr '\0' ' ' <"/proc/$p/cmdline") in
	*/ecs-outbox*) echo "$p" ;;
	esac
done)
ok 'ecs-outbox runs' test -n "$outbox"
# shellcheck disable=SC2086	# a list of pids
node t/node/browser.js "https://127.0.0.1:$tls/websheet/wifi-calling" "$PWD/t/out" "$@" $outbox >"$E/said" 2>"$E/err"
is 'the browser ended well' "$?$(cat "$E/err")" 0
while read -r verdict what; do
	ok "$what" test "$verdict" = PASS
done <"$E/said"
ok 'all of it was seen' test "$(wc -l <"$E/said")" -ge 30
is 'consents are recorded' "$(sql_a 'SELECT COUNT(*) FROM consent')" 3
is 'one of them was withdrawn' "$(sql_a 'SELECT COUNT(*) FROM consent WHERE withdrawn_at > 0')" 1
is 'no ticket, cookie, IMSI or MSISDN in a log' \
    "$(grep -lrE 'ticket=|ecs_ws=[0-9a-f]|00101000000[0-9]{4}|1555010[0-9]{4}|Pennsylvania' "$E/a/log")" ''
done_testing
