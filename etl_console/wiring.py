"""Settings become a service: the one place that sees both the engine and the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial

from etl_console.apart import run_apart
from etl_console.db.connect import Database
from etl_console.db.embedded import EmbeddedServer
from etl_console.db.migrate import migrate, pending
from etl_console.db.store import PgStore
from etl_console.errors import ConfigurationError, UsageError
from etl_console.pipeline.layout import Layout
from etl_console.pipeline.service import Service
from etl_console.pipeline.storage import Storage
from etl_console.settings import Settings, SettingsError


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this installation. Raises ConfigurationError that names what is wrong."""
    try:
        return Settings.load(environ)
    except SettingsError as error:
        raise ConfigurationError(str(error), "Correct the setting and try again.", code="settings") from error


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """The configured database, or the embedded one for as long as the context lasts."""
    with ExitStack() as stack:
        dsn = settings.dsn or stack.enter_context(EmbeddedServer(settings.home).use())
        opened = Database(dsn, pool_size=2 * settings.workers + 6)  # a file has one for its load, one for its record
        stack.callback(opened.close)
        yield opened


@contextmanager
def service(settings: Settings) -> Iterator[Service]:
    """The engine's door on an up-to-date schema, for as long as the context lasts."""
    with database(settings) as opened:
        if pending(opened):
            migrate(opened)
        site_sql = settings.root / "sql"

        def bring_samples() -> dict[str, int]:
            from etl_console import demo

            return demo.bring(built, opened, settings.home / "demo")

        built = Service(
            PgStore(opened, site_sql), Storage(Layout(settings.root)), settings.workers, partial(run_apart, settings),
            None if settings.dsn else EmbeddedServer(settings.home).start, bring_samples,
        )  # fmt: skip
        try:
            yield built
        finally:
            built.close()


def embedded(settings: Settings) -> EmbeddedServer:
    """The embedded server of this home. Raises UsageError when a server of one's own is configured."""
    if settings.dsn:
        raise UsageError(
            "ETL_CONSOLE_DSN names a server of your own; it is not started or stopped from here.",
            "Unset ETL_CONSOLE_DSN (and dsn in settings.toml) to use the embedded server.",
        )
    return EmbeddedServer(settings.home)
