-- 0002: devices, what each was last told, and authentications under way.

CREATE TABLE device (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator    SMALLINT UNSIGNED NOT NULL,
  terminal_id VARCHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'IMEI or UUID (TS.43 2.3 table 4)',
  class       VARCHAR(16) CHARACTER SET ascii NOT NULL DEFAULT 'phone',
  vendor      VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'terminal_vendor',
  model       VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'terminal_model',
  software    VARCHAR(32) NOT NULL DEFAULT '' COMMENT 'terminal_sw_version',
  push_kind   TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'notif_action: 1 GCM 2 FCM 3 WNS 4 APNS (TS.43 2.6)',
  push_token  VARCHAR(512) NOT NULL DEFAULT '' COMMENT 'notif_token',
  epoch       INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'raising it ends every token of this device',
  UNIQUE KEY by_terminal (operator, terminal_id)
) ENGINE=InnoDB;

CREATE TABLE line_device (
  line_id      BIGINT UNSIGNED NOT NULL,
  device_id    BIGINT UNSIGNED NOT NULL,
  operator     SMALLINT UNSIGNED NOT NULL,
  version      BIGINT UNSIGNED NOT NULL COMMENT 'VERS.version: never falls',
  told         VARBINARY(1400) NOT NULL COMMENT 'the decisions the device was last told and what they were made from, packed (core/told_pack.c)',
  rev          BIGINT UNSIGNED NOT NULL COMMENT 'line.rev as it is now, kept by a trigger',
  told_rev     BIGINT UNSIGNED NOT NULL COMMENT 'line.rev when they were made: they still hold while it is rev; 0: they do not',
  changed_at   BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (line_id, device_id),
  KEY by_device (device_id),
  FOREIGN KEY (line_id) REFERENCES line (id) ON DELETE CASCADE,
  FOREIGN KEY (device_id) REFERENCES device (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='one row answers a status query as long as nothing has changed';

CREATE TRIGGER line_au AFTER UPDATE ON line FOR EACH ROW UPDATE line_device SET rev = NEW.rev WHERE line_id = NEW.id;
CREATE TRIGGER device_au AFTER UPDATE ON device FOR EACH ROW UPDATE line_device SET told_rev = 0 WHERE device_id = NEW.id AND (NEW.epoch <> OLD.epoch OR NEW.class <> OLD.class);

CREATE TABLE decision (
  line_id   BIGINT UNSIGNED NOT NULL,
  device_id BIGINT UNSIGNED NOT NULL,
  app       SMALLINT UNSIGNED NOT NULL,
  operator  SMALLINT UNSIGNED NOT NULL,
  version   BIGINT UNSIGNED NOT NULL COMMENT 'VERS.version it came with',
  outcome   VARCHAR(255) CHARACTER SET ascii NOT NULL,
  reasons   VARCHAR(255) CHARACTER SET ascii NOT NULL,
  at        BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (line_id, device_id, app),
  FOREIGN KEY (line_id, device_id) REFERENCES line_device (line_id, device_id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='the last decision, written when it changed';

CREATE TABLE eap_session (
  id          BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
  operator    SMALLINT UNSIGNED NOT NULL,
  sim_id      BIGINT UNSIGNED NOT NULL,
  expires_ms  BIGINT UNSIGNED NOT NULL,
  round       TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'raised by every new challenge',
  done        BOOLEAN NOT NULL DEFAULT 0,
  state       VARBINARY(12000) NOT NULL COMMENT 'request and pending challenge, sealed',
  claim       BINARY(16) NULL COMMENT 'request that took the pending challenge',
  claimed_ms  BIGINT UNSIGNED NOT NULL DEFAULT 0,
  packet      BINARY(32) NULL COMMENT 'SHA-256 of the last EAP answer',
  answer      VARBINARY(20000) NULL COMMENT 'what it was answered, sealed',
  answered_ms BIGINT UNSIGNED NOT NULL DEFAULT 0,
  KEY by_expiry (expires_ms)
) ENGINE=InnoDB COMMENT='EAP-AKA exchanges (TS.43 2.8.1); rows live a minute';
