-- The books of prepaid cards. All amounts are in minor units, all times in milliseconds since 1970-01-01T00:00Z.
-- On a shard, keyScope has the account too, and firstNumber is the start of the shard's own range. No index begins with
-- the tenant: a planner that has no statistics yet would take it for a good way to a single key.

CREATE TABLE solvo_account (
    account VARCHAR(32) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    card_state VARCHAR(16) NOT NULL,
    product VARCHAR(32) NOT NULL,
    debits_posted BIGINT NOT NULL CHECK (debits_posted >= 0),
    credits_posted BIGINT NOT NULL CHECK (credits_posted >= 0),
    debits_pending BIGINT NOT NULL CHECK (debits_pending >= 0),
    credits_pending BIGINT NOT NULL CHECK (credits_pending >= 0),
    pin_hash VARBINARY(32),
    pin_salt VARBINARY(32),
    pin_key_version INTEGER NOT NULL,
    pin_tries INTEGER NOT NULL,
    expires_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    successor VARCHAR(32) NOT NULL,
    code_version INTEGER NOT NULL,
    code_hint VARCHAR(4) NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    PRIMARY KEY (account, tenant),
    CHECK (credits_posted - debits_posted - debits_pending >= 0)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- other_account is NULL for the own account, fingerprint is NULL once the key is forgotten, sealed is set by the sealer.
CREATE TABLE solvo_operation (
    entry_number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account VARCHAR(32) NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    op_key VARCHAR(80) NOT NULL,
    fingerprint VARBINARY(32),
    op_kind VARCHAR(16) NOT NULL,
    decided_at BIGINT NOT NULL,
    terminal VARCHAR(32) NOT NULL,
    batch_number INTEGER NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount BIGINT NOT NULL,
    original_key VARCHAR(80) NOT NULL,
    other_account VARCHAR(32),
    operator_name VARCHAR(64) NOT NULL,
    reason_text VARCHAR(200) NOT NULL,
    done SMALLINT NOT NULL,
    refusal VARCHAR(64) NOT NULL,
    approved BIGINT NOT NULL,
    ledger_after BIGINT NOT NULL,
    held_after BIGINT NOT NULL,
    state_after VARCHAR(16) NOT NULL,
    detail VARCHAR(1000) NOT NULL,
    hold_remaining BIGINT NOT NULL CHECK (hold_remaining >= 0),
    hold_expires BIGINT NOT NULL,
    captured BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    reversed SMALLINT NOT NULL,
    sealed SMALLINT NOT NULL,
    CONSTRAINT solvo_operation_key UNIQUE (${keyScope})
) AUTO_INCREMENT = ${firstNumber} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX solvo_operation_account ON solvo_operation (account, decided_at);
CREATE INDEX solvo_operation_unsealed ON solvo_operation (sealed, entry_number);

-- Credits are positive, debits negative. ledger_account is 'card' for the own account, else a system account.
CREATE TABLE solvo_posting (
    entry_number BIGINT NOT NULL,
    line_number SMALLINT NOT NULL,
    account VARCHAR(32) NOT NULL,
    ledger_account VARCHAR(48) NOT NULL,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (entry_number, line_number)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Operations that hold something.
CREATE TABLE solvo_hold (
    account VARCHAR(32) NOT NULL,
    entry_number BIGINT NOT NULL,
    tenant VARCHAR(32) NOT NULL,
    hold_expires BIGINT NOT NULL,
    PRIMARY KEY (account, entry_number)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX solvo_hold_due ON solvo_hold (hold_expires, entry_number, tenant);

-- The hash chain, a row for each batch of the sealer: which entries in which order, and the last link.
CREATE TABLE solvo_seal (
    seal_number BIGINT NOT NULL PRIMARY KEY,
    entries BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    link VARBINARY(32) NOT NULL,
    numbers TEXT NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Balances of system accounts over all that is sealed.
CREATE TABLE solvo_balance (
    tenant VARCHAR(32) NOT NULL,
    ledger_account VARCHAR(48) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    balance BIGINT NOT NULL,
    PRIMARY KEY (tenant, ledger_account, currency)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
