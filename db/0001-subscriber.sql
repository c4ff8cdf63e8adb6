-- 0001: what an operator sells, its lines and their SIMs.

CREATE TABLE catalog (
  operator SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
  version  BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'raised by triggers; workers keep the catalog of one version in memory'
) ENGINE=InnoDB COMMENT='one row an operator';

CREATE TABLE plan (
  id       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator SMALLINT UNSIGNED NOT NULL,
  code     VARCHAR(32) CHARACTER SET ascii NOT NULL,
  name     VARCHAR(64) NOT NULL,
  UNIQUE KEY by_code (operator, code)
) ENGINE=InnoDB;

CREATE TABLE plan_feature (
  operator SMALLINT UNSIGNED NOT NULL,
  plan_id  INT UNSIGNED NOT NULL,
  app      SMALLINT UNSIGNED NOT NULL COMMENT 'AppID without ap: 2003, 2004 (TS.43 2.3)',
  access   ENUM('any','lte','nr','wlan') NOT NULL DEFAULT 'any',
  network  ENUM('home','visited') NOT NULL DEFAULT 'home',
  PRIMARY KEY (plan_id, app, access, network),
  KEY by_operator (operator),
  FOREIGN KEY (plan_id) REFERENCES plan (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='what a plan grants';

CREATE TABLE feature (
  operator      SMALLINT UNSIGNED NOT NULL,
  app           SMALLINT UNSIGNED NOT NULL,
  terms_version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: no terms to accept (TS.43 3: TC_Status 2)',
  address       BOOLEAN NOT NULL DEFAULT 0 COMMENT 'emergency address wanted (TS.43 3: AddrStatus)',
  provision     BOOLEAN NOT NULL DEFAULT 0 COMMENT 'the network must be set up first (TS.43 3: ProvStatus)',
  PRIMARY KEY (operator, app)
) ENGINE=InnoDB COMMENT='services the operator offers at all, and what they need first';

CREATE TABLE network_feature (
  id       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator SMALLINT UNSIGNED NOT NULL,
  app      SMALLINT UNSIGNED NOT NULL,
  access   ENUM('any','lte','nr','wlan') NOT NULL DEFAULT 'any',
  network  ENUM('home','visited') NOT NULL DEFAULT 'home',
  plmn     VARCHAR(6) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'the SIM''s home PLMN; empty: all',
  class    VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'device class; empty: all',
  state    ENUM('offered','absent','outage') NOT NULL,
  until    BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'seconds since 1970: an outage ends by itself; 0: open',
  UNIQUE KEY one (operator, app, access, network, plmn, class)
) ENGINE=InnoDB COMMENT='what the network can do; the most specific row counts';

CREATE TABLE device_policy (
  id       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'lowest matching id counts',
  operator SMALLINT UNSIGNED NOT NULL,
  app      SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: all',
  class    VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'empty: all',
  vendor   VARCHAR(32) NOT NULL DEFAULT '*' COMMENT 'shell pattern, without case',
  model    VARCHAR(32) NOT NULL DEFAULT '*' COMMENT 'shell pattern, without case',
  software VARCHAR(32) NOT NULL DEFAULT '*' COMMENT 'shell pattern, without case',
  allowed  BOOLEAN NOT NULL,
  KEY by_operator (operator)
) ENGINE=InnoDB COMMENT='devices that may, or may not; without a row they may';

CREATE TABLE line (
  id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator   SMALLINT UNSIGNED NOT NULL,
  msisdn     VARCHAR(15) CHARACTER SET ascii NOT NULL COMMENT 'E.164 without +',
  plan_id    INT UNSIGNED NOT NULL,
  state      ENUM('active','suspended','barred','terminated') NOT NULL DEFAULT 'active',
  language   VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'BCP 47; empty: the device''s',
  created_at BIGINT UNSIGNED NOT NULL,
  rev        BIGINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'raised by triggers when anything of the line changes that a decision is made from',
  UNIQUE KEY by_msisdn (operator, msisdn),
  FOREIGN KEY (plan_id) REFERENCES plan (id)
) ENGINE=InnoDB;

CREATE TABLE sim (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator    SMALLINT UNSIGNED NOT NULL,
  line_id     BIGINT UNSIGNED NOT NULL,
  imsi        VARCHAR(15) CHARACTER SET ascii NOT NULL,
  plmn        VARCHAR(6) CHARACTER SET ascii NOT NULL COMMENT 'MCC and MNC of the IMSI',
  iccid       VARCHAR(20) CHARACTER SET ascii NULL,
  eid         VARCHAR(32) CHARACTER SET ascii NULL,
  role        ENUM('primary','secondary','companion','loaner') NOT NULL DEFAULT 'primary',
  state       ENUM('active','suspended','retired') NOT NULL DEFAULT 'active',
  valid_until BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'seconds since 1970; 0: open',
  epoch       INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'raising it ends every token of this SIM (TS.43 2.8.5)',
  UNIQUE KEY by_imsi (operator, imsi),
  UNIQUE KEY by_iccid (operator, iccid),
  KEY by_line (line_id),
  FOREIGN KEY (line_id) REFERENCES line (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE sim_key (
  sim_id   BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  operator SMALLINT UNSIGNED NOT NULL,
  alg      ENUM('milenage','tuak') NOT NULL,
  key_id   INT UNSIGNED NOT NULL COMMENT 'master key that sealed it',
  sealed   VARBINARY(160) NOT NULL COMMENT 'K, OPc or TOPc, parameters; AES-256-GCM',
  seq      BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'SEQ_HE, 43 bits (TS 33.102 6.3.2)',
  ind_bits TINYINT UNSIGNED NOT NULL DEFAULT 5 COMMENT 'TS 33.102 C.3.2',
  FOREIGN KEY (sim_id) REFERENCES sim (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='long-term keys, where this server is the AuC';

CREATE TABLE line_feature (
  line_id       BIGINT UNSIGNED NOT NULL,
  app           SMALLINT UNSIGNED NOT NULL,
  operator      SMALLINT UNSIGNED NOT NULL,
  override      ENUM('none','grant','deny') NOT NULL DEFAULT 'none' COMMENT 'beats the plan',
  terms_version INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'version of the terms the line has accepted',
  prov          ENUM('none','pending','done','failed') NOT NULL DEFAULT 'none' COMMENT 'TS.43 3: ProvStatus',
  PRIMARY KEY (line_id, app),
  FOREIGN KEY (line_id) REFERENCES line (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='what is special about a service of one line';

CREATE TABLE audit (
  id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator SMALLINT UNSIGNED NOT NULL,
  line_id  BIGINT UNSIGNED NOT NULL COMMENT 'kept when the line is gone',
  at       BIGINT UNSIGNED NOT NULL,
  actor    VARCHAR(64) NOT NULL,
  action   VARCHAR(32) CHARACTER SET ascii NOT NULL,
  detail   VARCHAR(255) NOT NULL DEFAULT '',
  KEY by_line (line_id, id)
) ENGINE=InnoDB COMMENT='append-only: who changed what';

CREATE TRIGGER plan_i AFTER INSERT ON plan FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER plan_u AFTER UPDATE ON plan FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER plan_d AFTER DELETE ON plan FOR EACH ROW UPDATE catalog SET version = version + 1 WHERE operator = OLD.operator;
CREATE TRIGGER plan_feature_i AFTER INSERT ON plan_feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER plan_feature_u AFTER UPDATE ON plan_feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER plan_feature_d AFTER DELETE ON plan_feature FOR EACH ROW UPDATE catalog SET version = version + 1 WHERE operator = OLD.operator;
CREATE TRIGGER feature_i AFTER INSERT ON feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER feature_u AFTER UPDATE ON feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER feature_d AFTER DELETE ON feature FOR EACH ROW UPDATE catalog SET version = version + 1 WHERE operator = OLD.operator;
CREATE TRIGGER network_feature_i AFTER INSERT ON network_feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER network_feature_u AFTER UPDATE ON network_feature FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER network_feature_d AFTER DELETE ON network_feature FOR EACH ROW UPDATE catalog SET version = version + 1 WHERE operator = OLD.operator;
CREATE TRIGGER device_policy_i AFTER INSERT ON device_policy FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER device_policy_u AFTER UPDATE ON device_policy FOR EACH ROW INSERT INTO catalog (operator) VALUES (NEW.operator) ON DUPLICATE KEY UPDATE version = version + 1;
CREATE TRIGGER device_policy_d AFTER DELETE ON device_policy FOR EACH ROW UPDATE catalog SET version = version + 1 WHERE operator = OLD.operator;

CREATE TRIGGER line_bu BEFORE UPDATE ON line FOR EACH ROW SET NEW.rev = OLD.rev + 1;
CREATE TRIGGER sim_au AFTER UPDATE ON sim FOR EACH ROW UPDATE line SET rev = rev WHERE id IN (OLD.line_id, NEW.line_id);
CREATE TRIGGER sim_ad AFTER DELETE ON sim FOR EACH ROW UPDATE line SET rev = rev WHERE id = OLD.line_id;
CREATE TRIGGER line_feature_ai AFTER INSERT ON line_feature FOR EACH ROW UPDATE line SET rev = rev WHERE id = NEW.line_id;
CREATE TRIGGER line_feature_au AFTER UPDATE ON line_feature FOR EACH ROW UPDATE line SET rev = rev WHERE id = NEW.line_id;
CREATE TRIGGER line_feature_ad AFTER DELETE ON line_feature FOR EACH ROW UPDATE line SET rev = rev WHERE id = OLD.line_id;
