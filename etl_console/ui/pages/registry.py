"""The pages of the window in the order of the rail: a page is added by its one line."""

from __future__ import annotations

from etl_console.ui.pages.administration.page import AdministrationPage
from etl_console.ui.pages.batch.page import BatchPage
from etl_console.ui.pages.configuration.page import ConfigurationPage
from etl_console.ui.pages.drift.page import DriftPage
from etl_console.ui.pages.files.page import FilesPage
from etl_console.ui.pages.handover.page import HandoverPage
from etl_console.ui.pages.logs.page import LogsPage
from etl_console.ui.pages.mapping.page import MappingPage
from etl_console.ui.pages.overview.page import OverviewPage
from etl_console.ui.pages.schedules.page import SchedulesPage
from etl_console.ui.pages.settings.page import SettingsPage
from etl_console.ui.pages.triage.page import TriagePage
from etl_console.ui.shell.page import PageClass

PAGES: dict[str, PageClass] = {
    page.id: page
    for page in (
        OverviewPage,
        FilesPage,
        BatchPage,
        TriagePage,
        MappingPage,
        DriftPage,
        ConfigurationPage,
        LogsPage,
        SchedulesPage,
        HandoverPage,
        AdministrationPage,
        SettingsPage,
    )
}
"""By id; the place gives the shortcut Ctrl+1 … Ctrl+9, Ctrl+0, then Ctrl+Alt+1 …"""
