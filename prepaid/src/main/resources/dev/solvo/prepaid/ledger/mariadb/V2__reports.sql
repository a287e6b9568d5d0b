-- What a terminal's batch comes to, and which cards expire, without reading everything.

CREATE INDEX solvo_operation_batch ON solvo_operation (tenant, terminal, batch_number, entry_number);
CREATE INDEX solvo_account_due ON solvo_account (tenant, expires_at);
