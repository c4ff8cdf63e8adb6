-- 0005: what requests promised and ecs-outbox carries out; civic addresses.

CREATE TABLE outbox (
  id          BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operator    SMALLINT UNSIGNED NOT NULL,
  kind        ENUM('emergency','provision','push') NOT NULL COMMENT 'which peer',
  verb        VARCHAR(16) CHARACTER SET ascii NOT NULL COMMENT 'register, remove; prepare, switch, withdraw; notify',
  line_id     BIGINT UNSIGNED NOT NULL,
  device_id   BIGINT UNSIGNED NOT NULL DEFAULT 0,
  app         SMALLINT UNSIGNED NOT NULL,
  ref         VARCHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'Idempotency-Key: the same promise is made once',
  state       ENUM('open','waiting','done','dead','dropped') NOT NULL DEFAULT 'open' COMMENT 'waiting: the peer will call back',
  attempts    INT UNSIGNED NOT NULL DEFAULT 0,
  next_ms     BIGINT UNSIGNED NOT NULL COMMENT 'not before; for waiting: ask again then; while leased: the end of the lease',
  owner       BINARY(16) NULL COMMENT 'who holds the lease',
  lease_ms    BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'lease ends',
  error       VARCHAR(255) NOT NULL DEFAULT '',
  created_at  BIGINT UNSIGNED NOT NULL,
  finished_at BIGINT UNSIGNED NOT NULL DEFAULT 0,
  UNIQUE KEY by_ref (ref),
  KEY due (state, operator, kind, next_ms),
  KEY by_line (line_id, id)
) ENGINE=InnoDB;

ALTER TABLE emergency_address
  ADD COLUMN country    CHAR(2) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'ISO 3166; RFC 5139 names follow',
  ADD COLUMN a1         VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'state, region',
  ADD COLUMN a3         VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'city',
  ADD COLUMN rd         VARCHAR(96) NOT NULL DEFAULT '' COMMENT 'road',
  ADD COLUMN hno        VARCHAR(16) NOT NULL DEFAULT '' COMMENT 'house number',
  ADD COLUMN loc        VARCHAR(64) NOT NULL DEFAULT '' COMMENT 'floor, flat',
  ADD COLUMN pc         VARCHAR(16) NOT NULL DEFAULT '' COMMENT 'postal code',
  ADD COLUMN changed_at BIGINT UNSIGNED NOT NULL DEFAULT 0,
  ADD COLUMN reminded_at BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the coming expiry',
  ADD KEY by_expiry (expires_at);

CREATE TABLE address_change (
  line_id    BIGINT UNSIGNED NOT NULL,
  device_id  BIGINT UNSIGNED NOT NULL DEFAULT 0,
  operator   SMALLINT UNSIGNED NOT NULL,
  ref        VARCHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the outbox row that checks it',
  state      ENUM('pending','invalid','failed') NOT NULL,
  fields     VARCHAR(64) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'invalid: which, comma list',
  country    CHAR(2) CHARACTER SET ascii NOT NULL,
  a1         VARCHAR(64) NOT NULL,
  a3         VARCHAR(64) NOT NULL,
  rd         VARCHAR(96) NOT NULL,
  hno        VARCHAR(16) NOT NULL,
  loc        VARCHAR(64) NOT NULL,
  pc         VARCHAR(16) NOT NULL,
  at         BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (line_id, device_id),
  FOREIGN KEY (line_id) REFERENCES line (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='the address a subscriber gave last, until the emergency provider has taken it';
