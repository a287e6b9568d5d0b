-- What a terminal's batch comes to, and which cards expire, without reading everything. No index begins with the tenant: a
-- planner that has no statistics yet would take it for a good way to a single key.

CREATE INDEX solvo_operation_batch ON solvo_operation (terminal, batch_number, tenant, entry_number);
CREATE INDEX solvo_account_due ON solvo_account (expires_at, tenant);
