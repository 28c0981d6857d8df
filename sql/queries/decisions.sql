-- name: last_act
-- The newest act about the present content of a file.
SELECT coalesce(max(a.act_id), 0) AS act_id
FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s;

-- name: standing_cells
-- The values that stand, by line and column.
SELECT DISTINCT ON (d.source_line, d.column_name) d.source_line, d.column_name, d.kind, d.original, d.after
FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND d.kind IN ('cell', 'record')
ORDER BY d.source_line, d.column_name, d.act_id DESC;

-- name: standing_quarantine
-- Lines whose newest decision is to set them aside.
SELECT DISTINCT ON (d.source_line) d.source_line, d.kind, a.who, a.reason
FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
ORDER BY d.source_line, d.act_id DESC;

-- name: standing_accepted
-- Findings that were accepted.
SELECT DISTINCT ON (d.source_line, d.column_name, d.rule) d.source_line, d.column_name, d.rule, d.before, a.who, a.reason
FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s AND d.kind = 'accept'
ORDER BY d.source_line, d.column_name, d.rule, d.act_id DESC;

-- name: unread_at
-- Records that convert could not read and that begin in some lines.
SELECT count(*) AS n FROM tools.rejected_row
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND stage = 'convert' AND disposition = 'rejected' AND source_line = ANY (%(lines)s);

-- name: applied
-- Up to which act validate_row has gone.
UPDATE tools.file_audit_log SET decisions_applied = %(last_act)s
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s;

-- name: pending
-- Files with the lines of acts that stand now and did not when validate_row looked last, or the other way round; of many a
-- line in two acts counts twice. A value that does not fit answers nothing.
SELECT * FROM (SELECT physical_file_name, CASE WHEN n > 10000 THEN n ELSE (
    SELECT count(DISTINCT d.source_line) FROM tools.row_decision d WHERE d.act_id = ANY (acts) AND d.fits) END AS n
FROM (SELECT physical_file_name, sum(lines)::bigint AS n, array_agg(act_id) AS acts FROM (
    SELECT f.physical_file_name, a.act_id, a.lines, s.act_id IS NOT NULL AS stands, a.act_id <= f.decisions_applied AND coalesce(
        (SELECT u.kind = 'redo' FROM tools.decision_act u
         WHERE u.target_act = a.act_id AND u.act_id <= f.decisions_applied ORDER BY u.act_id DESC LIMIT 1), true) AS stood
    FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
    LEFT JOIN tools.standing_act s ON s.act_id = a.act_id
    WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s AND a.kind NOT IN ('undo', 'redo')) acts
WHERE stands <> stood GROUP BY physical_file_name) files) counted WHERE n > 0;

-- name: add_act
-- One act; its file's content at this moment is what it is about.
INSERT INTO tools.decision_act (client_id, batch_id, physical_file_name, file_hash, kind, target_act, step, selection, reason, who, host)
SELECT client_id, batch_id, physical_file_name, file_hash, %(kind)s, %(target)s, %(step)s, %(asked)s, %(reason)s, %(who)s, %(host)s
FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
RETURNING act_id;

-- name: count_act
-- How many rows an act has, and how many lines they are about.
UPDATE tools.decision_act SET rows = %(rows)s, lines = (
    SELECT count(DISTINCT source_line) FROM tools.row_decision WHERE act_id = %(act)s)
WHERE act_id = %(act)s;

-- name: look_at_rows
-- After many rows at once the planner must know of them.
ANALYZE tools.row_decision;

-- name: given_values
-- The values that an act gave, each once.
SELECT DISTINCT column_name, coalesce(after, '') AS after FROM tools.row_decision
WHERE act_id = %(act)s AND kind IN ('cell', 'record') ORDER BY column_name;

-- name: do_not_fit
-- Values of a column that an act gave and that do not fit.
UPDATE tools.row_decision SET fits = false
WHERE act_id = %(act)s AND column_name = %(column)s AND coalesce(after, '') = ANY (%(values)s);

-- name: drop_act
-- An act that changes nothing is not kept.
DELETE FROM tools.decision_act WHERE act_id = %(act)s;

