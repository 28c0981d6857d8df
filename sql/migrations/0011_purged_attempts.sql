-- What the figures need of purged attempts stays known: which files had failed ones, which batches have lost theirs.
-- depends: 0010_refused_drift
ALTER TABLE tools.file_audit_log ADD COLUMN had_failures boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN tools.file_audit_log.had_failures IS 'written when the attempts of the file are purged: one of them had failed';
ALTER TABLE tools.batch ADD COLUMN attempts_purged boolean NOT NULL DEFAULT false;
CREATE INDEX batch_purged ON tools.batch (client_id, ended_at) WHERE attempts_purged;
UPDATE tools.batch b SET attempts_purged = true FROM tools.purge_log p
WHERE p.client_id = b.client_id AND p.class = 'log' AND b.batch_id = ANY (p.batches);
