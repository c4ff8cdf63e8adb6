#!/bin/sh
# Words of pages: the languages have the same ones, pages use no other, stylesheets are tame.
. "${0%/*}/lib.sh"
keys() { awk '!/^#/ && NF { print $1 }' "$@" | sort -u; }

for f in websheets/*/texts.en templates/texts/en; do
	is "${f%en}fr has the keys of $f" "$(keys "${f%en}fr")" "$(keys "$f")"
	is "no key twice in $f or its translation" \
	    "$(for l in "$f" "${f%en}fr"; do awk '!/^#/ && NF { print $1 }' "$l" | sort | uniq -d; done)" ''
	is "every key of $f has a text" "$(awk '!/^#/ && NF == 1' "$f" "${f%en}fr")" ''
done
for xsl in websheets/*/page.xsl; do
	page=${xsl%/page.xsl}
	is "$page: every word it names is there" \
	    "$(grep -ohE '\$t/[A-Za-z][A-Za-z0-9_-]*' "$xsl" templates/layout.xsl | cut -c4- | sort -u |
	    while read -r k; do keys "$page/texts.en" templates/texts/en | grep -qx -- "$k" || echo "$k"; done)" ''
done
is 'every country on offer has a name, in every language' \
    "$(for l in en fr; do for c in $(sed -n 's/^countries //p' websheets/wifi-calling/texts.$l); do
	grep -q "^country-$c " templates/texts/$l || echo "$l $c"; done; done)" ''
is 'every refusal has a text' "$(grep -o '^R([A-Z_]*' lib/core/reason.def | cut -c3- |
    grep -E 'LINE_(SUSP|BARR|TERM|DENI)|SIM_|NOT_OFFERED|EXCLUDES|REFUSED|LACKS|OUTAGE' |
    while read -r r; do keys templates/texts/en | grep -qx "$r" || echo "$r"; done)" ''
is 'terms are there in every language' "$(ls websheets/wifi-calling/terms.*.txt |
    sed 's/.*terms\.\([0-9]*\)\..*/\1/' | sort | uniq -c | awk '$1 != 2')" ''
is 'no unescaped output, no style, no handler, no inline script in a stylesheet' \
    "$(grep -nE 'disable-output-escaping|[ <]style[ =>]| on[a-z]+=|javascript:|<script>|document\(' \
    websheets/*/*.xsl templates/*.xsl)" ''
is 'HTML is written by no C file' "$(grep -nE '"[^"]*<(html|div|p|form|input|a|script)[ >]' \
    fcgi-bin/websheet/*.c lib/io/sheet*.c)" ''
is 'lines of texts fit the reader' "$(awk 'length($0) > 1000' websheets/*/texts.* templates/texts/*)" ''
for f in websheets/*/page.xsl templates/*.xsl; do
	ok "$f is XML" xmllint --noout "$f"
done
done_testing
