#!/bin/sh
# The guide to the pages, websheets/README, does what it says: its commands, as they stand there.
. "${0%/*}/lib.sh"
. t/ctl.sh
trap - EXIT
tree=$PWD data=$D/data
mkdir -p "$data" "$D/bin"
cp -r websheets templates "$data"
sed -i "s|^data-dir = .*|data-dir = \"$data\"|; s|\"00101\"}|& languages = {\"en\", \"fr\"}|" "$conf"
printf '#!/bin/sh\nexec "%s/bin/ecsctl" -c "%s" "$@"\n' "$BUILD" "$conf" >"$D/bin/ecsctl"
chmod +x "$D/bin/ecsctl"
guide=websheets/README
commands() { sed -n '/^Which file/,$d; s/^    //p' "$guide"; }
ok 'the guide has commands' test "$(commands | wc -l)" -ge 12
ok 'and is short' test "$(wc -l <"$guide")" -le 90
is 'its lines fit' "$(awk 'length > 110' "$guide")" ''
commands >"$T/$$.commands"
PATH=$D/bin:$PATH
cd "$data" || exit 1
while read -r line; do
	sh -ec "$line" >"$T/$$.said" 2>&1 </dev/null
	rc=$?
	is "$line" "$rc$(grep -v '^ok$' "$T/$$.said")" 0
	case $line in
	*websheet\ check*) checked=$(cat "$T/$$.said") ;;
	*websheet\ preview*) grep -o '<title>.*</title>' page.html >>"$T/$$.titles" ;;
	esac
done <"$T/$$.commands"
is 'the check at its end says ok' "$checked" ok
is 'three pages were looked at' "$(wc -l <"$T/$$.titles")" 3
ecsctl websheet preview wifi-calling --operator north --state manage --inline --output page.html
has 'the name is the new one' "$(cat page.html)" '<span>North Mobile</span>'
has 'so is the word' "$(cat page.html)" '<h1>Wi-Fi calling is on</h1>'
has 'so is the colour' "$(cat page.html)" '--brand: #7a1f5c'
has 'and the logo' "$(cat page.html)" "base64,$(base64 -w 0 operators/north/websheets/static/logo.svg)"
has 'what was left out is as before' "$(cat page.html)" "$(sed -n 's/^change-address //p' "$tree/websheets/wifi-calling/texts.en")"
is 'nothing of ours was changed' "$(diff -r "$tree/websheets" websheets; diff -r "$tree/templates" templates)" ''
sed -i 's/--on-brand: #fff/--on-brand: #a06090/' operators/north/websheets/static/brand.css
ok 'the pair that the guide declares is measured' sh -c 'ecsctl websheet check --operator north | grep -q -e "--on-brand on --brand-deep"'

# The table of files
cd "$tree" || exit 1
table() { sed -n '/^Which file/,/^Of two/s/^    //p' "$guide" | sed 1d; }
ok 'there is a table of files' test "$(table | wc -l)" -ge 8
is 'what it calls ours is there' "$(table | awk '{ print $(NF > 5 ? 3 : 2) }' | grep / | sed 's/LANGUAGE/en/; s/PAGE/wifi-calling/; s/N\./1./' |
    while read -r f; do [ -e "$f" ] || echo "$f"; done)" ''
for theme in websheets/themes/*/; do
	theme=${theme%/}
	rm -rf "$data/operators"
	mkdir -p "$data/operators"
	cp -r "$theme" "$data/operators/north"
	is "the theme ${theme##*/} passes" "$(ctl websheet check --operator north 2>&1)" ok
	is '  it has colours, a logo and words' "$(cd "$theme" && ls websheets/static/brand.css websheets/static/logo.svg texts/en texts/fr | wc -l)" 4
done
done_testing
