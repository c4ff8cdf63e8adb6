#!/bin/sh
# The sheet of Wi-Fi calling: TS.43 v12 3.4.  What a person sees, sends, and cannot do.
. "${0%/*}/lib.sh"
. t/app.sh
. t/ws.sh
ws_fixture
at=ws/wifi-calling
us='country=US&hno=1600&rd=Pennsylvania+Avenue&a3=Washington&a1=dc&pc=20500'

# A ticket opens the page, once
t=$(ticket 5)
golden $at/open ws POST $sheet "$t"
has 'on HTTPS the cookie is for HTTPS' "$(https=on; ECS_TEST_RANDOM=x ws GET "$sheet?$(ticket 5)" 2>&1)" 'SameSite=Lax; Secure'
cookie=
is 'again within a minute: opened anew' "$(ECS_TEST_RANDOM=again ws POST $sheet "$t" 2>/dev/null | status_of)" 303
is 'the first session is gone' "$(sql "$db" -e "SELECT COUNT(*) FROM ws_session w JOIN ticket t ON t.session_id = w.id WHERE t.opened_at = 1800000000")" 2
is 'its row is not another one' "$(sql "$db" -e 'SELECT COUNT(*) FROM ws_session')" 2
ECS_TEST_NOW=1800000061 ECS_TEST_RANDOM=late golden $at/used-late ws POST $sheet "$t"
ECS_TEST_NOW=1800001000 golden $at/ticket-expired ws GET "$sheet?$t"
golden $at/ticket-changed ws GET "$sheet?${t%??}AA"
golden $at/ticket-garbage ws GET "$sheet?ticket=x"
golden $at/ticket-other-page ws GET "$sheet?$(ticket 5 5 1 other-page)"
golden $at/ticket-old-sim ws GET "$sheet?$(ticket 5 5 1 wifi-calling 900 2)"
golden $at/ticket-other-line ws GET "$sheet?$(ticket 5 7)"
sed -i '0,/hosts = {}/s//hosts = {"north.example"}/; 0,/hosts = {}/s//hosts = {"south.example"}/' "$conf"
host=south.example golden $at/ticket-other-operator ws GET "$sheet?$(ticket 5)"
is 'at home it is taken' "$(host=north.example; ECS_TEST_RANDOM=home ws GET "$sheet?$(ticket 5)" 2>/dev/null | status_of)" 303
is 'a ticket under the name of another operator does not open' \
    "$(t=$(ticket 5); ws GET "$sheet?ticket=AAI${t#ticket=AAE}" 2>/dev/null | title)" 'This page has expired'

# Nobody without our cookie
golden $at/no-session tags GET $sheet
cookie=ecs_ws=0123456789abcdef0123456789abcdef
is 'a cookie of the client is not adopted' "$(page $sheet | status_of)" 403
own=$(ECS_TEST_RANDOM=fixation ws GET "$sheet?$(ticket 5)" 2>/dev/null | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
ok 'opening makes another one' test "${#own}" = 39 -a "$own" != "$cookie"
is 'and the client'\''s finds nothing still' "$(page $sheet | status_of)" 403
visit 5
is 'after half an hour it is over' "$(ECS_TEST_NOW=1800001801 page $sheet | title)" 'This page has expired'
is 'the same ticket with its own cookie is harmless' \
    "$(t=$(ticket 5); ECS_TEST_RANDOM=own; export ECS_TEST_RANDOM
    cookie=$(ws POST $sheet "$t" 2>/dev/null | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
    export ECS_TEST_NOW=1800000300; ws POST $sheet "$t" 2>/dev/null | grep -cE '^Status: 303|^Set-Cookie')" 1

# The pages
promise() {	# promise LINE CREATED_AT
	sql "$db" -e "INSERT INTO outbox (operator, kind, verb, line_id, app, ref, next_ms, created_at)
	    VALUES (1, 'provision', 'prepare', $1, 2004, 'p$1-$2', 0, $2)"
}
promise 8 1800000000; promise 9 1800000000; promise 1 1800000000
for language in en fr ar ja; do
	visit 5; golden $at/ask.$language.html tags GET $sheet
	visit 7; golden $at/ask-terms.$language.html tags GET $sheet
	visit 8; golden $at/wait.$language.html tags GET $sheet
	visit 9; golden $at/wait-network.$language.html tags GET $sheet
	visit 1; golden $at/manage.$language.html tags GET $sheet
	golden $at/edit.$language.html tags GET "$sheet?view=address"
	golden $at/withdraw.$language.html tags GET "$sheet?view=withdraw"
	ECS_TEST_NOW=1899000000 visit 1
	ECS_TEST_NOW=1899000000 golden $at/manage-near.$language.html tags GET $sheet
	ECS_TEST_NOW=1900000000 visit 1
	ECS_TEST_NOW=1900000000 golden $at/address-expired.$language.html tags GET $sheet
	for s in 2 3 4; do
		visit $s; golden $at/refused-$s.$language.html tags GET $sheet
	done
	visit 5; golden $at/errors.$language.html tags POST $sheet "$(form_of)&action=submit&country=US&pc=1234"
done
language=en
sql "$db" -e "UPDATE line_feature SET prov = 'failed' WHERE line_id = 9"
visit 9; golden $at/prov-failed.html tags GET $sheet
sql "$db" -e "INSERT INTO address_change SELECT line_id, 0, 1, 'r', 'invalid', 'rd,pc', 'US', 'NY', 'New York',
    'Brodway', '9', '', '99999', 0 FROM emergency_address WHERE line_id IN (1, 8);
    UPDATE emergency_address SET state = 'invalid' WHERE line_id = 8"
visit 8; golden $at/refused-address.html tags GET $sheet
visit 1; golden $at/refused-edit.html tags GET $sheet
sql "$db" -e "UPDATE address_change SET state = 'failed', fields = '' WHERE line_id = 8;
    UPDATE address_change SET state = 'pending', fields = '' WHERE line_id = 1"
visit 8; golden $at/failed-address.html tags GET $sheet
visit 1; golden $at/wait-edit.html tags GET $sheet
# What is not ended soon, or by nobody
is 'after half a minute it still is a few seconds' "$(ECS_TEST_NOW=1800000030 page $sheet | grep -c 'content="2"')" 1
ECS_TEST_NOW=1800000031 golden $at/wait-slow-edit.html tags GET $sheet
for language in en fr ar ja; do
	visit 9; sql "$db" -e "UPDATE line_feature SET prov = 'pending' WHERE line_id = 9"
	ECS_TEST_NOW=1800000031 golden $at/wait-slow.$language.html tags GET $sheet
done
language=en
sql "$db" -e "DELETE FROM outbox"
visit 9
has 'what nobody works on is slow, too' "$(page $sheet)" 'longer than usual'
sql "$db" -e "DELETE FROM address_change"

# Terms of a later version
mkdir -p "$dir/next/websheets"
cp -r templates "$dir/next"; cp -r websheets "$dir/next"
sed 's/Wi/The new Wi/' websheets/wifi-calling/terms.1.en.txt >"$dir/next/websheets/wifi-calling/terms.2.en.txt"
sed -i "s|^data-dir = .*|data-dir = \"$dir/next\"|" "$conf"
sql "$db" -e "UPDATE feature SET terms_version = 2 WHERE app = 2004 AND operator = 1"
visit 1
has 'they are asked for' "$(page $sheet)" 'The terms have changed'
has 'and the earlier ones can be withdrawn instead' "$(page $sheet)" 'view=withdraw"'
is 'which is asked once more' "$(page "$sheet?view=withdraw" | title)" 'Switch Wi‑Fi calling off?'
is 'and done' "$(send "$(form_of "$sheet?view=withdraw")&action=withdraw" | status_of) $(sql "$db" -e "
    SELECT COUNT(*) FROM emergency_address WHERE line_id = 1; SELECT terms_version FROM line_feature WHERE line_id = 1 AND app = 2004;
    SELECT GROUP_CONCAT(verb ORDER BY id) FROM outbox WHERE line_id = 1 AND kind <> 'push'" | paste -sd ' ')" '303 0 0 withdraw,remove'
visit 7
is 'who never accepted any has none to withdraw' "$(page $sheet | grep -c 'view=withdraw"')" 0
sed -i "s|^data-dir = .*|data-dir = \"$PWD\"|" "$conf"
sql "$db" -e "UPDATE feature SET terms_version = 1 WHERE app = 2004 AND operator = 1; DELETE FROM outbox; DELETE FROM ws_session"

# Messages at the fields, by country
faults() {	# faults LANGUAGE   nothing given, then everything wrong
	language=$1
	visit 5
	for c in US CA GB FR DE ES IT JP AU CH xx ''; do
		echo "$c: nothing"
		send "$(form_of)&action=submit&country=$c" | messages
		echo "$c: wrong"
		send "$(form_of)&action=submit&country=$c&terms=1&a1=%3F&a3=-&rd=..&hno=12345678901234567&loc=%01&pc=x" |
		    messages
	done
}
golden $at/messages.en faults en
golden $at/messages.fr faults fr
golden $at/messages.ar faults ar
golden $at/messages.ja faults ja
language=en
visit 5
golden $at/country.html tags POST $sheet "$(form_of)&action=country&country=JP&rd=Kept&terms=1"

# Hostile values
evil='%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%26amp%3B%27%20onfocus%3D%22x'
golden $at/hostile.html tags POST $sheet \
    "$(form_of)&action=submit&country=$evil&hno=$evil&rd=$evil&a3=$evil&a1=$evil&pc=$evil&loc=$evil&terms=%3Cb%3E"
golden $at/hostile-country.html tags POST $sheet "$(form_of)&action=country&country=U%3C&rd=%FF%FE&hno=%C3%28&a3=%EF%BF%BE"
is 'a view that is none' "$(page "$sheet?view=$evil" | title)" 'Set up Wi‑Fi calling'
printf '&rd=%.17000d' 0 >"$T/$$.long"
golden $at/too-large tags POST $sheet "$(form_of)&action=submit$(cat "$T/$$.long")"
golden $at/bad-escape ws POST $sheet "$(form_of)&action=submit&rd=%zz"
golden $at/encoded-nul ws POST $sheet "$(form_of)&action=submit&rd=a%00b"
golden $at/repeated ws POST $sheet "$(form_of)&action=submit&rd=a&rd=b"
golden $at/unknown-action ws POST $sheet "$(form_of)&action=delete"
golden $at/no-action ws POST $sheet "$(form_of)"
golden $at/unknown-page tags GET /websheet/nothing
golden $at/method ws PUT $sheet
is 'none of it changed anything' "$(sql "$db" -e "SELECT COUNT(*) FROM consent; SELECT COUNT(*) FROM outbox; SELECT SUM(forms) FROM ws_session" | paste -sd ' ')" '0 0 0'

# Forms of other sites
f=$(form_of)
golden $at/no-csrf tags POST $sheet "form=0&action=submit&terms=1&$us"
golden $at/wrong-csrf ws POST $sheet "csrf=$(printf '%064d' 0)&form=0&action=submit&terms=1&$us"
mine=$cookie
visit 7
is 'nor does that of another session do' "$(send "$f&action=submit&terms=1" | status_of)" 403
cookie=$mine
is 'each page carries another text of it' "$(form_of; ECS_TEST_RANDOM=other form_of)" "$f
$(ECS_TEST_RANDOM=other form_of)"
ok 'which differ' test "$f" != "$(ECS_TEST_RANDOM=other form_of)"

# Taken
golden $at/submit ws POST $sheet "$f&action=submit&terms=1&$us"
is 'consent, with the digest of the text' "$(sql "$db" -e "SELECT document, version, language, LOWER(HEX(digest)), accepted_at, withdrawn_at FROM consent")" \
    "$(printf 'wifi-calling\t1\ten\t%s\t1800000000\t0' "$(sha256sum <websheets/wifi-calling/terms.1.en.txt | cut -c1-64)")"
is 'the address is to be checked' "$(sql "$db" -e "SELECT state, country, a1, a3, rd, hno, loc, pc FROM address_change")" \
    "$(printf 'pending\tUS\tDC\tWashington\tPennsylvania Avenue\t1600\t\t20500')"
is 'by the emergency provider' "$(sql "$db" -e "SELECT kind, verb, line_id, state FROM outbox")" \
    "$(printf 'emergency\tregister\t5\topen')"
is 'the page waits' "$(page $sheet | title)" 'Setting up Wi‑Fi calling'
is 'the form again: sent to the page' "$(send "$f&action=submit&terms=1&$us" | status_of)" 303
is 'without a second promise' "$(sql "$db" -e 'SELECT COUNT(*) FROM outbox; SELECT COUNT(*) FROM consent' | paste -sd ' ')" '1 1'
t=$(ticket 5)
cookie=$(ECS_TEST_RANDOM=after ws POST $sheet "$t" 2>/dev/null | sed -n 's/^Set-Cookie: \([^;]*\).*/\1/p')
sql "$db" -e "DELETE FROM address_change; UPDATE emergency_address SET state = 'valid', location_id = 'L', country = 'US', a1 = 'DC', a3 = 'Washington',
    rd = 'Pennsylvania Avenue', hno = '1600', pc = '20500' WHERE line_id = 5; UPDATE line_feature SET prov = 'done' WHERE line_id = 5"
is 'nothing is called where no form was sent' "$(page $sheet | grep -o '<body[^>]*>')" '<body>'
f=$(form_of "$sheet?view=address")
is 'an edit' "$(send "$f&action=submit&country=FR&hno=55&rd=rue+du+Faubourg+Saint-Honor%C3%A9&a3=Paris&pc=75008" | status_of)" 303
is 'keeps what is in force' "$(sql "$db" -e "SELECT a.state, a.a3, c.state, c.rd, c.country FROM emergency_address a JOIN address_change c USING (line_id) WHERE line_id = 5")" \
    "$(printf 'valid\tWashington\tpending\true du Faubourg Saint-Honoré\tFR')"
sql "$db" -e "DELETE FROM address_change"
golden $at/done.html tags GET $sheet
cookie=
is 'its ticket opens nothing more after a form' "$(ws POST $sheet "$t" 2>/dev/null | title)" 'This page has been used'

# Withdrawn
visit 5
f=$(form_of "$sheet?view=withdraw")
golden $at/withdraw ws POST $sheet "$f&action=withdraw"
golden $at/withdrawn.html tags GET "$sheet?view=withdrawn"
is 'twice is once' "$(send "$f&action=withdraw" | status_of)" 303
is 'no consent, no address' "$(sql "$db" -e "SELECT withdrawn_at FROM consent; SELECT COUNT(*) FROM emergency_address WHERE line_id = 5" | paste -sd ' ')" '1800000000 0'
is 'the page asks again' "$(page $sheet | title)" 'Set up Wi‑Fi calling'
visit 5
is 'another visitor is not told that it was withdrawn' "$(page "$sheet?view=withdrawn" | title)" 'Set up Wi‑Fi calling'
is 'a line without consent has none to withdraw' "$(send "$(form_of)&action=withdraw" | status_of)$(sql "$db" -e "SELECT COUNT(*) FROM outbox WHERE verb = 'remove'")" 3031

# Static files, and an operator's own
golden ws/static/brand.css ws GET /websheet/static/north/brand.css
for f in sheet.css sheet.js; do
	is "$f is served as it is" "$(page /websheet/static/north/$f | sed '1,/^$/d' | cksum)" "$(cksum <websheets/static/$f)"
done
for f in south/../../../etc/passwd nobody/sheet.css north/sheet.css/ north/page.xsl north '' north/; do
	is "no file: $f" "$(page "/websheet/static/$f" | status_of)" 404
done
mkdir -p "$dir/data/operators/north/websheets/static" "$dir/data/operators/north/websheets/wifi-calling" "$dir/data/operators/north/texts"
ln -s "$PWD/websheets" "$PWD/templates" "$dir/data/"
sed -i "s|^data-dir = .*|data-dir = \"$dir/data\"|" "$conf"
echo ':root { --brand: #060 }' >"$dir/data/operators/north/websheets/static/brand.css"
echo 'not-now Later, thanks' >"$dir/data/operators/north/websheets/wifi-calling/texts.en"
echo 'brand North & Co <ltd>' >"$dir/data/operators/north/texts/en"
has 'an operator has colours of its own' "$(page /websheet/static/north/brand.css)" '#060'
has 'another one ours' "$(page /websheet/static/south/brand.css)" '#0a5bd3'
visit 5
has 'and words of its own' "$(page $sheet)" 'Later, thanks'
has 'which are text' "$(page $sheet)" 'North &amp; Co &lt;ltd&gt;'
sed 's/<main>/<main class="own">/' templates/layout.xsl >"$dir/data/operators/north/layout.xsl"
mkdir "$dir/data/operators/north/templates"
mv "$dir/data/operators/north/layout.xsl" "$dir/data/operators/north/templates/"
has 'and a frame of its own' "$(page $sheet)" '<main class="own">'
sed -i "s|^data-dir = .*|data-dir = \"$PWD\"|" "$conf"

# Which language
html() { page $sheet | sed -n 's/^\(Content-Language:.*\)/\1/p; s/^\(<html[^>]*>\).*/\1/p' | paste -sd ' '; }
spoken() {	# spoken ACCEPT_LANGUAGE LANGUAGE_OF_LINE
	sql "$db" -e "UPDATE line SET language = '$2' WHERE id = 5"
	language=$1; visit 5; said=$(html)
}
spoken 'de-AT, en;q=0.9' en; is 'a region is a language' "$said" 'Content-Language: de <html lang="de" dir="ltr">'
spoken 'en;q=0.5, ar-EG;q=0.7, fr;q=0' en; is 'the weights count' "$said" 'Content-Language: ar <html lang="ar" dir="rtl">'
spoken 'sv, *;q=0.1' ar; is 'what nobody speaks here: the language of the line' "$said" 'Content-Language: ar <html lang="ar" dir="rtl">'
spoken '' ja; is 'and the same where none is said' "$said" 'Content-Language: ja <html lang="ja" dir="ltr">'
spoken sv sv; is 'else the first of the operator' "$said" 'Content-Language: en <html lang="en" dir="ltr">'
language=ar; visit 5; language=de
is 'a visit keeps its language' "$(html)" 'Content-Language: ar <html lang="ar" dir="rtl">'
sed -i '0,/"ar", "ja"}/s//"de-AT", "xx"}/' "$conf"
sed -i '0,/"de", /s///' "$conf"
language=de-AT; visit 5
is 'a region that has no words of its own' "$(html)" 'Content-Language: de-AT <html lang="de-AT" dir="ltr">'
has 'has those of its language' "$(page $sheet)" '<h1>WLAN-Anrufe einrichten</h1>'
has 'and its terms' "$(page $sheet)" 'aria-labelledby="terms-title" lang="de" dir="ltr">'
language=xx; visit 5
has 'a language without any has those of the first' "$(page $sheet)" '<h1>Set up Wi‑Fi calling</h1>'
has 'terms too, which say so' "$(page $sheet)" 'aria-labelledby="terms-title" lang="en" dir="ltr">'
sed -i '0,/"es", "de-AT", "xx"}/s//"de", "es", "ar", "ja"}/' "$conf"
sql "$db" -e "UPDATE line SET language = 'en' WHERE id = 5; DELETE FROM ws_session"
language=en

# All that went out above
seen() { grep -acE "$1" "$T/$$.seen"; }
is 'no IMSI, MSISDN or IMEI in any page' "$(seen '00101000000000[0-9]|1555010000[0-9]|356938035643809')" 0
is 'no ticket in any page or address' "$(seen 'ticket=')" 0
is 'no script but the one file, no style, no handler' "$(seen '<script>|<script [^s]|<style|style="| on[a-z]+="')" 0
ok 'though they were tried' test "$(seen '&lt;script&gt;')" -gt 0
sed -i "s|socket = \"$T/s\"|socket = \"/nowhere\"|" "$conf"
golden $at/db-down tags GET $sheet
done_testing
