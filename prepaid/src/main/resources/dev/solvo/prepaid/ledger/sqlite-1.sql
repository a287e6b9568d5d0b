-- Version 1. Texts that never change stand once in tenant and party; operations and postings refer to them by number, and
-- are only ever appended. An operation names the one before it of the same account and of the same batch, and the account and
-- the batch name their last one: they are found by walking back, without indexes whose pages each debit would write anew. So a
-- debit writes two pages that it hardly shares with others, the one of its account and the one of operation_key.

CREATE TABLE tenant (
  nr INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Who can be posted to: the 16 bytes of a card's account, numbered from 1 upwards, or the name of a system account,
-- numbered from -1 downwards. A terminal is the party that its merchant is settled by.
CREATE TABLE party (
  nr INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  name ANY NOT NULL
) STRICT;

CREATE UNIQUE INDEX party_name ON party (tenant, name);

CREATE TABLE account (
  nr INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  currency TEXT NOT NULL,
  state TEXT NOT NULL,
  product TEXT NOT NULL,
  debits_posted INTEGER NOT NULL,
  credits_posted INTEGER NOT NULL,
  debits_pending INTEGER NOT NULL,
  credits_pending INTEGER NOT NULL,
  pin_hash BLOB NOT NULL,
  pin_salt BLOB NOT NULL,
  pin_key INTEGER NOT NULL,
  pin_tries INTEGER NOT NULL,
  expires INTEGER,                -- NULL: never
  opened INTEGER NOT NULL,
  successor BLOB,                 -- NULL: itself
  code_version INTEGER NOT NULL,
  code_hint TEXT NOT NULL,
  version INTEGER NOT NULL,
  last INTEGER NOT NULL,          -- number of its last operation; 0: none
  latest INTEGER NOT NULL         -- the latest time of its operations
) STRICT;

-- What account says of an account's last operation, of those that have operations but no row there: a terminal's own, and cards
-- that nobody has issued.
CREATE TABLE unopened (
  nr INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  latest INTEGER NOT NULL
) STRICT;

-- The last operation of a terminal's batch.
CREATE TABLE batch (
  terminal INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (terminal, batch)
) STRICT, WITHOUT ROWID;

CREATE INDEX account_due ON account (tenant, expires)
  WHERE expires IS NOT NULL AND state NOT IN ('EXPIRED', 'REPLACED');

CREATE TABLE operation (
  number INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL,
  account INTEGER NOT NULL,
  key_hash INTEGER NOT NULL,      -- first 8 bytes of SHA-256 of tenant, 0, key
  key TEXT NOT NULL,
  fingerprint BLOB,               -- NULL: forgotten
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  terminal INTEGER,               -- NULL: an operator
  batch INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  original TEXT NOT NULL,
  other BLOB,                     -- NULL: the account itself
  operator TEXT NOT NULL,
  reason TEXT NOT NULL,
  done INTEGER NOT NULL,
  refusal TEXT NOT NULL,
  approved INTEGER NOT NULL,
  ledger INTEGER NOT NULL,
  held INTEGER NOT NULL,
  state TEXT NOT NULL,
  detail TEXT NOT NULL,
  hold_remaining INTEGER NOT NULL,
  hold_expires INTEGER,           -- NULL: never
  captured INTEGER NOT NULL,
  refunded INTEGER NOT NULL,
  reversed INTEGER NOT NULL,
  previous INTEGER NOT NULL,      -- the account's operation before; 0: none
  latest INTEGER,                 -- the latest time of the account's operations up to this one; NULL: at
  batch_previous INTEGER NOT NULL -- the batch's operation before; 0: none, or an operator
) STRICT;

CREATE INDEX operation_key ON operation (key_hash);

CREATE INDEX operation_hold ON operation (account) WHERE hold_remaining > 0;

CREATE INDEX operation_due ON operation (tenant, hold_expires) WHERE hold_remaining > 0;

CREATE TABLE posting (
  number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  party INTEGER NOT NULL,
  amount INTEGER NOT NULL,        -- below 0: debit
  PRIMARY KEY (number, line)
) STRICT, WITHOUT ROWID;

-- The chain after each batch.
CREATE TABLE seal (
  entries INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Only of books that came from another engine and whose chain does not follow the numbers: the order of their chain.
CREATE TABLE chain_order (
  position INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;

-- What was posted to system accounts up to an entry, so that their balances need not be summed up from the beginning.
CREATE TABLE system_balance (
  party INTEGER NOT NULL,
  currency TEXT NOT NULL,
  balance INTEGER NOT NULL,
  PRIMARY KEY (party, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  number INTEGER NOT NULL         -- one row: the last entry that is in system_balance
) STRICT;

INSERT INTO snapshot VALUES (0);
