-- Every statement the programs can run.  mkstmt.awk turns each into one typed
-- C function q_NAME; there is no other way to send SQL.
--   doc:   what it is for (above the prototype)
--   for:   programs that run it; their database users get the rights it needs
--   in:    comma list of  name type   (str, blob, int, u64); a NULL str or blob is NULL
--   out:   comma list of  name type   (str:N, blob:N, int, u64; "?" after it: may be NULL)
--   rows:  many   the function returns an array in the arena
--   gives: affected (rows matched) or id (AUTO_INCREMENT), for writes
--   The ? marks take the in: values in order.

-- name: facts
-- doc:  everything a decision about one SIM and device needs, one row a line_feature (at least one)
-- for:  entitlement ecsctl websheet
-- in:   terminal_id str, per_device int, operator u64, sim_id u64
-- out:  catalog u64, sim_id u64, imsi str:15, plmn str:6, sim_state int, sim_valid_until u64, sim_epoch u64
-- out:  line_id u64, msisdn str:15, plan_id u64, line_state int, language str:8, rev u64
-- out:  device_id u64, device_epoch u64, class str:16, vendor str:128, model str:128, software str:128, push_kind int, push_token str:512
-- out:  version u64, told blob:1400, told_rev u64
-- out:  addr_state int, addr_location str:64, addr_expires u64
-- out:  app int, override int, terms_version u64, prov int
-- rows: many
SELECT c.version, s.id, s.imsi, s.plmn, s.state + 0, s.valid_until, s.epoch,
       l.id, l.msisdn, l.plan_id, l.state + 0, l.language, l.rev,
       IFNULL(d.id, 0), IFNULL(d.epoch, 0), IFNULL(d.class, ''), IFNULL(d.vendor, ''), IFNULL(d.model, ''), IFNULL(d.software, ''), IFNULL(d.push_kind, 0), IFNULL(d.push_token, ''),
       IFNULL(ld.version, 0), IFNULL(ld.told, ''), IFNULL(ld.told_rev, 0),
       IFNULL(a.state + 0, 0), IFNULL(a.location_id, ''), IFNULL(a.expires_at, 0),
       IFNULL(f.app, 0), IFNULL(f.override + 0, 0), IFNULL(f.terms_version, 0), IFNULL(f.prov + 0, 0)
  FROM sim s
  JOIN line l ON l.id = s.line_id
  JOIN catalog c ON c.operator = s.operator
  LEFT JOIN device d ON d.operator = s.operator AND d.terminal_id = ?
  LEFT JOIN line_device ld ON ld.line_id = l.id AND ld.device_id = d.id
  LEFT JOIN emergency_address a ON a.line_id = l.id AND a.device_id = IF(?, d.id, 0)
  LEFT JOIN line_feature f ON f.line_id = l.id
 WHERE s.operator = ? AND s.id = ?;

-- name: plan_features
-- doc:  the catalog: what each plan grants
-- for:  entitlement ecsctl websheet
-- in:   operator u64
-- out:  plan_id u64, app int, access int, network int
-- rows: many
SELECT plan_id, app, access + 0, network + 0 FROM plan_feature WHERE operator = ?;

-- name: features
-- doc:  the catalog: services offered and what they need first
-- for:  entitlement ecsctl websheet
-- in:   operator u64
-- out:  app int, terms_version u64, address int, provision int
-- rows: many
SELECT app, terms_version, address, provision FROM feature WHERE operator = ?;

-- name: network_features
-- doc:  the catalog: what the network can do
-- for:  entitlement ecsctl websheet
-- in:   operator u64
-- out:  app int, access int, network int, plmn str:6, class str:16, state int, until u64
-- rows: many
SELECT app, access + 0, network + 0, plmn, class, state + 0, until FROM network_feature WHERE operator = ?;

-- name: device_policies
-- doc:  the catalog: devices that may or may not, in the order in which they count
-- for:  entitlement ecsctl websheet
-- in:   operator u64
-- out:  id u64, app int, class str:16, vendor str:128, model str:128, software str:128, allowed int
-- rows: many
SELECT id, app, class, vendor, model, software, allowed FROM device_policy WHERE operator = ? ORDER BY id;

-- name: sim_by_imsi
-- doc:  the SIM an identity names
-- for:  entitlement ecsctl
-- in:   operator u64, imsi str
-- out:  sim_id u64, line_id u64, state int
SELECT id, line_id, state + 0 FROM sim WHERE operator = ? AND imsi = ?;

-- name: sim_key
-- doc:  the sealed long-term key of a SIM and its SEQ_HE
-- for:  entitlement ecsctl
-- in:   operator u64, sim_id u64
-- out:  alg int, key_id u64, sealed blob:160, seq u64, ind_bits int
SELECT alg + 0, key_id, sealed, seq, ind_bits FROM sim_key WHERE operator = ? AND sim_id = ?;

-- name: sim_key_seq
-- doc:  moves SEQ_HE, if nobody else has
-- for:  entitlement ecsctl
-- in:   new_seq u64, operator u64, sim_id u64, old_seq u64
-- gives: affected
UPDATE sim_key SET seq = ? WHERE operator = ? AND sim_id = ? AND seq = ?;

-- name: device_put
-- doc:  makes the device, or changes what is known of it; gives its id
-- for:  entitlement
-- in:   operator u64, terminal_id str, vendor str, model str, software str, push_kind int, push_token str
-- gives: id
INSERT INTO device (operator, terminal_id, vendor, model, software, push_kind, push_token)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), vendor = VALUES(vendor), model = VALUES(model),
       software = VALUES(software), push_kind = VALUES(push_kind), push_token = VALUES(push_token);

-- name: told_get
-- doc:  what a device was last told, where nothing of the line has changed since: all of a status query then
-- for:  entitlement
-- in:   line_id u64, device_id u64
-- out:  version u64, told blob:1400
SELECT version, told FROM line_device WHERE line_id = ? AND device_id = ? AND rev = told_rev;

-- name: told_get_catalog
-- doc:  the same, and the catalog's version with it
-- for:  entitlement
-- in:   line_id u64, device_id u64
-- out:  version u64, told blob:1400, catalog u64
SELECT d.version, d.told, c.version
  FROM line_device d
  JOIN catalog c ON c.operator = d.operator
 WHERE d.line_id = ? AND d.device_id = ? AND d.rev = d.told_rev;

