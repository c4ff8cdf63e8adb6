#!/bin/sh
# token revoke: the epoch of a SIM, or of a device, rises.
. "${0%/*}/lib.sh"
. t/ctl.sh
ready
epoch() { sql "$db" -e "SELECT epoch FROM sim WHERE imsi = '$1'"; }
try token revoke 001010000000001
is 'of a SIM' "$rc" 0
is 'its epoch' "$(epoch 001010000000001)" 2
is 'not that of others' "$(epoch 001010000000002)" 1
try token revoke 15550100101 --json; is 'by number' "$(get .revoked) $(epoch 001010000000001)" '1 3'
is 'audit' "$(sql "$db" -e "SELECT COUNT(*) FROM audit WHERE action = 'token-revoke' AND line_id = (SELECT id FROM line WHERE msisdn = '15550100101')")" 2
sql "$db" -e "INSERT INTO device (operator, terminal_id) VALUES (1, 'tablet'), (2, 'tablet');
	INSERT INTO line_device SELECT l.id, d.id, 1, 1, '', 1, 0, 0 FROM line l, device d WHERE d.operator = 1 AND l.msisdn IN ('15550100101', '15550100102')"
try token revoke --device tablet --operator north
is 'of a device' "$rc" 0
is 'its epoch, at this operator' "$(sql "$db" -e 'SELECT GROUP_CONCAT(epoch ORDER BY operator) FROM device')" 2,1
is 'audit at each of its lines' "$(sql "$db" -e "SELECT COUNT(DISTINCT line_id) FROM audit WHERE detail = 'device=tablet'")" 2
try token revoke --device tablet; is 'whose device?' "$rc" 2
try token revoke --device phone --operator north; is 'an unknown device' "$rc" 1
try token revoke; is 'of what?' "$rc" 2
try token revoke 001010000000001 --device tablet --operator north; is 'both' "$rc" 2
try token revoke 001010000009999; is 'an unknown line' "$rc" 1
done_testing
