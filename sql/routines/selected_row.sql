-- The rejected rows of a file that are asked for: of one reason (rule, column and shape), of some lines, with a text in one of
-- their values as the file has them, whatever its case; NULL for what is not asked for.
CREATE OR REPLACE FUNCTION tools.selected_row(of_client integer, of_batch text, of_file text, of_rule text, of_column text,
    of_shape text, of_lines bigint[], with_text text)
RETURNS SETOF tools.rejected_row LANGUAGE sql STABLE AS $$
SELECT r.* FROM tools.rejected_row r
WHERE r.client_id = of_client AND r.batch_id = of_batch AND r.physical_file_name = of_file
  AND (of_rule IS NULL OR r.rule = of_rule AND r.column_name IS NOT DISTINCT FROM of_column
       AND (of_shape IS NULL OR r.shape = of_shape))
  AND (of_lines IS NULL OR r.source_line = ANY (of_lines))
  AND (with_text IS NULL OR strpos(lower(r.raw), lower(with_text)) > 0 OR EXISTS (
       SELECT 1 FROM jsonb_each_text(r.record) v WHERE strpos(lower(v.value), lower(with_text)) > 0))
$$;