-- name: told_add
-- doc:  the first time a device is told something of a line; what was decided for another epoch of the device does not hold
-- for:  entitlement
-- in:   version u64, told blob, told_epoch u64, told_rev u64, now u64, line_id u64, device_id u64
INSERT INTO line_device (line_id, device_id, operator, version, told, rev, told_rev, changed_at)
SELECT l.id, d.id, l.operator, ?, ?, l.rev, IF(d.epoch = ?, ?, 0), ? FROM line l JOIN device d ON d.operator = l.operator WHERE l.id = ? AND d.id = ?;

-- name: told_set
-- doc:  what a device is told has been decided anew; VERS rises if that is different; nobody else may have been faster
-- for:  entitlement
-- in:   new_version u64, told blob, told_rev u64, now u64, line_id u64, device_id u64, version u64, was_rev u64, told_epoch u64
-- gives: affected
UPDATE line_device ld
  JOIN device d ON d.id = ld.device_id
   SET ld.version = ?, ld.told = ?, ld.told_rev = ?, ld.changed_at = ?
 WHERE ld.line_id = ? AND ld.device_id = ? AND ld.version = ? AND ld.told_rev = ? AND d.epoch = ?;

-- name: decision_put
-- doc:  the decision a device was told, with its reasons
-- for:  entitlement
-- in:   line_id u64, device_id u64, app int, operator u64, version u64, outcome str, reasons str, now u64
INSERT INTO decision (line_id, device_id, app, operator, version, outcome, reasons, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE version = VALUES(version), outcome = VALUES(outcome), reasons = VALUES(reasons), at = VALUES(at);

-- name: exchange_add
-- doc:  starts an exchange
-- for:  entitlement websheet
-- in:   id blob, kind int, operator u64, sim_id u64, expires_ms u64, state blob
INSERT INTO exchange (id, kind, operator, sim_id, expires_ms, state) VALUES (?, ?, ?, ?, ?, ?);

-- name: exchange_get
-- doc:  an exchange by the hash of its key
-- for:  entitlement websheet
-- in:   id blob
-- out:  kind int, operator u64, sim_id u64, expires_ms u64, round int, done int, state blob:12000
-- out:  claim blob:16?, claimed_ms u64, message blob:32?, answer blob:20000?, answered_ms u64
SET STATEMENT wsrep_sync_wait = 1 FOR SELECT kind + 0, operator, sim_id, expires_ms, round, done, state, claim, claimed_ms, message, answer, answered_ms
  FROM exchange WHERE id = ?;

-- name: exchange_claim
-- doc:  takes the exchange for one message; matches again for the request that has it
-- for:  entitlement websheet
-- in:   claim blob, now_ms u64, message blob, id blob, round int, own blob
-- gives: affected
UPDATE exchange SET claim = ?, claimed_ms = ?, message = ?, answer = NULL
 WHERE id = ? AND done = 0 AND round = ? AND (claim IS NULL OR claim = ?);

-- name: exchange_next
-- doc:  the claimed exchange goes on
-- for:  entitlement websheet
-- in:   state blob, answer blob, now_ms u64, id blob, claim blob
-- gives: affected
UPDATE exchange SET state = ?, round = round + 1, claim = NULL, answer = ?, answered_ms = ?
 WHERE id = ? AND claim = ? AND done = 0;

-- name: exchange_end
-- doc:  the claimed exchange is over; its answer is kept for a copy of the request
-- for:  entitlement websheet
-- in:   answer blob, now_ms u64, id blob, claim blob
-- gives: affected
UPDATE exchange SET done = 1, state = '', answer = ?, answered_ms = ? WHERE id = ? AND claim = ?;

-- name: exchange_purge
-- doc:  forgets exchanges that are over
-- for:  entitlement
-- in:   now_ms u64
-- gives: affected
DELETE FROM exchange WHERE expires_ms < ? ORDER BY expires_ms LIMIT 64;

-- One-time passwords.

-- name: otp_line
-- doc:  whose number it is: the line and the SIM that speaks for it
-- for:  entitlement
-- in:   operator u64, msisdn str
-- out:  line_id u64, language str:8, sim_id u64
SELECT l.id, l.language, s.id
  FROM line l
  JOIN sim s ON s.line_id = l.id AND s.state <> 'retired'
 WHERE l.operator = ? AND l.msisdn = ? AND l.state <> 'terminated'
 ORDER BY s.role, s.state, s.id LIMIT 1;

-- name: otp_sim
-- doc:  the line of a SIM whose owner has logged in, and is to type a code, too
-- for:  entitlement websheet
-- in:   operator u64, sim_id u64
-- out:  line_id u64, msisdn str:15, language str:8, imsi str:15, epoch u64
SELECT l.id, l.msisdn, l.language, s.imsi, s.epoch
  FROM sim s
  JOIN line l ON l.id = s.line_id
 WHERE s.operator = ? AND s.id = ?;

-- name: otp_counts
-- doc:  how many codes a number was sent since two times, and when first since each; a code has a row for each channel
-- for:  entitlement websheet
-- in:   near_ms u64, near_ms2 u64, number blob, far_ms u64
-- out:  near u64, far u64, near_first u64, far_first u64
SELECT COUNT(DISTINCT IF(made_ms > ?, code, NULL)), COUNT(DISTINCT code),
       IFNULL(MIN(IF(made_ms > ?, made_ms, NULL)), 0), IFNULL(MIN(made_ms), 0)
  FROM otp WHERE number = ? AND made_ms > ?;

-- name: otp_add
-- doc:  a one-time password on its way; a ref that exists gives ECS_TAKEN
-- for:  entitlement websheet
-- in:   ref str, operator u64, line_id u64, number blob, code blob, language str, sms_port int, made_ms u64, expires_ms u64
INSERT INTO otp (ref, operator, line_id, number, code, language, sms_port, made_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: otp_get
-- doc:  what is to be sent, and where to
-- for:  ecs-outbox
-- in:   ref str
-- out:  code blob:128, language str:8, sms_port int, expires_ms u64, msisdn str:15, email str:254
SELECT o.code, o.language, o.sms_port, o.expires_ms, IFNULL(l.msisdn, ''), IFNULL(l.email, '')
  FROM otp o
  LEFT JOIN line l ON l.id = o.line_id AND l.operator = o.operator
 WHERE o.ref = ?;

-- name: otp_purge
-- doc:  forgets one-time passwords that count for no limit any more
-- for:  ecs-outbox
-- in:   made_ms u64
-- gives: affected
DELETE FROM otp WHERE made_ms < ? ORDER BY made_ms LIMIT 64;

-- name: outbox_purge
-- doc:  forgets that one-time passwords were sent
-- for:  ecs-outbox
-- in:   state int, operator u64, kind int, before_ms u64
-- gives: affected
DELETE FROM outbox WHERE state = ? AND operator = ? AND kind = ? AND next_ms < ? ORDER BY next_ms LIMIT 64;

-- name: line_email
-- doc:  where one-time passwords of a line are mailed to
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  email str:254
SELECT email FROM line WHERE operator = ? AND id = ?;

-- name: line_email_set
-- doc:  changes that
-- for:  ecsctl
-- in:   email str, operator u64, line_id u64
-- gives: affected
UPDATE line SET email = ? WHERE operator = ? AND id = ?;

-- name: login_by_msisdn
-- doc:  the SIM of whom an OpenID provider calls by number
-- for:  entitlement
-- in:   operator u64, msisdn str
-- out:  sim_id u64
SELECT s.id
  FROM line l
  JOIN sim s ON s.line_id = l.id AND s.role = 'primary' AND s.state = 'active'
 WHERE l.operator = ? AND l.msisdn = ? AND l.state <> 'terminated' ORDER BY s.id LIMIT 1;

-- name: login_by_imsi
-- doc:  the same, called by IMSI
-- for:  entitlement
-- in:   operator u64, imsi str
-- out:  sim_id u64
SELECT s.id
  FROM sim n
  JOIN line l ON l.id = n.line_id AND l.state <> 'terminated'
  JOIN sim s ON s.line_id = l.id AND s.role = 'primary' AND s.state = 'active'
 WHERE n.operator = ? AND n.imsi = ? AND n.state = 'active' ORDER BY s.id LIMIT 1;

-- name: login_by_sub
-- doc:  the same, called by what ecsctl line set --oidc-sub has stored
-- for:  entitlement
-- in:   operator u64, oidc_sub str
-- out:  sim_id u64
SELECT s.id
  FROM line l
  JOIN sim s ON s.line_id = l.id AND s.role = 'primary' AND s.state = 'active'
 WHERE l.operator = ? AND l.oidc_sub = ? AND l.state <> 'terminated' ORDER BY s.id LIMIT 1;

-- name: plan_by_code
-- doc:  the plan an operator calls so
-- for:  ecsctl
-- in:   operator u64, code str
-- out:  plan_id u64
SELECT id FROM plan WHERE operator = ? AND code = ?;

-- name: plans
-- doc:  an operator's plans
-- for:  ecsctl
-- in:   operator u64
-- out:  plan_id u64, code str:32, name str:256
-- rows: many
SELECT id, code, name FROM plan WHERE operator = ? ORDER BY id;

-- name: line_by_msisdn
-- doc:  the line that has a number
-- for:  ecsctl
-- in:   operator u64, msisdn str
-- out:  line_id u64
SELECT id FROM line WHERE operator = ? AND msisdn = ?;

-- name: line_get
-- doc:  a line and its plan
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  msisdn str:15, plan_id u64, plan str:32, plan_name str:256, state int, language str:8, created_at u64
SELECT l.msisdn, l.plan_id, p.code, p.name, l.state + 0, l.language, l.created_at
  FROM line l
  JOIN plan p ON p.id = l.plan_id
 WHERE l.operator = ? AND l.id = ?;

-- name: line_add
-- doc:  a new line; gives its id
-- for:  ecsctl
-- in:   operator u64, msisdn str, plan_id u64, state str, language str, now u64
-- gives: id
INSERT INTO line (operator, msisdn, plan_id, state, language, created_at) VALUES (?, ?, ?, ?, ?, ?);

-- name: line_set
-- doc:  changes a line
-- for:  ecsctl
-- in:   state str, plan_id u64, language str, operator u64, line_id u64
-- gives: affected
UPDATE line SET state = ?, plan_id = ?, language = ? WHERE operator = ? AND id = ?;

-- name: line_oidc_sub
-- doc:  who the OpenID provider says a line is; NULL nobody
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  oidc_sub str:255?
SELECT oidc_sub FROM line WHERE operator = ? AND id = ?;

-- name: line_oidc_sub_set
-- doc:  changes it
-- for:  ecsctl
-- in:   oidc_sub str, operator u64, line_id u64
-- gives: affected
UPDATE line SET oidc_sub = ? WHERE operator = ? AND id = ?;

-- name: line_remove
-- doc:  forgets a line with all that hangs on it; its audit rows stay
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- gives: affected
DELETE FROM line WHERE operator = ? AND id = ?;

-- name: sim_add
-- doc:  a new SIM of a line; gives its id
-- for:  ecsctl
-- in:   operator u64, line_id u64, imsi str, plmn str, iccid str
-- gives: id
INSERT INTO sim (operator, line_id, imsi, plmn, iccid) VALUES (?, ?, ?, ?, ?);

-- name: line_sims
-- doc:  the SIMs of a line
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  sim_id u64, imsi str:15, plmn str:6, iccid str:20?, role int, state int, valid_until u64, epoch u64, alg int, key_id u64, seq u64, ind_bits int
-- rows: many
SELECT s.id, s.imsi, s.plmn, s.iccid, s.role + 0, s.state + 0, s.valid_until, s.epoch,
       IFNULL(k.alg + 0, 0), IFNULL(k.key_id, 0), IFNULL(k.seq, 0), IFNULL(k.ind_bits, 0)
  FROM sim s
  LEFT JOIN sim_key k ON k.sim_id = s.id
 WHERE s.operator = ? AND s.line_id = ? ORDER BY s.id;

-- name: sim_state_set
-- doc:  suspends a SIM, retires it, or takes it back
-- for:  ecsctl
-- in:   state str, operator u64, sim_id u64
-- gives: affected
UPDATE sim SET state = ? WHERE operator = ? AND id = ?;

-- name: sim_epoch_raise
-- doc:  ends every token of a SIM, if its epoch is still that
-- for:  ecsctl
-- in:   operator u64, sim_id u64, epoch u64
-- gives: affected
UPDATE sim SET epoch = epoch + 1 WHERE operator = ? AND id = ? AND epoch = ?;

-- name: sim_key_add
-- doc:  the sealed long-term key of a SIM
-- for:  ecsctl
-- in:   sim_id u64, operator u64, alg str, key_id u64, sealed blob, seq u64
INSERT INTO sim_key (sim_id, operator, alg, key_id, sealed, seq) VALUES (?, ?, ?, ?, ?, ?);

-- name: sim_keys_old
-- doc:  keys that another master key sealed, a hundred at a time
-- for:  ecsctl
-- in:   after u64, key_id u64
-- out:  sim_id u64, key_id u64, sealed blob:160
-- rows: many
SELECT sim_id, key_id, sealed FROM sim_key WHERE sim_id > ? AND key_id <> ? ORDER BY sim_id LIMIT 100;

-- name: sim_key_reseal
-- doc:  a key sealed again, if nobody else has
-- for:  ecsctl
-- in:   new_key_id u64, sealed blob, sim_id u64, key_id u64
-- gives: affected
UPDATE sim_key SET key_id = ?, sealed = ? WHERE sim_id = ? AND key_id = ?;

-- name: line_features
-- doc:  what is special about the services of a line
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  app int, override int, terms_version u64, prov int
-- rows: many
SELECT app, override + 0, terms_version, prov + 0 FROM line_feature WHERE operator = ? AND line_id = ? ORDER BY app;

-- name: line_override
-- doc:  a service is given to a line or taken away, whatever its plan
-- for:  ecsctl
-- in:   line_id u64, app int, operator u64, override str
INSERT INTO line_feature (line_id, app, operator, override) VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE override = VALUES(override);

-- name: line_terms
-- doc:  the version of the terms that a line has accepted
-- for:  ecsctl websheet
-- in:   line_id u64, app int, operator u64, terms_version u64
INSERT INTO line_feature (line_id, app, operator, terms_version) VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE terms_version = VALUES(terms_version);

-- name: line_prov
-- doc:  how far the network is with a service of a line
-- for:  ecsctl
-- in:   line_id u64, app int, operator u64, prov str
INSERT INTO line_feature (line_id, app, operator, prov) VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE prov = VALUES(prov);

-- name: addresses
-- doc:  the emergency addresses of a line
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  device_id u64, state int, location str:64, expires_at u64
-- rows: many
SELECT device_id, state + 0, location_id, expires_at FROM emergency_address WHERE operator = ? AND line_id = ?;

-- name: address_put
-- doc:  the emergency address of a line, or of it on one device
-- for:  ecsctl
-- in:   line_id u64, device_id u64, operator u64, state str, location str, expires_at u64
INSERT INTO emergency_address (line_id, device_id, operator, state, location_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE state = VALUES(state), location_id = VALUES(location_id), expires_at = VALUES(expires_at);

-- name: address_remove
-- doc:  forgets an emergency address
-- for:  ecsctl
-- in:   operator u64, line_id u64, device_id u64
-- gives: affected
DELETE FROM emergency_address WHERE operator = ? AND line_id = ? AND device_id = ?;

-- name: line_devices
-- doc:  the devices that were told something of a line
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  device_id u64, terminal_id str:64, class str:16, vendor str:128, model str:128, software str:128, epoch u64, version u64, changed_at u64
-- rows: many
SELECT d.id, d.terminal_id, d.class, d.vendor, d.model, d.software, d.epoch, ld.version, ld.changed_at
  FROM line_device ld
  JOIN device d ON d.id = ld.device_id
 WHERE ld.operator = ? AND ld.line_id = ? ORDER BY ld.changed_at DESC, d.id;

-- name: decisions
-- doc:  what the devices of a line were last told
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  device_id u64, app int, version u64, outcome str:255, reasons str:255, at u64
-- rows: many
SELECT device_id, app, version, outcome, reasons, at FROM decision WHERE operator = ? AND line_id = ? ORDER BY device_id, app;

-- name: device_by_terminal
-- doc:  a device by what it calls itself
-- for:  ecsctl
-- in:   operator u64, terminal_id str
-- out:  device_id u64, epoch u64
SELECT id, epoch FROM device WHERE operator = ? AND terminal_id = ?;

-- name: device_epoch_raise
-- doc:  ends every token of a device, if its epoch is still that
-- for:  ecsctl
-- in:   operator u64, device_id u64, epoch u64
-- gives: affected
UPDATE device SET epoch = epoch + 1 WHERE operator = ? AND id = ? AND epoch = ?;

-- name: networks
-- doc:  what the network can do, for people
-- for:  ecsctl
-- in:   operator u64
-- out:  app int, access int, network int, plmn str:6, class str:16, state int, until u64
-- rows: many
SELECT app, access + 0, network + 0, plmn, class, state + 0, until FROM network_feature WHERE operator = ?
 ORDER BY app, access, network, plmn, class;

-- name: network_put
-- doc:  what the network can do from now on
-- for:  ecsctl
-- in:   operator u64, app int, access str, network str, plmn str, class str, state str, until u64
INSERT INTO network_feature (operator, app, access, network, plmn, class, state, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE state = VALUES(state), until = VALUES(until);

-- name: catalog_version
-- doc:  the version of an operator's catalog
-- for:  ecsctl
-- in:   operator u64
-- out:  version u64
SELECT version FROM catalog WHERE operator = ?;

-- name: audit_add
-- doc:  who changed what
-- for:  ecsctl websheet admin ecs-outbox
-- in:   operator u64, line_id u64, now u64, actor str, action str, detail str
INSERT INTO audit (operator, line_id, at, actor, action, detail) VALUES (?, ?, ?, ?, ?, ?);

-- name: audit_list
-- doc:  the last changes of a line
-- for:  ecsctl
-- in:   line_id u64, operator u64
-- out:  at u64, actor str:256, action str:32, detail str:1020
-- rows: many
SELECT at, actor, action, detail FROM audit WHERE line_id = ? AND operator = ? ORDER BY id DESC LIMIT 20;

-- name: line_lock
-- doc:  what line_set is about to change, held until the transaction ends
-- for:  ecsctl
-- in:   operator u64, line_id u64
-- out:  plan_id u64, state int, language str:8
SELECT plan_id, state + 0, language FROM line WHERE operator = ? AND id = ? FOR UPDATE;

-- name: device_lines
-- doc:  the lines that a device was told something of
-- for:  ecsctl
-- in:   operator u64, device_id u64
-- out:  line_id u64
-- rows: many
SELECT line_id FROM line_device WHERE operator = ? AND device_id = ? ORDER BY line_id;

-- Pages.

-- name: ws_sim
-- doc:  the SIM a ticket was made for, as it is now
-- for:  websheet
-- in:   operator u64, sim_id u64
-- out:  imsi str:15, line_id u64, epoch u64, language str:8
SELECT s.imsi, s.line_id, s.epoch, IFNULL(l.language, '')
  FROM sim s LEFT JOIN line l ON l.id = s.line_id WHERE s.operator = ? AND s.id = ?;

-- name: ws_session_add
-- doc:  a page session
-- for:  websheet
-- in:   id blob, operator u64, sim_id u64, line_id u64, device_id u64, flow str, language str, csrf blob, expires_at u64
INSERT INTO ws_session (id, operator, sim_id, line_id, device_id, flow, language, csrf, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: ws_session_get
-- doc:  the live session of a cookie, as long as its SIM is on the same line
-- for:  websheet
-- in:   id blob, now u64
-- out:  operator u64, sim_id u64, line_id u64, device_id u64, flow str:24, language str:8, csrf blob:32, forms int
-- out:  imsi str:15, terminal_id str:64
SET STATEMENT wsrep_sync_wait = 1 FOR SELECT w.operator, w.sim_id, w.line_id, w.device_id, w.flow, w.language, w.csrf, w.forms, s.imsi, IFNULL(d.terminal_id, '')
  FROM ws_session w
  JOIN sim s ON s.id = w.sim_id AND s.operator = w.operator AND s.line_id = w.line_id
  LEFT JOIN device d ON d.id = w.device_id AND d.operator = w.operator
 WHERE w.id = ? AND w.expires_at > ?;

-- name: ws_session_end
-- doc:  a session is replaced
-- for:  websheet
-- in:   id blob
DELETE FROM ws_session WHERE id = ?;

-- name: ws_session_purge
-- doc:  forgets sessions that are over
-- for:  websheet ecs-outbox
-- in:   now u64
-- gives: affected
DELETE FROM ws_session WHERE expires_at < ? ORDER BY expires_at LIMIT 64;

-- name: ticket_add
-- doc:  a ticket is used: its number is there once
-- for:  websheet
-- in:   id blob, operator u64, session_id blob, now u64, expires_at u64
INSERT INTO ticket (id, operator, session_id, opened_at, expires_at) VALUES (?, ?, ?, ?, ?);

-- name: ticket_get
-- doc:  the session a used ticket opened last, and whether a form was taken in it
-- for:  websheet
-- in:   id blob
-- out:  opened_at u64, session_id blob:32, forms int?
SET STATEMENT wsrep_sync_wait = 1 FOR SELECT t.opened_at, t.session_id, w.forms FROM ticket t LEFT JOIN ws_session w ON w.id = t.session_id
 WHERE t.id = ? FOR UPDATE;

-- name: ticket_reopen
-- doc:  a used ticket opens another session in place of the last
-- for:  websheet
-- in:   session_id blob, id blob
UPDATE ticket SET session_id = ? WHERE id = ?;

-- name: ticket_purge
-- doc:  forgets tickets that nobody could use any more
-- for:  websheet ecs-outbox
-- in:   now u64
-- gives: affected
DELETE FROM ticket WHERE expires_at < ? ORDER BY expires_at LIMIT 64;

-- Wi-Fi calling, provisioning.

-- name: ws_form_take
-- doc:  a form of a page session counts once
-- for:  websheet
-- in:   id blob, forms int
-- gives: affected
UPDATE ws_session SET forms = forms + 1 WHERE id = ? AND forms = ?;

-- name: consent_add
-- doc:  terms were accepted
-- for:  websheet
-- in:   operator u64, line_id u64, app int, document str, version u64, language str, digest blob, now u64
INSERT INTO consent (operator, line_id, app, document, version, language, digest, accepted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: consent_withdraw
-- doc:  accepted terms are withdrawn
-- for:  websheet
-- in:   now u64, line_id u64, app int
-- gives: affected
UPDATE consent SET withdrawn_at = ? WHERE line_id = ? AND app = ? AND withdrawn_at = 0;

-- name: address_get
-- doc:  an emergency address, and the one given last if that is on its way
-- for:  websheet admin ecs-outbox
-- in:   line_id u64, device_id u64
-- out:  state int, location_id str:64, expires_at u64
-- out:  country str:8, a1 str:256, a3 str:256, rd str:384, hno str:64, loc str:256, pc str:64
-- out:  change_state int, fields str:64, ref str:64
-- out:  new_country str:8, new_a1 str:256, new_a3 str:256, new_rd str:384, new_hno str:64, new_loc str:256, new_pc str:64
SELECT a.state + 0, a.location_id, a.expires_at, a.country, a.a1, a.a3, a.rd, a.hno, a.loc, a.pc,
       IFNULL(c.state + 0, 0), IFNULL(c.fields, ''), IFNULL(c.ref, ''),
       IFNULL(c.country, ''), IFNULL(c.a1, ''), IFNULL(c.a3, ''), IFNULL(c.rd, ''), IFNULL(c.hno, ''), IFNULL(c.loc, ''), IFNULL(c.pc, '')
  FROM emergency_address a
  LEFT JOIN address_change c ON c.line_id = a.line_id AND c.device_id = a.device_id
 WHERE a.line_id = ? AND a.device_id = ?;

-- name: address_ask
-- doc:  an address was given: what is in force stays, anything else becomes pending
-- for:  websheet
-- in:   line_id u64, device_id u64, operator u64, now u64
INSERT INTO emergency_address (line_id, device_id, operator, state) VALUES (?, ?, ?, 'pending')
ON DUPLICATE KEY UPDATE state = IF(state = 'valid' AND (expires_at = 0 OR expires_at > ?), 'valid', 'pending');

-- name: address_change_put
-- doc:  the address given last, to be checked
-- for:  websheet
-- in:   line_id u64, device_id u64, operator u64, ref str, country str, a1 str, a3 str, rd str, hno str, loc str, pc str, now u64
INSERT INTO address_change (line_id, device_id, operator, ref, state, fields, country, a1, a3, rd, hno, loc, pc, at)
VALUES (?, ?, ?, ?, 'pending', '', ?, ?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE ref = VALUES(ref), state = VALUES(state), fields = VALUES(fields), country = VALUES(country), a1 = VALUES(a1),
       a3 = VALUES(a3), rd = VALUES(rd), hno = VALUES(hno), loc = VALUES(loc), pc = VALUES(pc), at = VALUES(at);

-- name: address_confirm
-- doc:  the provider took the address given last: it comes into force
-- for:  admin ecs-outbox
-- in:   location_id str, expires_at u64, now u64, line_id u64, device_id u64, ref str
-- gives: affected
UPDATE emergency_address a
  JOIN address_change c ON c.line_id = a.line_id AND c.device_id = a.device_id
   SET a.state = 'valid', a.location_id = ?, a.expires_at = ?, a.changed_at = ?, a.reminded_at = 0,
       a.country = c.country, a.a1 = c.a1, a.a3 = c.a3, a.rd = c.rd, a.hno = c.hno, a.loc = c.loc, a.pc = c.pc
 WHERE a.line_id = ? AND a.device_id = ? AND c.ref = ?;

-- name: address_change_drop
-- doc:  the address given last is in force
-- for:  admin ecs-outbox
-- in:   line_id u64, device_id u64, ref str
-- gives: affected
DELETE FROM address_change WHERE line_id = ? AND device_id = ? AND ref = ?;

-- name: address_change_refuse
-- doc:  the provider did not take the address given last
-- for:  admin ecs-outbox ecsctl
-- in:   state str, fields str, line_id u64, device_id u64, ref str
-- gives: affected
UPDATE address_change SET state = ?, fields = ? WHERE line_id = ? AND device_id = ? AND ref = ?;

-- name: address_invalid
-- doc:  and there is none in force
-- for:  admin ecs-outbox ecsctl
-- in:   line_id u64, device_id u64
-- gives: affected
UPDATE emergency_address SET state = 'invalid' WHERE line_id = ? AND device_id = ? AND state = 'pending';

-- name: address_forget
-- doc:  consent withdrawn: no address is kept
-- for:  websheet
-- in:   line_id u64
-- gives: affected
DELETE FROM emergency_address WHERE line_id = ?;

-- name: address_change_forget
-- doc:  nor one on its way
-- for:  websheet
-- in:   line_id u64
-- gives: affected
DELETE FROM address_change WHERE line_id = ?;

-- name: provision_needs
-- doc:  whether a service has to be set up for a line, and how far that is
-- for:  entitlement websheet admin ecs-outbox
-- in:   line_id u64, operator u64, app int
-- out:  provision int, terms_version u64, prov int, accepted u64
SELECT f.provision, f.terms_version, IFNULL(lf.prov + 0, 1), IFNULL(lf.terms_version, 0)
  FROM feature f
  LEFT JOIN line_feature lf ON lf.line_id = ? AND lf.app = f.app
 WHERE f.operator = ? AND f.app = ?;

-- name: provision_row
-- doc:  makes the row that provision_begin moves
-- for:  entitlement websheet admin ecs-outbox
-- in:   line_id u64, app int, operator u64
INSERT INTO line_feature (line_id, app, operator) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE operator = VALUES(operator);

-- name: provision_begin
-- doc:  provisioning starts, unless it is under way or done
-- for:  entitlement websheet admin ecs-outbox
-- in:   line_id u64, app int
-- gives: affected
UPDATE line_feature SET prov = 'pending' WHERE line_id = ? AND app = ? AND prov IN ('none', 'failed');

-- name: provision_end
-- doc:  provisioning under way has come to an end
-- for:  admin ecs-outbox ecsctl
-- in:   prov str, line_id u64, app int
-- gives: affected
UPDATE line_feature SET prov = ? WHERE line_id = ? AND app = ? AND prov = 'pending';

-- name: provision_withdrawn
-- doc:  how often a service was withdrawn after a step of it was promised
-- for:  admin ecs-outbox ecsctl
-- in:   line_id u64, id u64, app int
-- out:  n u64
SELECT COUNT(*) FROM outbox WHERE line_id = ? AND id > ? AND app = ? AND kind = 'provision' AND verb = 'withdraw';

-- name: provision_take_back
-- doc:  what was or was being set up is not any more
-- for:  websheet
-- in:   line_id u64, app int
-- gives: affected
UPDATE line_feature SET prov = 'none' WHERE line_id = ? AND app = ? AND prov <> 'none';

-- Promises.

-- name: outbox_add
-- doc:  promises something outside; a ref that exists gives ECS_TAKEN
-- for:  entitlement websheet admin ecs-outbox ecsctl
-- in:   operator u64, kind int, verb str, line_id u64, device_id u64, app int, ref str, now_ms u64, now u64
INSERT INTO outbox (operator, kind, verb, line_id, device_id, app, ref, next_ms, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: outbox_push
-- doc:  one push for the device, or for each of a line (0), that registered for it, once a cause
-- for:  entitlement websheet admin ecs-outbox ecsctl
-- in:   app int, cause str, now_ms u64, now u64, line_id u64, operator u64, device_id u64
INSERT INTO outbox (operator, kind, verb, line_id, device_id, app, ref, next_ms, created_at)
SELECT d.operator, 'push', 'notify', ld.line_id, d.id, ?, CONCAT('push-', LEFT(SHA2(CONCAT(?, ' ', d.id), 256), 32)), ?, ?
  FROM line_device ld
  JOIN device d ON d.id = ld.device_id
 WHERE ld.line_id = ? AND d.operator = ? AND ? IN (0, d.id) AND d.push_kind > 0 AND d.push_token <> ''
ON DUPLICATE KEY UPDATE id = outbox.id;

-- name: outbox_remove
-- doc:  the provider is to forget the addresses of a line, each by a promise of its own
-- for:  websheet
-- in:   app int, cause str, now_ms u64, now u64, line_id u64
INSERT INTO outbox (operator, kind, verb, line_id, device_id, app, ref, next_ms, created_at)
SELECT operator, 'emergency', 'remove', line_id, device_id, ?, CONCAT('remove-', LEFT(SHA2(CONCAT(?, ' ', device_id), 256), 32)), ?, ?
  FROM emergency_address
 WHERE line_id = ?;

-- name: outbox_by_ref
-- doc:  the promise that a call-back or a person names
-- for:  admin ecsctl
-- in:   ref str
-- out:  id u64, operator u64, kind int, verb str:16, line_id u64, device_id u64, app int, state int, attempts u64, lease_ms u64
SELECT id, operator, kind + 0, verb, line_id, device_id, app, state + 0, attempts, lease_ms FROM outbox WHERE ref = ?;

-- name: outbox_end
-- doc:  a promise is over, if it was not already
-- for:  admin ecs-outbox ecsctl
-- in:   state int, error str, now u64, id u64
-- gives: affected
UPDATE outbox SET state = ?, error = ?, finished_at = ?, owner = NULL, lease_ms = 0
 WHERE id = ? AND state IN ('open', 'waiting');

-- name: outbox_wait
-- doc:  the peer has accepted and will call back
-- for:  admin ecs-outbox ecsctl
-- in:   next_ms u64, id u64
-- gives: affected
UPDATE outbox SET state = 'waiting', error = '', next_ms = ?, owner = NULL, lease_ms = 0
 WHERE id = ? AND state IN ('open', 'waiting');

-- name: outbox_lanes
-- doc:  since when each kind of promise of an operator has been due
-- for:  ecs-outbox
-- out:  state int, operator u64, kind int, next_ms u64
-- rows: many
SELECT state + 0, operator, kind + 0, MIN(next_ms) FROM outbox WHERE state IN ('open', 'waiting') GROUP BY state, operator, kind;

-- name: outbox_due
-- doc:  what is due in a lane, oldest first; not what an unfinished promise of the same line precedes,
-- doc:  but an address need not wait for the one that it replaces, nor for another device's;
-- doc:  a one-time password waits for nothing, and nothing for it
-- for:  ecs-outbox
-- in:   state int, operator u64, kind int, now_ms u64, now_ms2 u64
-- out:  id u64, verb str:16, line_id u64, device_id u64, app int, ref str:64, attempts u64
-- rows: many
SELECT o.id, o.verb, o.line_id, o.device_id, o.app, o.ref, o.attempts
  FROM outbox o
 WHERE o.state = ? AND o.operator = ? AND o.kind = ? AND o.next_ms <= ?
   AND (o.kind IN ('sms', 'mail') OR NOT EXISTS (SELECT 1 FROM outbox p WHERE p.line_id = o.line_id AND p.id < o.id AND p.state IN ('open', 'waiting') AND p.kind NOT IN ('push', 'sms', 'mail')
       AND NOT (p.kind = 'emergency' AND p.kind = o.kind AND p.verb = 'register' AND p.verb = o.verb AND (p.device_id <> o.device_id OR p.lease_ms <= ?))))
 ORDER BY o.next_ms LIMIT 8;

-- name: outbox_lease
-- doc:  takes a due promise; matches again for the owner that has it
-- for:  ecs-outbox
-- in:   owner blob, lease_ms u64, next_ms u64, attempts u64, id u64, was u64, now_ms u64, now_ms2 u64, own blob
-- gives: affected
UPDATE outbox SET owner = ?, lease_ms = ?, next_ms = ?, attempts = ?
 WHERE id = ? AND state IN ('open', 'waiting')
   AND ((attempts = ? AND lease_ms <= ? AND next_ms <= ?) OR owner = ?);

-- name: outbox_oldest
-- doc:  since when a line has waited for the first of what it was promised
-- for:  websheet
-- in:   line_id u64
-- out:  created_at u64
SELECT created_at FROM outbox WHERE line_id = ? AND state IN ('open', 'waiting') AND kind NOT IN ('push', 'sms', 'mail') ORDER BY id LIMIT 1;

-- name: outbox_later
-- doc:  a leased promise was not carried out: the lease ends, it is tried again later
-- for:  ecs-outbox
-- in:   next_ms u64, error str, id u64, owner blob
-- gives: affected
UPDATE outbox SET owner = NULL, lease_ms = 0, next_ms = ?, error = ?
 WHERE id = ? AND owner = ? AND state IN ('open', 'waiting');

-- name: outbox_about
-- doc:  whom a promise is about
-- for:  ecs-outbox
-- in:   device_id u64, line_id u64, operator u64
-- out:  msisdn str:15, imsi str:15, terminal_id str:64
SELECT l.msisdn, s.imsi, IFNULL(d.terminal_id, '')
  FROM line l
  JOIN sim s ON s.line_id = l.id
  LEFT JOIN device d ON d.id = ? AND d.operator = l.operator
 WHERE l.id = ? AND l.operator = ?
 ORDER BY s.role, s.state, s.id LIMIT 1;

-- name: outbox_replay
-- doc:  a promise that is dead or dropped is open again; one that waits is due now
-- for:  ecsctl
-- in:   now_ms u64, id u64, now_ms2 u64
-- gives: affected
UPDATE outbox SET state = IF(state = 'waiting', 'waiting', 'open'), attempts = 0, next_ms = ?, owner = NULL, lease_ms = 0, error = '', finished_at = 0
 WHERE id = ? AND state IN ('open', 'waiting', 'dead', 'dropped') AND lease_ms <= ?;

-- name: outbox_drop
-- doc:  nobody carries it out any more
-- for:  ecsctl
-- in:   error str, now u64, id u64
-- gives: affected
UPDATE outbox SET state = 'dropped', error = ?, finished_at = ? WHERE id = ? AND state = 'dead';

-- name: outbox_list
-- doc:  promises of a kind in a state, for people: the latest first
-- for:  ecsctl
-- in:   state int, operator u64, kind int
-- out:  ref str:64, kind int, verb str:16, msisdn str:15, app int, state int, attempts u64, next_ms u64, error str:1020, created_at u64, finished_at u64
-- rows: many
SELECT o.ref, o.kind + 0, o.verb, IFNULL(l.msisdn, ''), o.app, o.state + 0, o.attempts, o.next_ms, o.error, o.created_at, o.finished_at
  FROM outbox o
  LEFT JOIN line l ON l.id = o.line_id
 WHERE o.state = ? AND o.operator = ? AND o.kind = ? ORDER BY o.next_ms DESC LIMIT 500;

-- name: outbox_list_line
-- doc:  promises about a line, for people: the newest first
-- for:  ecsctl
-- in:   line_id u64, operator u64
-- out:  ref str:64, kind int, verb str:16, msisdn str:15, app int, state int, attempts u64, next_ms u64, error str:1020, created_at u64, finished_at u64
-- rows: many
SELECT o.ref, o.kind + 0, o.verb, IFNULL(l.msisdn, ''), o.app, o.state + 0, o.attempts, o.next_ms, o.error, o.created_at, o.finished_at
  FROM outbox o
  LEFT JOIN line l ON l.id = o.line_id
 WHERE o.line_id = ? AND o.operator = ? ORDER BY o.id DESC LIMIT 500;

-- name: outbox_line
-- doc:  what has become of the line that a promise is about
-- for:  ecsctl
-- in:   device_id u64, ref str, app int, line_id u64, operator u64
-- out:  prov int, addresses u64, changes u64
SELECT IFNULL(f.prov + 0, 1), (SELECT COUNT(*) FROM emergency_address a WHERE a.line_id = l.id AND a.device_id = ?),
       (SELECT COUNT(*) FROM address_change c WHERE c.line_id = l.id AND c.ref = ?)
  FROM line l
  LEFT JOIN line_feature f ON f.line_id = l.id AND f.app = ?
 WHERE l.id = ? AND l.operator = ?;

-- name: provision_again
-- doc:  a step that failed is tried again
-- for:  ecsctl
-- in:   line_id u64, app int
-- gives: affected
UPDATE line_feature SET prov = 'pending' WHERE line_id = ? AND app = ? AND prov = 'failed';

-- name: address_change_again
-- doc:  the provider is asked again about the address given last
-- for:  ecsctl
-- in:   line_id u64, device_id u64, ref str
-- gives: affected
UPDATE address_change SET state = 'pending', fields = '' WHERE line_id = ? AND device_id = ? AND ref = ?;

-- name: address_again
-- doc:  and what is not valid is pending
-- for:  ecsctl
-- in:   line_id u64, device_id u64
-- gives: affected
UPDATE emergency_address SET state = 'pending' WHERE line_id = ? AND device_id = ? AND state = 'invalid';

-- name: address_reminders
-- doc:  emergency addresses that expire soon, of which nobody was told
-- for:  ecs-outbox
-- in:   now u64, until u64, operator u64
-- out:  line_id u64, device_id u64, expires_at u64
-- rows: many
SELECT line_id, device_id, expires_at FROM emergency_address
 WHERE expires_at > ? AND expires_at <= ? AND operator = ? AND state = 'valid' AND reminded_at = 0
 ORDER BY expires_at LIMIT 64;

-- name: address_reminded
-- doc:  the reminder is queued, if nobody else did it and the address is still that one
-- for:  ecs-outbox
-- in:   now u64, line_id u64, device_id u64, expires_at u64
-- gives: affected
UPDATE emergency_address SET reminded_at = ? WHERE line_id = ? AND device_id = ? AND expires_at = ? AND reminded_at = 0;


-- Servers that ask on behalf of devices (TS.43 2.8.3).

-- name: requestor_get
-- doc:  a server by the requestor_id it goes by
-- for:  entitlement ecsctl
-- in:   operator u64, requestor_id str
-- out:  requestor_id str:64, client_id str:128, alg int, operations str:1024, state int, epoch u64
SELECT requestor_id, client_id, alg + 0, operations, state + 0, epoch FROM requestor WHERE operator = ? AND requestor_id = ?;

-- name: requestor_by_client
-- doc:  a server by its name at the authorization server, with its keys
-- for:  entitlement admin
-- in:   operator u64, client_id str
-- out:  requestor_id str:64, client_id str:128, alg int, operations str:1024, state int, epoch u64, jwks str:16384
SELECT requestor_id, client_id, alg + 0, operations, state + 0, epoch, jwks FROM requestor WHERE operator = ? AND client_id = ?;

-- name: requestors
-- doc:  an operator's servers, for people
-- for:  ecsctl
-- in:   operator u64
-- out:  requestor_id str:64, name str:512, client_id str:128, alg int, jwks str:16384, operations str:1024, state int, epoch u64
-- rows: many
SELECT requestor_id, name, client_id, alg + 0, jwks, operations, state + 0, epoch FROM requestor WHERE operator = ? ORDER BY requestor_id;

-- name: requestor_add
-- doc:  a new server
-- for:  ecsctl
-- in:   operator u64, requestor_id str, name str, client_id str, alg str, jwks str, operations str, state str
INSERT INTO requestor (operator, requestor_id, name, client_id, alg, jwks, operations, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: requestor_lock
-- doc:  what requestor_set is about to change, held until the transaction ends
-- for:  ecsctl
-- in:   operator u64, requestor_id str
-- out:  name str:512, client_id str:128, alg int, jwks str:16384, operations str:1024, state int, epoch u64
SELECT name, client_id, alg + 0, jwks, operations, state + 0, epoch FROM requestor WHERE operator = ? AND requestor_id = ? FOR UPDATE;

-- name: requestor_set
-- doc:  changes a server
-- for:  ecsctl
-- in:   name str, client_id str, alg str, jwks str, operations str, state str, epoch u64, operator u64, requestor_id str
-- gives: affected
UPDATE requestor SET name = ?, client_id = ?, alg = ?, jwks = ?, operations = ?, state = ?, epoch = ? WHERE operator = ? AND requestor_id = ?;

-- name: requestor_remove
-- doc:  forgets a server
-- for:  ecsctl
-- in:   operator u64, requestor_id str
-- gives: affected
DELETE FROM requestor WHERE operator = ? AND requestor_id = ?;

-- name: assertion_add
-- doc:  an assertion is taken: its number is there once
-- for:  admin
-- in:   id blob, operator u64, claim blob, expires_ms u64
INSERT INTO assertion (id, operator, claim, expires_ms) VALUES (?, ?, ?, ?)
ON DUPLICATE KEY UPDATE id = VALUES(id);

-- name: assertion_get
-- doc:  the request that took an assertion
-- for:  admin
-- in:   id blob
-- out:  claim blob:16
SET STATEMENT wsrep_sync_wait = 1 FOR SELECT claim FROM assertion WHERE id = ?;

-- name: assertion_purge
-- doc:  forgets assertions that have expired
-- for:  ecs-outbox
-- in:   now_ms u64
-- gives: affected
DELETE FROM assertion WHERE expires_ms < ? ORDER BY expires_ms LIMIT 64;
