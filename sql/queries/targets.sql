-- name: columns
-- Columns of a table in order, with PostgreSQL's own name of each type.
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS data_type, a.attnotnull AS not_null,
       (a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '') AS has_default
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relname = %(table)s AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attnum;

-- name: loaded
-- The audit rows of a load, in the transaction of the load.
UPDATE tools.file_audit_log SET load_status = 'SUCCESS', loaded_rows = f.loaded, rows_in_bronze = true
FROM unnest(%(names)s::text[], %(rows)s::bigint[]) AS f (name, loaded)
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND physical_file_name = f.name;

-- name: routines
-- Procedures and functions of a name, with every argument's name, mode and type.
SELECT p.oid, n.nspname AS schema, p.proname AS name, p.prokind::text AS kind, p.pronargdefaults AS defaults,
       coalesce(p.proargnames, '{}') AS names,
       coalesce(p.proargmodes::text[], array_fill('i'::text, ARRAY[p.pronargs::int])) AS modes,
       ARRAY(SELECT format_type(t, NULL) FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) AS t) AS types,
       p.proretset AS returns_set, format_type(p.prorettype, NULL) AS returns
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = %(schema)s AND p.proname = %(name)s AND p.prokind IN ('p', 'f')
ORDER BY p.oid;

-- name: view
-- A materialized view, and whether it can be refreshed while it is read.
SELECT c.relispopulated AS is_populated,
       EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
               AND i.indpred IS NULL AND NOT (0 = ANY (i.indkey::int2[]))) AS has_unique
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relname = %(name)s AND c.relkind = 'm';

-- name: may_have_rows
-- Whether rows of a batch (of some files of it where by_file) can be in bronze: false only where each load of ours is known.
SELECT coalesce(bool_or(rows_in_bronze IS DISTINCT FROM false), true) AS may_have_rows FROM tools.file_audit_log
WHERE client_id = %(client_id)s AND batch_id = %(batch_id)s AND (physical_file_name = ANY(%(names)s) OR NOT %(by_file)s);

-- name: batch_index
-- The best index to find the rows of a batch by, and how large the table is, in bytes.
SELECT pg_relation_size(c.oid) AS size,
       (SELECT format('%%I.%%I', n.nspname, i.relname) || CASE am.amname WHEN 'brin' THEN ' brin' ELSE '' END
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am am ON am.oid = i.relam
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
        WHERE x.indrelid = c.oid AND x.indisvalid AND x.indpred IS NULL AND a.attname = 'dwh_batch_id'
        ORDER BY am.amname = 'brin' LIMIT 1) AS found
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relname = %(table)s;

-- name: by_index
-- Whatever the statistics say of a table that has just grown: where there is an index, rows are found by it.
SET LOCAL enable_seqscan = off;