-- name: change_cells
-- One value in every row of a selection: filled, or with a part replaced; rows that would not change are left out.
WITH known AS (
    SELECT DISTINCT ON (d.source_line) d.source_line, d.kind, d.original
    FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
    JOIN tools.row_decision d USING (act_id)
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
      AND d.column_name = %(column)s AND d.kind IN ('cell', 'record')
    ORDER BY d.source_line, d.act_id
), standing AS (
    SELECT DISTINCT ON (d.source_line) d.source_line, d.after
    FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
      AND d.column_name = %(column)s AND d.kind IN ('cell', 'record')
    ORDER BY d.source_line, d.act_id DESC
), chosen AS (
    SELECT DISTINCT ON (source_line) source_line, record ->> %(column)s AS value
    FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s)
    WHERE rule <> 'malformed_record'
    ORDER BY source_line, reject_id
), now AS (
    SELECT c.source_line, coalesce(k.kind, 'cell') AS kind,
           CASE WHEN k.source_line IS NULL THEN c.value ELSE k.original END AS original,
           CASE WHEN s.source_line IS NOT NULL THEN s.after WHEN k.source_line IS NOT NULL THEN k.original
                ELSE c.value END AS before
    FROM chosen c LEFT JOIN known k USING (source_line) LEFT JOIN standing s USING (source_line)
), made AS (
    SELECT *, CASE WHEN %(find)s::text IS NULL THEN %(value)s::text
                   WHEN %(pattern)s THEN regexp_replace(before, %(find)s, %(value)s, 'g')
                   ELSE replace(before, %(find)s, %(value)s) END AS after FROM now
)
INSERT INTO tools.row_decision (act_id, source_line, kind, column_name, original, before, after, fits)
SELECT %(act)s, source_line, kind, %(column)s, original, before, after, %(fits)s FROM made
WHERE coalesce(after, '') <> coalesce(before, '');

-- name: decide_rows
-- Quarantine or accept every row of a selection; what is accepted is the value as it stands now.
WITH standing AS (
    SELECT DISTINCT ON (d.source_line, d.column_name) d.source_line, d.column_name, true AS is_given, d.after
    FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
    WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s AND a.physical_file_name = %(physical)s
      AND d.kind IN ('cell', 'record')
    ORDER BY d.source_line, d.column_name, d.act_id DESC
)
INSERT INTO tools.row_decision (act_id, source_line, kind, column_name, rule, original, before)
SELECT DISTINCT %(act)s::bigint, source_line, %(kind)s, column_name,
       CASE WHEN %(kind)s = 'accept' THEN rule END, value, CASE WHEN is_given THEN after ELSE value END
FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s) LEFT JOIN standing USING (source_line, column_name)
WHERE %(kind)s = 'quarantine' OR rule IN ('null_in_required', 'bad_value', 'duplicate_key');

-- name: record_at
-- A rejected record as it was kept, and whether it could not be read.
SELECT rule = 'malformed_record' AS is_malformed, record, raw FROM tools.rejected_row
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND source_line = %(line)s ORDER BY rule = 'malformed_record' DESC, reject_id LIMIT 1;

-- name: cell_at
-- What was decided about one cell: its value in the file, its kind, and the value that stands.
SELECT d.original, d.kind,
       (SELECT array_agg(x.after ORDER BY x.act_id DESC) FROM tools.standing_act s JOIN tools.row_decision x USING (act_id)
        WHERE s.client_id = %(client_id)s AND s.batch_id = %(batch_id)s AND s.physical_file_name = %(physical)s
          AND x.source_line = %(line)s AND x.column_name = %(column)s AND x.kind IN ('cell', 'record')) AS standing
FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
JOIN tools.row_decision d USING (act_id)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND d.source_line = %(line)s AND d.column_name = %(column)s AND d.kind IN ('cell', 'record')
ORDER BY d.act_id LIMIT 1;

-- name: add_cell
-- One changed value.
INSERT INTO tools.row_decision (act_id, source_line, kind, column_name, original, before, after)
VALUES (%(act)s, %(line)s, %(kind)s, %(column)s, %(original)s, %(before)s, %(after)s);

-- name: one_by_one
-- Two who decide about one batch at the same time do so one after the other.
SELECT pg_advisory_xact_lock(hashtextextended(%(batch_id)s, %(client_id)s));

