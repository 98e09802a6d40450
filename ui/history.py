# SPDX-License-Identifier: GPL-3.0-or-later
"""What a record said before, and the way back to it.

Promises: every earlier state can be read and put back; putting back is a new state, so nothing is
lost by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from casefile.errors import CasefileError
from ui import reading
from ui.desk import Desk
from ui.kit.page import Page
from ui.kit.states import banner
from ui.kit.words import button, card, label, row

ACTS = {"add": "Added", "change": "Changed", "import": "Came in with a file", "screen": "Screened for names",
        "screening": "Screened for names", "merge": "Came in from another device"}
MOST_WORDS = 160


def act_words(action: str) -> str:
    """person.change in words: Changed."""
    first, _, last = action.partition(".")
    return ACTS.get(last) or ACTS.get(first) or "Changed"


def differences(desk: Desk, earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[str]:
    """Which fields differ, and what the earlier state said there."""
    found = []
    for key in sorted({*earlier, *later}):
        if earlier.get(key) == later.get(key):
            continue
        value = earlier.get(key)
        name = key.replace("_", " ").capitalize()
        if isinstance(value, str):
            words = reading.plain(desk.source, value)
            said = f"“{words[:MOST_WORDS]}{'…' if len(words) > MOST_WORDS else ''}”" if words else "empty"
        elif value is None:
            said = "not there"
        elif isinstance(value, list):
            said = f"{len(value)} entries"
        else:
            said = "another answer"
        found.append(f"{name}: {said}")
    return found


class History(QWidget):
    """Takes the place of a record while its history is shown."""

    def __init__(self, desk: Desk, page: Page, kind: str, record: str, done: Callable[[str], None]) -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._kind, self._record, self._done = desk, page, kind, record, done

    def show(self) -> None:
        """Put the states into the page, newest first."""
        states = self._desk.source.history(self._kind, self._record)
        parts: list[QWidget | None] = []
        later: Mapping[str, Any] | None = None
        for time, action, body in states:
            parts.append(self._state(time, action, body, later))
            later = body if later is None else later
        self._page.set_head("What it said before", f"{len(states)} states, newest first. Each is compared with today’s.")
        self._page.set_body(*parts, None)
        self._page.bar.show_acts("Nothing changes by looking.", button("Back to the record", self._back,
                                                                      kind="primary"))

    def _state(self, time: str, action: str, body: Mapping[str, Any], now: Mapping[str, Any] | None) -> QFrame:
        when = datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone()
        head = row(label(f"{reading.day(when.date(), self._desk.source.today()).capitalize()}, {when:%H:%M}", "section"),
                   label(act_words(action), "muted"), None)
        parts: list[QWidget | QLayout] = [head]
        if now is None:
            parts.append(label("This is how it stands now.", "muted"))
            return card(*parts)
        changed = differences(self._desk, body, now)
        parts += [label(one, wrap=True) for one in changed] or [label("The same as today.", "muted")]
        if changed:
            parts.append(row(button("Put this state back", partial(self._put_back, body)), None))
        return card(*parts, gap=4)

    def _put_back(self, body: Mapping[str, Any]) -> None:
        try:
            self._desk.source.save(self._kind, self._record, body)
        except CasefileError as fault:
            self._page.body.insertWidget(0, banner("bad", fault.message, f"Nothing was changed. {fault.advice}",
                                                   mark="cross"))
            return
        self._desk.changed.emit(self._kind, self._record)
        self._back()

    def _back(self) -> None:
        self.deleteLater()
        self._done(self._record)
