#!/bin/sh
# Words of pages and messages: the languages have the same ones, with the same placeholders and
# the plurals of the language; pages use no other, stylesheets are tame.
. "${0%/*}/lib.sh"
languages='en fr de es ar ja'
keys() { awk '!/^#/ && NF { print $1 }' "$@" | sort -u; }
stems() { keys "$@" | sed 's/\.[a-z]*$//' | sort -u; }
holes() {	# KEY {NAME}...   of each key; a plural may write its number out
	awk '!/^#/ && NF { k = $1; plural = sub(/\.[a-z]*$/, "", k); s = $0; out = ""
	    while (match(s, /\{[^}]*\}/)) { h = substr(s, RSTART, RLENGTH); s = substr(s, RSTART + RLENGTH)
	        if (!plural || h != "{n}") out = out " " h }
	    print k out }' "$1" | sort -u
}
plurals() {	# of a language, by the CLDR; what is in brackets may be left out
	case $1 in
	ar) echo 'few many one other two zero' ;;
	ja) echo other ;;
	*) echo 'one other' ;;	# fr and es: "many" is for millions
	esac
}

for f in websheets/*/texts.en templates/texts/en; do
	for l in $languages; do
		t=${f%en}$l
		is "$t has the keys of $f" "$(stems "$t")" "$(stems "$f")"
		is '  with its placeholders' "$(holes "$t")" "$(holes "$f")"
		is '  and the plurals of the language' "$(keys "$t" | sed -n 's/\(.*\)\.\([a-z]*\)$/\1 \2/p' |
		    awk '{ p[$1] = p[$1] " " $2 } END { for (k in p) print substr(p[k], 2) }' | sort -u |
		    grep -vx "$(plurals "$l")")" ''
		is '  no key twice, none without a text' \
		    "$(awk '!/^#/ && NF { print $1 }' "$t" | sort | uniq -d; awk '!/^#/ && NF == 1' "$t")" ''
	done
	is "no language more than these beside $f" \
	    "$(for t in "${f%en}"??*; do echo "${t##*[./]}"; done | sort | paste -sd ' ')" 'ar de en es fr ja'
done
is 'plurals are somewhere' "$(stems websheets/*/texts.en | grep -cx expires-days)" 1
is 'no placeholder without a name' "$(grep -n '{}' websheets/*/texts.* templates/texts/*)" ''
for xsl in websheets/*/page.xsl; do
	page=${xsl%/page.xsl}
	is "$page: every word it names is there" \
	    "$(grep -ohE '\$t/[A-Za-z][A-Za-z0-9_-]*' "$xsl" templates/layout.xsl | cut -c4- | sort -u |
	    while read -r k; do keys "$page/texts.en" templates/texts/en | grep -qx -- "$k" || echo "$k"; done)" ''
	is "$page: and every value has its place in a text" \
	    "$(sed -n "s/.*name=\"place\" select=\"'\([a-z]*\)'\".*/{\1}/p" "$xsl" | sort -u |
	    while read -r h; do grep -qF "$h" "$page/texts.en" || echo "$h"; done)" ''
done
is 'the countries and the orders of address lines are the same' "$(for l in $languages; do
	f=websheets/wifi-calling/texts.$l
	sed -n 's/^countries //p' $f | tr ' ' '\n' | sort | paste -sd ' '
	grep -E '^(order|lines)[ -]' $f | cksum
done | sort -u | wc -l)" 2
is 'every refusal has a text' "$(grep -o '^R([A-Z_]*' lib/core/reason.def | cut -c3- |
    grep -E 'LINE_(SUSP|BARR|TERM|DENI)|SIM_|NOT_OFFERED|EXCLUDES|REFUSED|LACKS|OUTAGE' |
    while read -r r; do keys templates/texts/en | grep -qx "$r" || echo "$r"; done)" ''
is 'devices show no < > and no straight quote' "$(grep -nE "^[^#]*[<>\"']" templates/texts/*)" ''
is 'terms are there in every language, with as many paragraphs' "$(for f in websheets/*/terms.*.en.txt; do
	for l in $languages; do
		awk '/^# /{ h++ } NF { p++ } END { print h, p }' "${f%en.txt}$l.txt" 2>&1
	done | sort -u | wc -l
done | sort -u)" 1
# GSM 23.038 has 160 of its own letters in an SMS, or 70 of all.
sms() {	# sms LANGUAGE VERB   the SMS of a one-time password, as ecs-outbox writes it
	word() { sed -n "s/^$1 //p" "templates/texts/$2"; }
	printf '%s: %s\n%s 123456' "$(word brand "$1")" "$(word otp-warning "$1")" "$(word "otp-$2" "$1")"
}
for l in $languages; do
	for v in transfer login; do
		ok "an SMS takes a one-time password: $l $v" sh -c "$(printf '%s' 'perl -CS -0777 -ne '\''
		    my $gsm = /^[A-Za-z0-9 \n\x{40}\x{a3}\x{24}\x{a5}\x{e8}\x{e9}\x{f9}\x{ec}\x{f2}\x{c7}\x{d8}\x{f8}\x{c5}\x{e5}_\x{c6}\x{e6}\x{df}\x{c9}!"#%&\x27()*+,.\/:;<=>?\x{a1}\x{c4}\x{d6}\x{d1}\x{dc}\x{a7}\x{bf}\x{e4}\x{f6}\x{f1}\x{fc}\x{e0}-]*\z/;
		    exit(length() > ($gsm ? 160 : 70))'\')" <<-END
		$(sms $l $v)
		END
	done
done
is 'no unescaped output, no style, no handler, no inline script in a stylesheet' \
    "$(grep -nE 'disable-output-escaping|[ <]style[ =>]| on[a-z]+=|javascript:|<script>|document\(' \
    websheets/*/*.xsl templates/*.xsl)" ''
is 'HTML is written by no C file' "$(grep -nE '"[^"]*<(html|div|p|form|input|a|script)[ >]' \
    fcgi-bin/websheet/*.c lib/io/sheet*.c)" ''
for f in websheets/*/page.xsl templates/*.xsl; do
	ok "$f is XML" xmllint --noout "$f"
done
done_testing
