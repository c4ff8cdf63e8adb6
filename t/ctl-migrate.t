#!/bin/sh
# migrate: tables, users, rights.  What happens to data is in db-migrate.t.
. "${0%/*}/lib.sh"
. t/ctl.sh
try migrate --sql "$(sql_dir)"
is 'without passwords' "$rc" 1
has 'keygen is named' "$err" "cannot read $D/secrets/db-entitlement"
sql -e "DROP DATABASE $db"
ctl keygen >/dev/null
try migrate --sql "$(sql_dir)"
is 'succeeds' "$rc" 0
is 'tells every file' "$(printf '%s\n' "$out" | sed -n 's/^applied //p' | xargs)" "$(cd db && ls 0*.sql | xargs)"
try migrate --sql "$(sql_dir)" --json
is 'again: nothing' "$(get '.applied | length')" 0
is 'users are set all the same' "$(get .users)" true
try migrate --sql "$(sql_dir)" --no-users --json; is 'no users wanted' "$(get .users)" false
pw=$(cat "$D/secrets/db-ecsctl")
who() { mariadb --no-defaults -S "$T/s" -u "${db}_ecsctl" -p"$1" -N -e 'SELECT 1' "$db" 2>/dev/null; }
is 'the password is the one in the file' "$(who "$pw")" 1
rm "$D/secrets/db-ecsctl"; ctl keygen >/dev/null; migrate >/dev/null
is 'a new password is taken over' "$(who "$(cat "$D/secrets/db-ecsctl")")" 1
is 'the old one is over' "$(who "$pw")" ''
echo "short'" >"$D/secrets/db-ecsctl"
try migrate --sql "$(sql_dir)"; is 'a password that could break SQL' "$rc" 1; has 'is refused' "$err" 'want 16 or more'
try migrate --sql "$D"; is 'no SQL files' "$rc" 1; has 'is told' "$err" "no migrations in $D"
sed "s|$T/s|$T/none|" "$conf" >"$conf.down"
out=$("$BUILD/bin/ecsctl" -c "$conf.down" migrate 2>&1) && rc=0 || rc=$?
is 'no database server' "$rc" 1; has 'its socket is told' "$out" "$T/none"
done_testing
