-- A change can be refused: the file was wrong and is delivered again; nothing is agreed on by that.
-- depends: 0009_drift
ALTER TABLE tools.schema_drift DROP CONSTRAINT schema_drift_decision_check;
ALTER TABLE tools.schema_drift ADD CONSTRAINT schema_drift_decision_check CHECK (decision IN ('map', 'ignore', 'rename', 'drop', 'accept', 'refuse'));
