-- What was decided about rows of several files at once is one step: it is taken back, and done again, as one.
-- depends: 0014_arrived_sets
ALTER TABLE tools.decision_act ADD COLUMN step bigint REFERENCES tools.decision_act;
COMMENT ON COLUMN tools.decision_act.step IS 'the first of the acts that were made at once; empty for one by itself';
CREATE INDEX decision_act_step ON tools.decision_act (step) WHERE step IS NOT NULL;
