-- The rejected rows of a file that the acts which stand answer: the newest decision about the line sets it aside; or the column
-- at fault was given a value that no run has checked yet, or is accepted as it stands; or a malformed record was made whole.
-- A line with a value that does not fit is not answered otherwise than by being set aside.
CREATE OR REPLACE FUNCTION tools.decided_row(of_client integer, of_batch text, of_file text, acts bigint[])
RETURNS SETOF tools.rejected_row LANGUAGE sql STABLE AS $$
SELECT r.* FROM tools.rejected_row r
WHERE r.client_id = of_client AND r.batch_id = of_batch AND r.physical_file_name = of_file
  AND EXISTS (
      SELECT 1 FROM tools.row_decision d
      WHERE d.act_id = ANY (acts) AND d.source_line = r.source_line
        AND (d.kind = 'record' AND r.rule = 'malformed_record'
             OR d.kind IN ('cell', 'record') AND d.column_name = r.column_name AND d.act_id > (
                 SELECT f.decisions_applied FROM tools.file_audit_log f
                 WHERE f.client_id = of_client AND f.batch_id = of_batch AND f.physical_file_name = of_file)
             OR d.kind = 'accept' AND d.column_name IS NOT DISTINCT FROM r.column_name AND d.rule = r.rule AND NOT EXISTS (
                 SELECT 1 FROM tools.row_decision n
                 WHERE n.act_id = ANY (acts) AND n.source_line = d.source_line AND n.act_id > d.act_id
                   AND n.column_name = d.column_name AND n.kind IN ('cell', 'record'))
             OR d.kind = 'quarantine' AND NOT EXISTS (
                 SELECT 1 FROM tools.row_decision n
                 WHERE n.act_id = ANY (acts) AND n.source_line = d.source_line AND n.act_id > d.act_id)))
  AND NOT EXISTS (
      SELECT 1 FROM tools.row_decision d
      WHERE d.act_id = ANY (acts) AND d.source_line = r.source_line AND NOT d.fits
        AND NOT EXISTS (SELECT 1 FROM tools.row_decision n
                        WHERE n.act_id = ANY (acts) AND n.source_line = d.source_line AND n.act_id > d.act_id
                          AND n.column_name = d.column_name AND n.kind <> 'quarantine')
        AND (SELECT n.kind FROM tools.row_decision n WHERE n.act_id = ANY (acts) AND n.source_line = d.source_line
             ORDER BY n.act_id DESC LIMIT 1) <> 'quarantine')
$$;
