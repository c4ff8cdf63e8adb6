-- 0003: emergency addresses of lines (TS.43 3: AddrStatus, AddrIdentifier).

CREATE TABLE emergency_address (
  line_id     BIGINT UNSIGNED NOT NULL,
  device_id   BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: of the line',
  operator    SMALLINT UNSIGNED NOT NULL,
  state       ENUM('pending','valid','invalid') NOT NULL,
  location_id VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'AddrIdentifier',
  expires_at  BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'AddrExpiry; 0: does not expire',
  PRIMARY KEY (line_id, device_id),
  FOREIGN KEY (line_id) REFERENCES line (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TRIGGER emergency_address_ai AFTER INSERT ON emergency_address FOR EACH ROW UPDATE line SET rev = rev WHERE id = NEW.line_id;
CREATE TRIGGER emergency_address_au AFTER UPDATE ON emergency_address FOR EACH ROW UPDATE line SET rev = rev WHERE id = NEW.line_id;
CREATE TRIGGER emergency_address_ad AFTER DELETE ON emergency_address FOR EACH ROW UPDATE line SET rev = rev WHERE id = OLD.line_id;
