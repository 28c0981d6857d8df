"""The schema is the same however it came to be, and on whichever server."""

from __future__ import annotations

from etl_console.db.connect import Database
from etl_console.db.migrate import migrate, pending
from etl_console.resources import sql_path

CATALOGUE = """
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
       coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || a.attidentity::text || a.attnotnull::text AS line
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'tools'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0
  AND c.relname !~ 'yoyo'
UNION ALL
SELECT 'partition ' || c.relname || ' ' || pg_get_expr(c.relpartbound, c.oid) FROM pg_class c
WHERE c.relnamespace = 'tools'::regnamespace AND c.relispartition AND c.relkind = 'r'
UNION ALL
SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(t.oid)
FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid
WHERE connamespace = 'tools'::regnamespace AND contype <> 'n' AND NOT c.relispartition AND conrelid::regclass::text !~ 'yoyo'
UNION ALL
SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'tools'::regnamespace AND NOT c.relispartition AND c.relname !~ 'yoyo'
UNION ALL
SELECT 'trigger ' || pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'tools'::regnamespace AND NOT tgisinternal AND NOT c.relispartition
UNION ALL
SELECT 'routine ' || proname || md5(prosrc) FROM pg_proc WHERE pronamespace = 'tools'::regnamespace
ORDER BY 1
"""


def catalogue(database: Database) -> list[str]:
    """Every column, constraint, index, trigger and routine of schema tools."""
    with database.transaction() as connection:
        return [r["line"] for r in connection.execute(CATALOGUE)]


def test_migrations_and_a_fresh_install_give_the_same_schema(dsn: str, embedded_database: str) -> None:
    """A fresh install runs sql/schema.sql and the routines; an upgraded database ran every migration."""
    upgraded, fresh = Database(dsn), Database(embedded_database)
    try:
        assert pending(upgraded)
        assert migrate(upgraded)
        assert migrate(upgraded) == []
        assert pending(upgraded) == []
        with fresh.transaction() as connection:
            connection.execute("CREATE SCHEMA tools")
            for file in [sql_path("schema.sql"), *sorted(sql_path("routines").glob("*.sql"))]:
                connection.execute(file.read_text(encoding="utf-8"))  # type: ignore[arg-type, unused-ignore]
        assert catalogue(upgraded) == catalogue(fresh)
        assert len(catalogue(fresh)) > 200
    finally:
        upgraded.close()
        fresh.close()


SEED_TABLES = """
client_reference client_config column_mapping required_columns file_audit_log job_execution_log mapping_validation_log
row_validation_log load_error_log transformation_config transformation_log integration_config integration_dependencies
integration_log mv_refresh_config mv_refresh_log
"""


def test_every_table_of_the_seed_is_there_and_keyed(database: Database) -> None:
    with database.transaction() as connection:
        keyed = connection.execute(
            "SELECT relname FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid"
            " WHERE c.relnamespace = 'tools'::regnamespace AND p.contype = 'p'"
        )
        assert set(SEED_TABLES.split()) - {row["relname"] for row in keyed} == set()
