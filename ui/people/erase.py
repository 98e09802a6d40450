# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person who withdraws: what goes and what stays, a reason, then the identity passphrase at its door.

Promises: says before anything is done what goes, what cannot be reached and that there is no way back; says
afterwards what went and which files handed out before still hold the person.
Must never: erase by itself; a worker does, with both vaults open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.desk import Desk, Report
from ui.kit.page import Page
from ui.kit.states import Working, banner
from ui.kit.theme import em
from ui.kit.words import button, card, label, link, picture, row

_ONE = {"people": ("record of the person", "records of the person"), "statements": ("statement", "statements"),
        "attachments": ("attachment", "attachments"), "words": ("name lifted out of a text", "names lifted out of texts"),
        "references": ("reference elsewhere, now [erased]", "references elsewhere, now [erased]"),
        "drafts": ("draft", "drafts")}


def counted(removed: Mapping[str, int]) -> list[str]:
    """What went, in words; nothing that is none."""
    found = []
    for kind, count in removed.items():
        if count:
            one, many = _ONE.get(kind, (kind.replace("_", " "), kind.replace("_", " ")))
            found.append(f"{count} {one if count == 1 else many}")
    return found


class Erasing(QWidget):
    """Takes the place of a person on the page until it is done or left."""

    def __init__(self, desk: Desk, page: Page, person: str, gone: Callable[[], None],
                 done: Callable[[str], None]) -> None:
        """`gone` is called once the person is; `done` leads back, to a record or to the list."""
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._person, self._gone, self._done = desk, page, person, gone, done
        self._name = desk.source.pseudonym(person)
        self._job, self._why = "", ""

    def show(self, *above: QWidget) -> None:
        """What goes, what stays, and the reason."""
        reason = QLineEdit(self._why)
        reason.setAccessibleName("Reason")
        reason.setMaximumWidth(em(44))
        reason.textEdited.connect(self._take)
        head = label("Reason", "head")
        head.setBuddy(reason)
        self._page.set_head(f"Erase {self._name}", "For a person who withdraws. There is no way back.")
        self._page.set_body(
            *above,
            card(label("What goes", "section"), *self._lines(
                "Record, true names and contacts, own statements and attachments: from both vaults, the search, the "
                "history and the drafts.",
                "In the words of others the person becomes [erased]."), gap=6),
            card(label("What stays, and holds the person still", "section"), *self._lines(
                "Backups, bundles and copies of this vault made before. Make a new backup afterwards, then destroy the older "
                "ones.", "Files that were handed out. You are shown which.",
                "An empty mark in the log: that somebody was erased, when, and the reason. No name."), gap=6),
            card(head, reason, label("It goes into the log, without any name.", "small", wrap=True), gap=4), None)
        self._page.bar.show_acts("Next: the identity passphrase, then it is done at once.",
                                 link("Leave everything as it is", lambda: self._leave(self._person)),
                                 button("Erase this person…", self._start, kind="ident", mark="identity"))
        reason.setFocus()

    @staticmethod
    def _lines(*sentences: str) -> list[QLayout]:
        made: list[QLayout] = []
        for words in sentences:
            one = row(picture("next", "muted", 0.9), label(words, wrap=True))
            one.setStretch(1, 1)
            made.append(one)
        return made

    def _take(self, words: str) -> None:
        self._why = words

    def _start(self) -> None:
        if not self._why.strip():
            self.show(banner("warn", "A reason is needed", "Nothing was erased. A few words are enough, for those who "
                             "read the log later.", mark="info"))
            return
        working = Working("Erasing. Go on in the window that opened", self._stop)
        self._page.set_body(working, None)
        self._page.bar.hide()

        def told(report: Report) -> None:
            working.step(str(report.get("what", "")), int(report.get("done", 0)), int(report.get("total", 0)))

        self._job = self._desk.bridge.start_worker(
            "erase", {"person": self._person, "reason": self._why.strip()}, told, self._ended)

    def _stop(self) -> None:
        self._desk.bridge.cancel(self._job)

    def _ended(self, report: Report) -> None:
        error = report.get("error")
        if error and error.get("kind") == "cancelled":
            return self.show(banner("next", "Nothing was erased", "Everything is as it was.", mark="info"))
        if error:
            return self.show(banner("bad", str(error.get("message", "")), f"Nothing was erased. {error.get('advice', '')}",
                                    mark="cross"))
        self._desk.changed.emit("", "")
        self._gone()
        parts: list[QWidget] = [card(label("Erased", "section"), *self._lines(*counted(report.get("removed", {}))), gap=4)]
        if handed := report.get("handed_out"):
            parts.append(card(label("Handed out before, and beyond reach", "section"),
                              *self._lines(*(self._handed(one) for one in handed)), gap=4))
        self._page.set_head(f"{self._name} is erased", "Both vaults have forgotten this person.")
        self._page.set_body(*parts, banner("warn", "Older backups still hold the person", "Make a new backup now, then "
                                           "destroy the older ones.", button("Back up", lambda: self._desk.go("Backup")),
                                           mark="backup"), None)
        self._page.bar.show_acts("", button("Done", lambda: self._leave(""), kind="primary"))

    @staticmethod
    def _handed(one: Mapping[str, Any]) -> str:
        return " · ".join(str(one[key]) for key in ("time", "audience", "file", "to") if one.get(key))

    def _leave(self, record: str) -> None:
        self.deleteLater()
        self._done(record)
