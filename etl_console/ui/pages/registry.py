"""The pages of the window in the order of the rail: a page is added by its one line.

Its module is read when the page is made, so that the window is there before all of them are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from etl_console.ui.shell.page import Context, Page
from etl_console.ui.words import translate


@dataclass(frozen=True, slots=True)
class Place:
    """What the rail says of a page. ``id`` is its package, in which ``page.py`` has the class: ``files`` has FilesPage. Pages
    ``at_foot`` stand at the rail's foot; the badge of those with ``has_drafts`` says how much is not saved, not how much is
    wrong."""

    id: str
    icon: str
    name: Callable[[], str]
    at_foot: bool = False
    has_drafts: bool = False

    def make(self, context: Context) -> Page:
        """The page itself."""
        module = import_module(f"etl_console.ui.pages.{self.id}.page")
        page: Page = getattr(module, f"{self.id.capitalize()}Page")(context, self.name())
        return page


PAGES: dict[str, Place] = {
    place.id: place
    for place in (
        Place("overview", "overview", lambda: translate("OverviewPage", "Overview")),
        Place("files", "files", lambda: translate("FilesPage", "Files")),
        Place("batch", "batch", lambda: translate("BatchPage", "Batch")),
        Place("triage", "triage", lambda: translate("TriagePage", "Triage")),
        Place("mapping", "mapping", lambda: translate("MappingPage", "Mapping"), has_drafts=True),
        Place("drift", "drift", lambda: translate("DriftPage", "Drift")),
        Place(
            "configuration", "configuration", lambda: translate("ConfigurationPage", "Configuration"), has_drafts=True
        ),
        Place("logs", "logs", lambda: translate("LogsPage", "Logs")),
        Place("schedules", "clock", lambda: translate("SchedulesPage", "Schedules")),
        Place("handover", "handover", lambda: translate("HandoverPage", "Handover")),
        Place(
            "administration", "administration", lambda: translate("AdministrationPage", "Administration"), at_foot=True
        ),
        Place("settings", "settings", lambda: translate("SettingsPage", "Settings"), at_foot=True),
    )
}
"""By id; the place gives the shortcut Ctrl+1 … Ctrl+9, Ctrl+0, then Ctrl+Alt+1 …"""
