-- 0004: pages on the device: tickets that opened one, their sessions, consent.

CREATE TABLE ws_session (
  id         BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the cookie',
  operator   SMALLINT UNSIGNED NOT NULL,
  sim_id     BIGINT UNSIGNED NOT NULL,
  line_id    BIGINT UNSIGNED NOT NULL,
  device_id  BIGINT UNSIGNED NOT NULL,
  flow       VARCHAR(24) CHARACTER SET ascii NOT NULL COMMENT 'wifi-calling',
  language   VARCHAR(8) CHARACTER SET ascii NOT NULL,
  csrf       BINARY(32) NOT NULL COMMENT 'SHA-256 of the form token',
  forms      INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'forms taken: a ticket opens its session again only before the first',
  expires_at BIGINT UNSIGNED NOT NULL,
  KEY by_expiry (expires_at),
  FOREIGN KEY (sim_id) REFERENCES sim (id) ON DELETE CASCADE
) ENGINE=InnoDB;

CREATE TABLE ticket (
  id         BINARY(16) NOT NULL PRIMARY KEY COMMENT 'number in the sealed ticket: it opens once',
  operator   SMALLINT UNSIGNED NOT NULL,
  session_id BINARY(32) NOT NULL,
  opened_at  BIGINT UNSIGNED NOT NULL,
  expires_at BIGINT UNSIGNED NOT NULL COMMENT 'of the ticket: the row may go then',
  KEY by_expiry (expires_at)
) ENGINE=InnoDB;

CREATE TABLE consent (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator     SMALLINT UNSIGNED NOT NULL,
  line_id      BIGINT UNSIGNED NOT NULL COMMENT 'kept when the line is gone',
  app          SMALLINT UNSIGNED NOT NULL,
  document     VARCHAR(64) CHARACTER SET ascii NOT NULL,
  version      INT UNSIGNED NOT NULL,
  language     VARCHAR(8) CHARACTER SET ascii NOT NULL,
  digest       BINARY(32) NOT NULL COMMENT 'SHA-256 of the text that was shown',
  accepted_at  BIGINT UNSIGNED NOT NULL,
  withdrawn_at BIGINT UNSIGNED NOT NULL DEFAULT 0,
  KEY by_line (line_id, app, id)
) ENGINE=InnoDB COMMENT='append-only but for the withdrawal';
