#!/bin/sh
# What operators look at and prove their pages with: preview, and a check whose every rule fires.
. "${0%/*}/lib.sh"
. t/ctl.sh
trap - EXIT
data=$D/data
mkdir -p "$data"
cp -r websheets templates "$data"
sed -i "s|^data-dir = .*|data-dir = \"$data\"|; s|\"00101\"}|& languages = {\"en\", \"fr\"}|; s|\"00102\"}|& languages = {\"fr\"}|" "$conf"
own=$data/operators/north
here() { sed "s|$data/||"; }

# --- check

try websheet check
is 'what we ship passes' "$rc $out" '0 ok'
try websheet check --json
is '  in JSON too' "$rc $(get '.findings | length')" '0 0'
count=0
finds() {	# finds WHAT FILE:LINE WORDS   one finding, there, with these words; then all is put right
	count=$((count + 1))
	try websheet check --operator north
	is "$1: told, once" "$rc $(printf '%s\n' "$out" | wc -l)" '1 1'
	line=$(printf '%s\n' "$out" | here)
	is '  its place' "$(echo "$line" | cut -d: -f1,2)" "$2"
	has '  what is wrong' "$line" "$3"
	has '  and what to do' "$line" '; '
	rm -rf "$data/operators" "$data/websheets" "$data/templates"
	cp -r websheets templates "$data"
}
page() {	# page MARKUP   the operator's own error page with this at its line 11
	mkdir -p "$own/websheets/error"
	awk -v m="$1" 'NR == 11 { print m } { print }' websheets/error/page.xsl >"$own/websheets/error/page.xsl"
}
at=operators/north/websheets/error/page.xsl:11
text() { mkdir -p "$own/${1%/*}"; printf '%s\n' "$2" >>"$own/$1"; }
is 'line 11 is inside the template' "$(sed -n '10p' websheets/error/page.xsl)" '<xsl:template match="page" mode="main">'

sed -i '/^text-busy /d' "$data/websheets/error/texts.fr"
finds 'a text that a language lacks' websheets/error/texts.fr:1 'text-busy is missing in language fr'
sed -i '/^close /d' "$data/templates/texts/fr"
try websheet check --operator north
has 'a shared text that a language lacks' "$out" 'texts/fr:1: close is missing in language fr'
has '  and where it is asked for' "$out" "error/page.xsl:$(grep -n '\$t/close' websheets/error/page.xsl | cut -d: -f1): there is no text close in language fr"
cp templates/texts/fr "$data/templates/texts/fr"
page '<p><xsl:value-of select="$t/no-such-text"/></p>'
try websheet check --operator north
is 'a text that no language has' "$(printf '%s\n' "$out" | here)" "$at: there is no text no-such-text in language en; add a line \"no-such-text TEXT\" to texts.en of the page, or to texts/en
$at: there is no text no-such-text in language fr; add a line \"no-such-text TEXT\" to texts.fr of the page, or to texts/fr"
rm -r "$data/operators"
rm "$data/websheets/error/texts.fr"
finds 'a language without texts' websheets/error/texts.fr:1 'no texts in language fr'
text websheets/error/texts.en 'titel-used Used'
finds 'a text that no page shows' operators/north/websheets/error/texts.en:1 'no page shows titel-used'
text texts/en 'brnad Ours'
finds '  among shared ones' operators/north/texts/en:1 'no page shows brnad'
text texts/fr 'brand Un'; text texts/fr 'brand Deux'
finds 'a text that stands twice' operators/north/texts/fr:2 'brand stands in line 1, too'
text texts/fr 'brand'
finds 'a key without a text' operators/north/texts/fr:1 'brand has no text'
text texts/fr 'br&nd X'
finds 'a line that is no text' operators/north/texts/fr:1 'this is no text'

