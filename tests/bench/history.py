"""Years of a site's past, made in the log tables: batches, files, attempts and findings in the shapes the engine writes."""

from __future__ import annotations

import psycopg

CLIENT = "past"
_FILES = 20
_STAGES = ("convert", "validate_mapping", "validate_row", "load_to_bronze")


def make(dsn: str, log_rows: int) -> int:
    """Make about ``log_rows`` rows of job_execution_log for a client ``past``, spread over three years until now, every
    fortieth file failed; returns the number of batches. Needs a migrated database without that client."""
    per_batch = _FILES * len(_STAGES) + 20
    batches = max(1, log_rows // per_batch)
    with psycopg.connect(dsn, autocommit=True) as c:
        c.execute("SET synchronous_commit = off")
        row = c.execute(
            "INSERT INTO tools.client_reference (client_schema, client_name, last_batch_id) VALUES (%s, 'Past', %s)"
            " RETURNING client_id", (CLIENT, f"BATCH{batches:06}"),
        ).fetchone()  # fmt: skip
        assert row is not None
        client = row[0]
        c.execute(
            "INSERT INTO tools.client_config SELECT %s, 'file_' || n, 'src', 'csv', 'file_' || n || '*.csv', 'bronze_past',"
            " 'file_' || n FROM generate_series(1, %s) n", (client, _FILES),
        )  # fmt: skip
        c.execute(
            "INSERT INTO tools.mv_refresh_config SELECT %s, 'mv_' || n, n FROM generate_series(1, 5) n", (client,)
        )
        c.execute(
            """INSERT INTO tools.batch (client_id, batch_id, mode, status, manifest, folder, created_at, started_at, ended_at,
                   who, host, pid)
               SELECT %(c)s, 'BATCH' || to_char(b, 'FM000000'), 'start', CASE WHEN b %% 40 = 0 THEN 'FAILED' ELSE 'SUCCESS' END,
                   '{}', 'success', t, t, t + interval '9 minutes', 'budi', 'etl-01', 1
               FROM generate_series(1, %(n)s) b, LATERAL (SELECT now() - interval '3 years' * (1 - b::float8 / %(n)s) AS t) x""",
            {"c": client, "n": batches},
        )
        c.execute(
            """INSERT INTO tools.file_audit_log (client_id, batch_id, physical_file_name, logical_source_file, source_system,
                   original_file_name, file_size, file_hash, convert_status, mapping_validation_status,
                   row_validation_status, load_status, status, total_rows, loaded_rows, skipped_rows, who, host, started_at,
                   ended_at)
               SELECT client_id, batch_id, 'file_' || f || '_' || batch_id || '.csv', 'file_' || f, 'src',
                   'file_' || f || '.csv',
                   1000, repeat('0', 64), 'SUCCESS', 'SUCCESS', CASE WHEN bad THEN 'FAILED' ELSE 'SUCCESS' END,
                   CASE WHEN bad THEN 'PENDING' ELSE 'SUCCESS' END, CASE WHEN bad THEN 'FAILED' ELSE 'SUCCESS' END, 1000,
                   CASE WHEN bad THEN 0 ELSE 1000 END, CASE WHEN bad THEN 1000 ELSE 0 END, who, host, started_at, ended_at
               FROM tools.batch, generate_series(1, %(f)s) f, LATERAL (SELECT status = 'FAILED' AND f = 1 AS bad) x
               WHERE client_id = %(c)s""",
            {"c": client, "f": _FILES},
        )
        c.execute(
            """INSERT INTO tools.job_execution_log (client_id, batch_id, run_number, job_name, subject, attempt, status, rows,
                   started_at, ended_at, who, host, error, code)
               SELECT client_id, batch_id, 1, s.stage, physical_file_name, 1,
                   CASE WHEN bad THEN 'FAILED' ELSE 'SUCCESS' END, 1000,
                   t, t + interval '1 second' * (0.2 + random() * s.place), who, host,
                   CASE WHEN bad THEN '3 × bad_value in amount (numeric) of ' || physical_file_name END,
                   CASE WHEN bad THEN 'bad_value' END
               FROM tools.file_audit_log,
                   unnest(%(s)s::text[]) WITH ORDINALITY AS s (stage, place),
                   LATERAL (SELECT started_at + interval '20 seconds' * s.place AS t,
                                   status = 'FAILED' AND s.stage = 'validate_row' AS bad) x
               WHERE client_id = %(c)s""",
            {"c": client, "s": list(_STAGES)},
        )
        c.execute(
            """INSERT INTO tools.job_execution_log (client_id, batch_id, run_number, job_name, subject, attempt, status, rows,
                   started_at, ended_at, who, host)
               SELECT client_id, batch_id, 1,
                   CASE WHEN n = 20 THEN 'batch' WHEN n < 10 THEN 'transform' WHEN n < 15 THEN 'integrate'
                   ELSE 'refresh_mv' END, CASE WHEN n < 20 THEN 'step_' || n END, 1, 'SUCCESS', 10,
                   started_at + interval '4 minutes', started_at + interval '4 minutes 3 seconds', who, host
               FROM tools.batch, generate_series(1, 20) n WHERE client_id = %(c)s""",
            {"c": client},
        )
        c.execute(
            """INSERT INTO tools.mv_refresh_log (job_id, client_id, batch_id, refresh_name, attempt, status, rows, started_at,
                   ended_at, who, host)
               SELECT job_id, client_id, batch_id, 'mv_' || (job_id %% 5 + 1), 1, 'SUCCESS', 1, started_at, ended_at, who, host
               FROM tools.job_execution_log WHERE client_id = %(c)s AND job_name = 'refresh_mv'""",
            {"c": client},
        )
        c.execute("ANALYZE")
        _roll_up(c, client)
    return batches


def _roll_up(c: psycopg.Connection[tuple[object, ...]], client: object) -> None:
    """What rollup_batch keeps after every batch, for all of them at once."""
    c.execute(
        """INSERT INTO tools.kpi_file_hour
           SELECT client_id, date_trunc('hour', started_at, 'UTC') AS hour, logical_source_file,
               count(*),
               count(*) FILTER (WHERE status = 'SUCCESS'), count(*) FILTER (WHERE status = 'SUCCESS'), sum(total_rows),
               sum(loaded_rows), sum(rejected_rows), sum(quarantined_rows)
           FROM tools.file_audit_log WHERE client_id = %s GROUP BY client_id, hour, logical_source_file""",
        (client,),
    )
    c.execute(
        """INSERT INTO tools.kpi_stage_day
           SELECT client_id, date_trunc('day', started_at, 'UTC') AS day, job_name,
               floor(ln(greatest(1, extract(epoch FROM ended_at - started_at) * 1000)) / ln(1.1)) AS bucket,
               count(*) FILTER (WHERE status = 'SUCCESS'), count(*) FILTER (WHERE status = 'FAILED')
           FROM tools.job_execution_log WHERE client_id = %s GROUP BY client_id, day, job_name, bucket""",
        (client,),
    )
    c.execute("ANALYZE")
