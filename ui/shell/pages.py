# SPDX-License-Identifier: GPL-3.0-or-later
"""Which page stands at which place, and the words of the backup chip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ui.appeals.page import AppealsPage
from ui.audit.page import LogPage
from ui.backup.page import BackupPage
from ui.cases.page import CasesPage
from ui.desk import Desk
from ui.export.page import ExportPage
from ui.help.page import HelpPage
from ui.home.page import HomePage
from ui.incidents.page import IncidentsPage
from ui.keys.page import KeysPage
from ui.people.page import PeoplePage
from ui.search.page import SearchPage
from ui.settings.page import SettingsPage
from ui.statements.page import StatementsPage

MAKERS: Mapping[str, Callable[[Desk], QWidget]] = {
    "Home": HomePage, "Cases": CasesPage, "People": PeoplePage, "Statements": StatementsPage,
    "Incidents": IncidentsPage, "Appeals": AppealsPage, "Export": ExportPage, "Backup": BackupPage,
    "Settings": SettingsPage, "Keys": KeysPage, "Log": LogPage, "Search": SearchPage, "Help": HelpPage,
}


BENEATH: Mapping[str, str] = {"Keys": "Settings", "Log": "Settings"}
"""Pages that lie beneath a place of the rail."""

HELP: Mapping[str, str] = {"People": "people", "Statements": "statements", "Export": "export", "Appeals": "export",
                           "Backup": "backup", "Settings": "keys", "Keys": "opening", "Log": "log"}
"""Which page of help F1 opens where."""


def backup_words(desk: Desk) -> tuple[str, str]:
    """The chip of the header: words and mark; never case data."""
    state = desk.source.backup()
    if state.when is None:
        return "Not backed up yet", "clock"
    days = (desk.source.today() - state.when.astimezone().date()).days
    words = {0: "Backed up today", 1: "Backed up yesterday"}.get(days, f"Backed up {days} days ago")
    return words, "check" if days == 0 else "clock"
