-- What an operator decided about rejected rows. Acts are only ever added: undo and redo are acts of their own.
-- depends: 0002_repaired_rows
CREATE TABLE tools.decision_act (
    act_id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id           integer NOT NULL,
    batch_id            text NOT NULL,
    physical_file_name  text NOT NULL,
    file_hash           text NOT NULL,
    kind                text NOT NULL CHECK (kind IN ('edit', 'fill', 'replace', 'restore', 'import', 'quarantine', 'accept', 'undo', 'redo')),
    target_act          bigint REFERENCES tools.decision_act,
    selection           jsonb NOT NULL DEFAULT '{}',
    rows                bigint NOT NULL DEFAULT 0 CHECK (rows >= 0),
    reason              text NOT NULL DEFAULT '',
    made_at             timestamptz NOT NULL DEFAULT clock_timestamp(),
    who                 text NOT NULL,
    host                text NOT NULL,
    FOREIGN KEY (client_id, batch_id, physical_file_name) REFERENCES tools.file_audit_log,
    CHECK ((kind IN ('undo', 'redo')) = (target_act IS NOT NULL)),
    CHECK (kind <> 'accept' OR reason <> '')
);
COMMENT ON COLUMN tools.decision_act.file_hash IS 'the content it was decided on: of another content nothing is known';
COMMENT ON COLUMN tools.decision_act.selection IS 'what was asked for: the group or the lines, the value, what was searched';
CREATE INDEX decision_act_file ON tools.decision_act (client_id, batch_id, physical_file_name, act_id);
CREATE INDEX decision_act_target ON tools.decision_act (target_act, act_id) WHERE target_act IS NOT NULL;

CREATE TABLE tools.row_decision (
    act_id        bigint NOT NULL REFERENCES tools.decision_act,
    source_line   bigint NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('cell', 'record', 'quarantine', 'accept')),
    column_name   text,
    rule          text,
    original      text,
    before        text,
    after         text,
    CHECK ((kind IN ('cell', 'record')) = (rule IS NULL AND column_name IS NOT NULL) OR kind IN ('quarantine', 'accept')),
    CHECK (kind <> 'accept' OR rule IS NOT NULL)
);
COMMENT ON COLUMN tools.row_decision.kind IS 'cell: one value of a record; record: one of all values of a malformed record';
COMMENT ON COLUMN tools.row_decision.original IS 'the value in the file, as text; the edit applies where it still stands';
COMMENT ON COLUMN tools.row_decision.before IS 'the value as the operator saw it: the file''s, or that of an earlier edit';
CREATE INDEX row_decision_act ON tools.row_decision (act_id, source_line);
CREATE INDEX row_decision_line ON tools.row_decision (source_line, act_id);

ALTER TABLE tools.file_audit_log ADD COLUMN decisions_applied bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN tools.file_audit_log.decisions_applied IS 'the last act that validate_row has taken into account';

ALTER TABLE tools.rejected_row DROP CONSTRAINT rejected_row_rule_check;
ALTER TABLE tools.rejected_row ADD CONSTRAINT rejected_row_rule_check
    CHECK (rule IN ('malformed_record', 'null_in_required', 'duplicate_key', 'bad_value', 'repaired', 'set_aside'));
ALTER TABLE tools.rejected_row ADD COLUMN shape text GENERATED ALWAYS AS (
    CASE WHEN rule = 'bad_value'
         THEN regexp_replace(regexp_replace(regexp_replace(left(coalesce(value, ''), 60), '[0-9]', '9', 'g'),
                                            '[[:alpha:]]+', 'a', 'g'), '\s+', ' ', 'g')
         WHEN rule IN ('malformed_record', 'repaired')
         THEN left(regexp_replace(regexp_replace(message, '“[^”]*”', '“…”', 'g'), '[0-9]+', '#', 'g'), 120)
         ELSE '' END) STORED;
COMMENT ON COLUMN tools.rejected_row.shape IS 'what rows of one reason have in common: the form of the value, else of the message';
CREATE INDEX rejected_row_group ON tools.rejected_row
    (client_id, batch_id, physical_file_name, rule, column_name, shape, reject_id);