page '<p>'
finds 'XML that is not well-formed' "operators/north/websheets/error/page.xsl:$(($(wc -l <websheets/error/page.xsl) + 2))" 'not well-formed'
page '<p><xsl:value-of select="a b"/></p>'
finds 'XSLT that does not compile' "$at" 'it does not compile: xsl:value-of'
sed 's|<xsl:import href="[^"]*"/>|<xsl:import href="/etc/hostname"/>|' websheets/error/page.xsl >"$T/$$.x" && page '' && cp "$T/$$.x" "$own/websheets/error/page.xsl"
finds 'an import from elsewhere' operators/north/websheets/error/page.xsl:4 'it does not compile'
page ''
sed -i '1a <!DOCTYPE x [ <!ENTITY e "e"> ]>' "$own/websheets/error/page.xsl"
finds 'a DTD' operators/north/websheets/error/page.xsl:1 'it has a DTD'
page '<p><xsl:value-of select="document (&quot;/etc/hostname&quot;)"/></p>'
finds 'document()' "$at" 'document() reads a file'
page '<p xmlns:e="http://exslt.org/common"/>'
finds 'an extension' "$at" 'namespace http://exslt.org/common'
page '<script>go()</script>'
try websheet check --operator north
has 'a script element' "$(printf '%s\n' "$out" | here)" "$at: a script element"
page '<script src="https://example.net/x.js"/>'
finds 'a script from elsewhere' "$at" 'a script element'
page '<xsl:element name="script"/>'
finds 'a script made by XSLT' "$at" 'a script element'
page '<p onclick="go()"/>'
finds 'an event attribute' "$at" 'onclick is an event handler'
page '<p><xsl:attribute name="onload">go()</xsl:attribute></p>'
finds 'one made by XSLT' "${at%:*}:11" 'onload is an event handler'
page '<p><xsl:value-of select="@kind" disable-output-escaping="yes"/></p>'
finds 'unescaped output' "$at" 'disable-output-escaping'
page '<p><a href=" JavaScript:go()"><xsl:value-of select="@kind"/></a></p>'
finds 'a javascript: URL' "$at" 'href has the scheme javascript:'
page '<p><a><xsl:attribute name="href">data:text/html,x</xsl:attribute><xsl:value-of select="@kind"/></a></p>'
finds 'a data: URL made by XSLT' "$at" 'href has the scheme data:'
page '<form action="file:///etc/hostname"/>'
finds 'another bad scheme' "$at" 'action has the scheme file:'
page '<p>Call us</p>'
finds 'hard-coded text' "$at" '"Call us" is hard-coded'
page '<p title="Call us"/>'
finds 'hard-coded text of an attribute' "$at" 'title is hard-coded'
page '<p style="color: red"/>'
finds 'a style attribute' "$at" 'a style attribute'
page '<style>p{}</style>'
try websheet check --operator north
has 'a style element' "$(printf '%s\n' "$out" | here)" "$at: a style element"
page '<img src="/x.png"/>'
finds 'a picture without alt' "$at" 'a picture without alt'
page '<input type="text" name="code"/>'
try websheet check --operator north
has 'a field without a label' "$(printf '%s\n' "$out" | here)" "$at: input code has no label (state "
page '<label for="code"><xsl:value-of select="@kind"/></label><input type="text" id="code" name="code"/><a href="https://example.net/?q=javascript:x"><xsl:value-of select="@kind"/></a><img src="/x.png" alt=""/>'
try websheet check --operator north
is 'what is right passes' "$rc $out" '0 ok'
rm -r "$data/operators"
page '<xsl:call-template name="e"/>'
sed -i 's|</xsl:stylesheet>|<xsl:template name="e"><xsl:call-template name="e"/></xsl:template>&|' "$own/websheets/error/page.xsl"
try websheet check --operator north
has 'a stylesheet without end' "$out" 'its stylesheet fails with this sample'
rm -r "$data/operators"
echo '<page><texts/></page>' >"$data/websheets/error/samples/busy.xml"
finds 'a sample that is none' websheets/error/samples/busy.xml:1 'leave out the element texts'

brand() {	# brand SED   brand.css, changed
	mkdir -p "$own/websheets/static"
	sed "$1" websheets/static/brand.css >"$own/websheets/static/brand.css"
	css=operators/north/websheets/static/brand.css
	grep -n -e "${2-nothing}" "$own/websheets/static/brand.css" | cut -d: -f1 >"$T/$$.lines"
}
line() { sed -n "${1}p" "$T/$$.lines"; }
# 4.48:1 is #777 on white, 4.54:1 #767676: the examples of WebAIM and of WCAG's techniques
brand '0,/--on-brand: #fff/s//--on-brand: #777/; 0,/--brand: #0a5bd3/s//--brand: #fff/' '--on-brand: #777'
try websheet check --operator north
has 'a contrast that is too low' "$(printf '%s\n' "$out" | here)" "$css:$(line 1): --on-brand on --brand (#777 on #fff) has a contrast of 4.48 to 1 in light"
brand '0,/--on-brand: #fff/s//--on-brand: #767676/; 0,/--brand: #0a5bd3/s//--brand: #fff/'
try websheet check --operator north
is 'one that is just enough' "$(printf '%s\n' "$out" | grep -c -e '--on-brand')" 0
has '  while an outline must differ, too' "$out" '--brand on --card (#fff on #fff) has a contrast of 1.00 to 1 in light'
brand 's/--on-brand: #06224f/--on-brand: #ffffff/' '--on-brand: #ffffff'
finds 'a contrast too low in dark only' "$css:$(line 1)" 'in dark'
brand 's/--tint: #e8f0fe/--tint: color-mix(in srgb, red, blue)/' '--tint: color'
try websheet check --operator north
has 'a colour that cannot be measured' "$(printf '%s\n' "$out" | here)" "$css:$(line 1): --tint: color-mix(in srgb, red, blue) cannot be measured"
brand 's/contrast: --on-brand on --brand/contrast: --on-brand on --brnad/' 'contrast:'
finds 'a pair of a colour that is nowhere' "$css:$(line 1)" '--brnad is defined nowhere'
brand 's/contrast:.*\*\//*\//'
finds 'no pair at all' "$css:1" 'declares no pair'
brand 's/contrast: .*\*\//contrast: much *\//' 'contrast:'
try websheet check --operator north
has 'a pair that is none' "$(printf '%s\n' "$out" | here)" "$css:$(line 1): no pairs of colours"
brand '$a @import "x.css";' '@import'
finds 'an import' "$css:$(line 1)" '@import'
brand '$a .mark { background: url(https://example.net/x.png); }' '\.mark'
finds 'a picture from elsewhere' "$css:$(line 1)" 'url(https'
brand '$a .mark {' '\.mark'
finds 'braces that do not match' "$css:$(($(wc -l <"$own/websheets/static/brand.css") + 1))" 'braces'
try websheet check --operator south
is 'another operator is as before' "$rc" 0