-- name: of_others
-- The newest act about a batch of anybody else, or from another host; its rows are those of all that was decided at once with
-- it, of an undo those that it takes back.
SELECT a.act_id, a.who, a.kind, (
    SELECT sum(x.rows)::bigint FROM tools.decision_act x
    WHERE x.act_id = coalesce(t.step, t.act_id, a.step, a.act_id) OR x.step = coalesce(t.step, t.act_id, a.step, a.act_id)) AS rows
FROM tools.decision_act a LEFT JOIN tools.decision_act t ON t.act_id = a.target_act
WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s AND (a.who, a.host) <> (%(who)s, %(host)s)
ORDER BY a.act_id DESC LIMIT 1;

-- name: met
-- What anybody else decided about lines of a selection in acts since ``seen``: who, how many lines and the first of them.
SELECT string_agg(DISTINCT a.who, ', ') AS who, min(d.source_line) AS line, count(DISTINCT d.source_line) AS lines
FROM tools.decision_act a JOIN tools.row_decision d ON d.act_id = coalesce(a.target_act, a.act_id)
WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s AND a.physical_file_name = %(physical)s
  AND a.act_id > %(seen)s AND (a.who, a.host) <> (%(who)s, %(host)s) AND d.source_line IN (
    SELECT source_line FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s))
HAVING count(*) > 0;

-- name: to_undo
-- The newest standing act of a person.
SELECT act_id, kind, physical_file_name, rows, step FROM tools.standing_act
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND (%(physical)s::text IS NULL OR physical_file_name = %(physical)s)
  AND who = %(who)s AND (%(act)s::bigint IS NULL OR act_id = %(act)s)
ORDER BY act_id DESC LIMIT 1;

-- name: to_redo
-- The act whose undo is the newest thing a person did; a new act since then ends what can be redone.
SELECT a.act_id, a.kind, a.physical_file_name, a.rows, a.step
FROM tools.decision_act u JOIN tools.decision_act a ON a.act_id = u.target_act
JOIN tools.file_audit_log f ON f.client_id = a.client_id AND f.batch_id = a.batch_id
 AND f.physical_file_name = a.physical_file_name AND f.file_hash = a.file_hash
WHERE u.client_id = %(client_id)s AND u.batch_id = %(batch_id)s AND u.kind = 'undo' AND u.who = %(who)s
  AND (%(physical)s::text IS NULL OR u.physical_file_name = %(physical)s)
  AND (%(act)s::bigint IS NULL OR a.act_id = %(act)s)
  AND NOT EXISTS (SELECT 1 FROM tools.decision_act n WHERE n.target_act = a.act_id AND n.act_id > u.act_id)
  AND (%(act)s::bigint IS NOT NULL OR NOT EXISTS (
       SELECT 1 FROM tools.decision_act n WHERE n.client_id = u.client_id AND n.batch_id = u.batch_id AND n.who = u.who
         AND (%(physical)s::text IS NULL OR n.physical_file_name = %(physical)s)
         AND n.act_id > u.act_id AND n.kind NOT IN ('undo', 'redo')))
ORDER BY a.act_id, u.act_id DESC LIMIT 1;

-- name: of_step
-- The other acts that were made at once with one, of files as they were then: those that stand, or those that do not.
SELECT a.act_id, a.physical_file_name, a.rows
FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
LEFT JOIN tools.standing_act s USING (act_id)
WHERE (a.step = %(step)s OR a.act_id = %(step)s) AND a.act_id <> %(act)s AND (s.act_id IS NOT NULL) = %(stands)s
ORDER BY a.act_id;

-- name: acts
-- The acts of a batch, newest first.
SELECT a.*, s.act_id IS NOT NULL AS stands
FROM tools.decision_act a LEFT JOIN tools.standing_act s USING (act_id)
WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s
  AND (%(physical)s::text IS NULL OR a.physical_file_name = %(physical)s)
ORDER BY a.act_id DESC LIMIT %(limit)s;

-- name: cells
-- Everything decided about some lines, oldest first.
SELECT d.*, a.who, a.host, a.made_at, a.reason, a.kind AS act_kind, s.act_id IS NOT NULL AS stands,
       d.act_id > f.decisions_applied AS is_new
