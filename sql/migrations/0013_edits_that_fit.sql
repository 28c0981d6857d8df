-- Whether a value that was given fits its target: an edit that does not is no answer to the row's fault.
-- depends: 0012_partitions
ALTER TABLE tools.row_decision ADD COLUMN fits boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN tools.row_decision.fits IS 'false: when it was given, the value was none of the target''s type';
CREATE INDEX row_decision_unfit ON tools.row_decision (source_line, act_id) WHERE NOT fits;
ALTER TABLE tools.decision_act ADD COLUMN lines bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN tools.decision_act.lines IS 'how many lines of the file its rows are about';
UPDATE tools.decision_act a SET lines = (
    SELECT count(DISTINCT source_line) FROM tools.row_decision d WHERE d.act_id = a.act_id) WHERE rows > 0;
