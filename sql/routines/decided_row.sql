-- The rejected rows of a file that the acts which stand answer: the faulty value was given anew, or the row was set aside
-- or accepted. A row with a value that does not fit is not answered.
CREATE OR REPLACE FUNCTION tools.decided_row(of_client integer, of_batch text, of_file text, acts bigint[])
RETURNS SETOF tools.rejected_row LANGUAGE sql STABLE AS $$
SELECT r.* FROM tools.rejected_row r
WHERE client_id = of_client AND batch_id = of_batch AND physical_file_name = of_file
  AND EXISTS (SELECT 1 FROM tools.row_decision d WHERE d.act_id = ANY (acts) AND d.source_line = r.source_line
              AND (d.kind IN ('quarantine', 'record') OR d.kind = 'accept' AND d.rule = r.rule
                   OR d.kind = 'cell' AND (d.column_name = r.column_name OR r.rule = 'duplicate_key')))
  AND NOT EXISTS (SELECT 1 FROM tools.row_decision d WHERE d.act_id = ANY (acts) AND d.source_line = r.source_line
                  AND NOT d.fits AND NOT EXISTS (
                      SELECT 1 FROM tools.row_decision n
                      WHERE n.act_id = ANY (acts) AND n.source_line = d.source_line AND n.act_id > d.act_id
                        AND (n.kind = 'quarantine' OR n.column_name = d.column_name)))
$$;
