-- Demo data: what two operators sell.  May be loaded again at any time.  Their lines are in
-- demo-lines.tsv, with keys of 3GPP TS 35.208 4.3 (sets 1, 3 and on) and TS 35.233 (sets 1, 2).

INSERT INTO catalog (operator) VALUES (1), (2) ON DUPLICATE KEY UPDATE version = version + 1;

INSERT INTO plan (id, operator, code, name) VALUES
  (1, 1, 'basic', 'North Basic'),
  (2, 1, 'plus', 'North Plus'),
  (3, 1, 'max', 'North Max'),
  (4, 2, 'basic', 'South Basic'),
  (5, 2, 'plus', 'South Plus'),
  (6, 2, 'max', 'South Max')
ON DUPLICATE KEY UPDATE name = VALUES(name);

-- basic: voice and messages at home; plus: Wi-Fi calling too; max: also abroad, and over NR.
INSERT INTO plan_feature (operator, plan_id, app, access, network) VALUES
  (1, 1, 2003, 'lte', 'home'), (1, 1, 2005, 'any', 'home'),
  (1, 2, 2003, 'lte', 'home'), (1, 2, 2003, 'lte', 'visited'), (1, 2, 2005, 'any', 'home'),
  (1, 2, 2004, 'wlan', 'home'),
  (1, 3, 2003, 'lte', 'home'), (1, 3, 2003, 'lte', 'visited'), (1, 3, 2003, 'nr', 'home'),
  (1, 3, 2003, 'nr', 'visited'), (1, 3, 2005, 'any', 'home'), (1, 3, 2004, 'wlan', 'home'),
  (2, 4, 2003, 'lte', 'home'),
  (2, 5, 2003, 'lte', 'home'), (2, 5, 2003, 'lte', 'visited'), (2, 5, 2004, 'wlan', 'home'),
  (2, 6, 2003, 'lte', 'home'), (2, 6, 2003, 'lte', 'visited'), (2, 6, 2003, 'nr', 'home'),
  (2, 6, 2003, 'nr', 'visited'), (2, 6, 2004, 'wlan', 'home'), (2, 6, 2005, 'any', 'home')
ON DUPLICATE KEY UPDATE operator = VALUES(operator);

INSERT INTO feature (operator, app, terms_version, address, provision) VALUES
  (1, 2003, 0, 0, 0), (1, 2004, 1, 1, 1), (1, 2005, 0, 0, 0),
  (2, 2003, 0, 0, 0), (2, 2004, 0, 0, 0), (2, 2005, 0, 0, 0)
ON DUPLICATE KEY UPDATE terms_version = VALUES(terms_version), address = VALUES(address),
  provision = VALUES(provision);

-- South's network has no NR, no Wi-Fi calling abroad, and no SMS over IP at all.
INSERT INTO network_feature (operator, app, access, network, state) VALUES
  (1, 2003, 'lte', 'home', 'offered'), (1, 2003, 'lte', 'visited', 'offered'),
  (1, 2003, 'nr', 'home', 'offered'), (1, 2003, 'nr', 'visited', 'absent'),
  (1, 2004, 'wlan', 'home', 'offered'), (1, 2004, 'wlan', 'visited', 'offered'),
  (1, 2005, 'any', 'home', 'offered'),
  (2, 2003, 'lte', 'home', 'offered'), (2, 2003, 'lte', 'visited', 'offered'),
  (2, 2003, 'nr', 'home', 'absent'), (2, 2003, 'nr', 'visited', 'absent'),
  (2, 2004, 'wlan', 'home', 'offered'), (2, 2004, 'wlan', 'visited', 'absent'),
  (2, 2005, 'any', 'home', 'absent')
ON DUPLICATE KEY UPDATE id = id;

INSERT INTO device_policy (id, operator, app, vendor, model, allowed) VALUES
  (1, 1, 2004, 'OldCo', 'Brick*', 0),
  (2, 2, 2004, 'OldCo', 'Brick*', 0)
ON DUPLICATE KEY UPDATE vendor = VALUES(vendor), model = VALUES(model), allowed = VALUES(allowed);
