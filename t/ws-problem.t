#!/bin/sh
# The page for what went wrong before there was a session: TS.43 v12 2.8.4.
. "${0%/*}/lib.sh"
. t/app.sh
. t/ws.sh
ws_fixture
at=ws/problem sheet=/websheet/problem
for language in en fr; do
	golden $at/login.$language.html tags POST $sheet problem=login.north
done
language=en
golden $at/other.html tags GET $sheet
is 'a device that GETs it sees the same' "$(page "$sheet?problem=login.north" | title)" 'You were not signed in'
is 'an operator that is none' "$(page "$sheet?problem=login.nobody" | status_of)" 200
is 'it sets no cookie' "$(page "$sheet?problem=login.north" | grep -ci '^set-cookie')" 0
is 'and opens nothing' "$(sql "$db" -e 'SELECT COUNT(*) FROM ws_session')" 0
golden $at/hostile ws POST $sheet 'problem=%3Cscript%3E'
is 'it is all the same to a ticket' "$(page "$sheet?$(ticket 5)" | title)" 'That did not work'
done_testing
