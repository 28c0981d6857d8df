-- Rows that repair mended are on record beside those that were rejected.
ALTER TABLE tools.rejected_row DROP CONSTRAINT rejected_row_rule_check;
ALTER TABLE tools.rejected_row ADD CONSTRAINT rejected_row_rule_check
    CHECK (rule IN ('malformed_record', 'null_in_required', 'duplicate_key', 'bad_value', 'repaired'));