# --- preview

try websheet preview wifi-calling --operator north
is 'a page' "$rc $(printf '%s\n' "$out" | grep -o '<title>.*</title>')" '0 <title>Set up Wi‑Fi calling</title>'
try websheet preview wifi-calling --operator north --language fr --state manage
has '  of another language and state' "$out" '<html lang="fr" dir="ltr">'
has '  with its words' "$out" "$(sed -n 's/^title-manage //p' websheets/wifi-calling/texts.fr)"
for p in websheets/*/page.xsl; do
	p=${p%/page.xsl} p=${p#*/}
	ok "$p has a sample" test -f "websheets/$p/sample.xml"
	for s in "websheets/$p/sample.xml" "websheets/$p"/samples/*.xml; do
		[ -f "$s" ] || continue
		s=${s##*/} s=${s%.xml}
		[ "$s" != sample ] || s=default
		try websheet preview "$p" --operator north --state "$s" --output "$T/$$.html"
		is "$p, $s: a page with a heading" "$rc $(grep -c '<h1[ >]' "$T/$$.html")" '0 1'
	done
done
mkdir -p "$own/websheets/static"
cat websheets/static/brand.css - >"$own/websheets/static/brand.css" <<'END'
.mark { background: url(logo.svg); }
END
echo '<svg xmlns="http://www.w3.org/2000/svg"/>' >"$own/websheets/static/logo.svg"
try websheet preview wifi-calling --operator north --inline
is 'a file that needs no other' "$(printf '%s\n' "$out" | grep -cE '<link|<script|url\(logo')" 0
has '  with the colours' "$out" '--on-brand: #06224f'
has '  and the logo' "$out" "url(data:image/svg+xml;base64,$(base64 -w 0 "$own/websheets/static/logo.svg"))"
printf '<page kind="manage"><address country="US"><field name="rd" value="&lt;b&gt;Elm"/></address></page>' >"$T/$$.xml"
try websheet preview wifi-calling --operator north --data "$T/$$.xml"
has 'a sample of his own, whose values are text' "$out" '&lt;b&gt;Elm'
bad() {	# bad WHAT XML WORDS
	printf '%s' "$2" >"$T/$$.xml"
	try websheet preview wifi-calling --operator north --data "$T/$$.xml"
	is "$1 is refused" "$rc$out" 1
	has '  and told' "$err" "$3"
}
bad 'a DTD' '<!DOCTYPE page [<!ENTITY x SYSTEM "/etc/hostname">]><page>&x;</page>' 'line 1: it has a DTD'
bad 'an entity' "<page>
&x;</page>" 'line 2: '
bad 'another root' '<html/>' 'must be the element page'
bad 'half a file' '<page>' 'line 1: '
bad 'texts of a sample' '<page><texts/></page>' 'leave out the element texts'
try websheet preview wifi-calling --operator north --data /nonexistent
is 'no file' "$rc" 1
try websheet preview wifi-calling
is 'several operators and none named' "$rc" 2
try websheet preview wifi-calling --operator north --state x/../y
is 'no state' "$rc" 1; has 'those there are are told' "$err" 'it has address-expired, '
try websheet preview ../error --operator north
is 'no page' "$rc" 1; has 'those there are are told' "$err" 'there are error, '
try websheet preview error --operator south --language en
is 'no language of his' "$rc" 1
ok 'many rules were seen to fire' test "$count" -ge 30
done_testing
