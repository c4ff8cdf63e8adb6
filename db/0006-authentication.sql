-- Ways of authentication beside the embedded AuC: exchanges of every kind, one-time passwords,
-- servers that act for devices.

DROP TABLE eap_session;

CREATE TABLE exchange (
  id          BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of its key: a cookie, or state of OpenID Connect',
  kind        ENUM('eap','relay','oidc','otp','factor') NOT NULL,
  operator    SMALLINT UNSIGNED NOT NULL,
  sim_id      BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: not known, or nobody is told that it is not',
  expires_ms  BIGINT UNSIGNED NOT NULL,
  round       TINYINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'raised each time it goes on',
  done        BOOLEAN NOT NULL DEFAULT 0,
  state       VARBINARY(12000) NOT NULL COMMENT 'the request that began it and what is pending, sealed',
  claim       BINARY(16) NULL COMMENT 'request that took it',
  claimed_ms  BIGINT UNSIGNED NOT NULL DEFAULT 0,
  message     BINARY(32) NULL COMMENT 'SHA-256 of what that request brought',
  answer      VARBINARY(20000) NULL COMMENT 'what it was answered, sealed',
  answered_ms BIGINT UNSIGNED NOT NULL DEFAULT 0,
  KEY by_expiry (expires_ms)
) ENGINE=InnoDB COMMENT='authentications of several requests (TS.43 2.8); rows live minutes';

ALTER TABLE line
  ADD COLUMN email    VARCHAR(254) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'for one-time passwords',
  ADD COLUMN oidc_sub VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'who the OpenID provider says it is',
  ADD UNIQUE KEY by_oidc_sub (operator, oidc_sub);

CREATE TABLE otp (
  ref        VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY COMMENT 'of the outbox row that sends it',
  operator   SMALLINT UNSIGNED NOT NULL,
  line_id    BIGINT UNSIGNED NOT NULL COMMENT '0: nobody has that number, and nobody is told so',
  number     BINARY(32) NOT NULL COMMENT 'keyed hash of the number asked for: its limit',
  code       VARBINARY(128) NOT NULL COMMENT 'sealed',
  language   VARCHAR(8) CHARACTER SET ascii NOT NULL,
  sms_port   SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: plain SMS (TS.43 8.3)',
  made_ms    BIGINT UNSIGNED NOT NULL,
  expires_ms BIGINT UNSIGNED NOT NULL,
  KEY by_number (number, made_ms),
  KEY by_age (made_ms)
) ENGINE=InnoDB COMMENT='one-time passwords that were sent; rows live a day, for the limit';

ALTER TABLE outbox
  MODIFY kind ENUM('emergency','provision','push','sms','mail') NOT NULL COMMENT 'which peer';

CREATE TABLE requestor (
  operator     SMALLINT UNSIGNED NOT NULL,
  requestor_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'TS.43 2.3 table 4',
  name         VARCHAR(128) NOT NULL,
  client_id    VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'at the authorization server',
  alg          ENUM('RS256','PS256','ES256') NOT NULL COMMENT 'of its client assertions, and no other',
  jwks         TEXT CHARACTER SET ascii NOT NULL COMMENT 'its public keys (RFC 7517); empty: no assertion is taken',
  operations   VARCHAR(1024) CHARACTER SET ascii NOT NULL COMMENT 'what it may do: ap2011/CheckEligibility, ..., comma list',
  state        ENUM('active','suspended') NOT NULL DEFAULT 'active',
  epoch        INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'raising it ends its tokens',
  PRIMARY KEY (operator, requestor_id),
  UNIQUE KEY by_client (operator, client_id)
) ENGINE=InnoDB COMMENT='servers that ask on behalf of devices (TS.43 2.8.3)';

CREATE TABLE assertion (
  id         BINARY(32) NOT NULL PRIMARY KEY COMMENT 'SHA-256 of operator, client and jti: it is taken once (RFC 7523 3)',
  operator   SMALLINT UNSIGNED NOT NULL,
  claim      BINARY(16) NOT NULL COMMENT 'request that took it',
  expires_ms BIGINT UNSIGNED NOT NULL,
  KEY by_expiry (expires_ms)
) ENGINE=InnoDB;
