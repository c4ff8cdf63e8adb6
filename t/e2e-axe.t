#!/bin/sh
# Every page, state and theme in a real browser: WCAG 2.2 AA as far as axe-core can tell, focus
# that is seen, errors that are announced, no scrolling sideways.  Pictures are left in t/out.
. "${0%/*}/lib.sh"
[ -x /usr/bin/chromium ] || skip 'no Chromium'
[ -d t/node/node_modules/axe-core ] || skip 'no axe-core: npm ci --prefix t/node'
. t/ctl.sh
trap - EXIT
data=$D/data
mkdir -p "$data/operators"
cp -r websheets templates "$data"
cp -r websheets/themes/* "$data/operators"
sed -i "s|^data-dir = .*|data-dir = \"$data\"|; /^operator/d; s|^log = .*|log = \"/dev/null\"|" "$conf"
ctl keygen >/dev/null 2>&1
languages=$(ls templates/texts | grep -vx en | sed 's/.*/"&"/' | paste -sd ,)
{
	echo 'preview = true'
	id=0
	for o in north $(ls websheets/themes); do
		echo "operator \"$o\" { id = $((id += 1)) plmns = {\"0010$id\"} languages = {\"en\", $languages} }"
	done
} >>"$conf"
ctl keygen >/dev/null 2>&1
mkdir -p t/out/sheets
# shellcheck disable=SC2046	# names
node t/node/axe.js "$BUILD/fcgi-bin/websheet.fcgi" "$conf" "$PWD/t/out/sheets" north $(ls websheets/themes) >"$T/$$.said" 2>"$T/$$.err"
is 'the browser ended well' "$?$(cat "$T/$$.err")" 0
while read -r verdict what; do
	ok "$what" test "$verdict" = PASS
done <"$T/$$.said"
states=$(ls websheets/*/sample.xml websheets/*/samples/*.xml | wc -l)
is 'every state was seen, in both colour schemes and every theme' \
    "$(grep -c 'errors are announced' "$T/$$.said")" $((states * 2 * (1 + $(ls websheets/themes | wc -l))))
done_testing