FROM tools.decision_act a JOIN tools.file_audit_log f USING (client_id, batch_id, physical_file_name, file_hash)
JOIN tools.row_decision d USING (act_id) LEFT JOIN tools.standing_act s USING (act_id)
WHERE a.client_id = %(client_id)s AND a.batch_id = %(batch_id)s AND a.physical_file_name = %(physical)s
  AND d.source_line = ANY (%(lines)s)
ORDER BY d.act_id;

-- name: groups
-- Rejected rows by reason, in index order.
SELECT physical_file_name, rule, column_name, shape, disposition, count(*) AS n, min(reject_id) AS first
FROM tools.rejected_row
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s
  AND (%(physical)s::text IS NULL OR physical_file_name = %(physical)s)
GROUP BY physical_file_name, rule, column_name, shape, disposition ORDER BY n DESC, physical_file_name, rule LIMIT 2000;

-- name: standing_acts
-- The acts that stand, by file: named one by one the planner knows how many rows they have.
SELECT physical_file_name, array_agg(act_id) AS acts FROM tools.standing_act
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s
  AND (%(physical)s::text IS NULL OR physical_file_name = %(physical)s)
GROUP BY physical_file_name;

-- name: decided_groups
-- How many rows of each reason in one file are decided about.
SELECT physical_file_name, rule, column_name, shape, disposition, count(*) AS decided
FROM tools.decided_row(%(client_id)s, %(batch_id)s, %(physical)s, %(acts)s)
GROUP BY physical_file_name, rule, column_name, shape, disposition;

-- name: messages
-- One message of each group, by the rejects they begin with.
SELECT reject_id, message FROM tools.rejected_row WHERE reject_id = ANY (%(ids)s);

-- name: page
-- Rejected rows of a selection, a page by key.
SELECT * FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s)
WHERE reject_id > %(after)s
ORDER BY reject_id LIMIT %(limit)s;

-- name: anchors
-- Where the pages of a selection begin.
SELECT reject_id FROM (
    SELECT reject_id, row_number() OVER (ORDER BY reject_id) AS n
    FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s)) numbered
WHERE n %% %(step)s = 0 ORDER BY reject_id;

-- name: ordered
-- The rows of a selection by what stands in one column: numbers as numbers, then text whatever its case, then what is
-- empty, each as one array.
WITH standing AS (
    SELECT DISTINCT ON (d.source_line) d.source_line, d.after
    FROM tools.standing_act a JOIN tools.row_decision d USING (act_id)
    WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
      AND d.column_name = %(column)s AND d.kind IN ('cell', 'record')
    ORDER BY d.source_line, d.act_id DESC
), shown AS (
    SELECT reject_id, CASE WHEN s.source_line IS NULL THEN record ->> %(column)s ELSE s.after END AS value
    FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s) LEFT JOIN standing s USING (source_line)
), told AS (
    SELECT reject_id, lower(value) COLLATE "C" AS word,
           CASE WHEN value ~ '^-?[0-9]{1,30}(\.[0-9]{1,30})?$' THEN value::numeric END AS number FROM shown
)
SELECT CASE WHEN number IS NOT NULL THEN 0 WHEN word <> '' THEN 1 ELSE 2 END AS kind,
       array_agg(reject_id ORDER BY number, word, reject_id) AS ids FROM told GROUP BY 1 ORDER BY 1;

-- name: ordered_by_decided
-- The rows of a selection, those that are decided about last, as one array.
SELECT 0 AS kind, array_agg(reject_id ORDER BY d.reject_id IS NOT NULL, reject_id) AS ids
FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s) r
LEFT JOIN (SELECT reject_id FROM tools.decided_row(%(client_id)s, %(batch_id)s, %(physical)s, %(acts)s)) d USING (reject_id)
HAVING count(*) > 0;

-- name: ids
-- The rows of a selection in the order of the file, as one array.
SELECT 0 AS kind, array_agg(reject_id ORDER BY reject_id) AS ids FROM tools.selected_row(%(client_id)s, %(batch_id)s, %(physical)s, %(rule)s, %(of_column)s, %(shape)s, %(lines)s, %(text)s) HAVING count(*) > 0;

-- name: by_id
-- Rejected rows of one file by their ids.
SELECT * FROM tools.rejected_row
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = %(physical)s
  AND reject_id = ANY (%(ids)s);
