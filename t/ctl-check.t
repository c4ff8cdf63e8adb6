#!/bin/sh
# check: one line a thing, what is wrong and what to do.
. "${0%/*}/lib.sh"
. t/ctl.sh
wrong() { ctl check 2>/dev/null | sed -n 's/^WRONG  //p'; }
try check
is 'an empty installation' "$rc" 1
has 'names keygen' "$out" 'WRONG  key token.north: there is none; run ecsctl keygen'
has 'names the folder' "$out" "WRONG  key-dir $D/keys: No such file or directory"
has 'names migrate' "$out" 'WRONG  database as entitlement, all its statements'
ctl keygen >/dev/null; migrate >/dev/null
has 'no catalog' "$(wrong)" 'operator south: catalog: it has no plan'
sql "$db" <db/demo.sql
try check
is 'all is well' "$rc" 0
is 'nothing is wrong' "$(printf '%s\n' "$out" | grep -vc '^ok ')" 0
try check --json
is 'as JSON' "$(get .wrong)" 0
is 'every check has a name' "$(get '[.checks[] | select(.ok == true and (.check | length) > 0)] | length')" "$(get '.checks | length')"
is 'all programs are checked' "$(get '[.checks[] | select(.check | startswith("database as"))] | length')" 5

chmod 644 "$D/keys/token.north.1"; chmod 755 "$D/secrets"
has 'a key that others may read' "$(wrong)" "$D/keys/token.north.1: others may read it; chmod 600 $D/keys/token.north.1"
has 'a folder that others may read' "$(wrong)" "secret-dir $D/secrets: others may read it; chmod 700"
chmod 600 "$D/keys/token.north.1"; chmod 700 "$D/secrets"
sql -e "REVOKE UPDATE ON $db.sim_key FROM '${db}_entitlement'@'%'"
try check; is 'a right is missing' "$rc" 1
has 'the statement is named' "$err" 'sim_key_seq'
has 'the program is named' "$out" 'WRONG  database as entitlement'
migrate >/dev/null; is 'migrate gives it back' "$(wrong)" ''
sed 's/plmns = {"00102"}/& hlr = "moon"/' "$conf" >"$conf.2" && mv "$conf.2" "$conf"
has 'an unknown driver' "$(wrong)" 'operator south: hlr "moon": no such driver'
try check --json; is 'counted' "$(get .wrong)" 1; is 'with its remedy' "$(get '.checks[] | select(.ok | not) | .todo | length > 0')" true
sed -i 's/hlr = "moon"/hrl = "auc"/' "$conf"
try check; is 'an unknown option' "$rc" 1; has 'its line is told' "$err" 'entitled.conf:9'
done_testing
