# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found, while it is typed.

Promises: a row says the title and the words around the match; Return or a double click opens it;
Escape in the field goes back to where one was.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.kit.chips import state_paint
from ui.kit.page import Page
from ui.kit.rows import Row, RowList
from ui.kit.states import nothing_yet
from ui.kit.words import box, column
from ui.source import Hit

WORDS = {"cases": "Case", "people": "Person", "families": "Family", "statements": "Statement",
         "incidents": "Incident", "counts": "Count", "appeals": "Appeal", "exposures": "Already public",
         "attachments": "Attachment"}
PAGES = {"cases": "Cases", "people": "People", "statements": "Statements", "incidents": "Incidents",
         "appeals": "Appeals"}


class SearchPage(Page):
    """The results."""

    name = "Search"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hits: dict[str, Hit] = {}
        self._text = ""
        self.rows = RowList("Results", chips="end")
        self.rows.opened.connect(self._open)
        self._card = box(column(self.rows, margins=(1, 4, 1, 4)), "card")
        self._nothing: QWidget = nothing_yet("search", "Nothing found", "Every word has to begin a word of the text. "
                                             "Try fewer or shorter words; Korean and Chinese need two characters.")
        self.set_head("Search")
        self.set_body(self._card, self._nothing, None)
        self.setFocusProxy(self.rows)

    def look_for(self, text: str) -> None:
        """Show what is found for these words."""
        self._text = text
        hits = self._desk.source.search(text)
        self._hits = {f"{hit.kind}/{hit.id}": hit for hit in hits}
        many = "1 record" if len(hits) == 1 else f"{len(hits)} records" if len(hits) < 50 else "the best 50 records"
        self.set_head("Search", f"{many} found, best first" if hits else "")
        self.rows.fill(list(self._hits), self._block)
        self._card.setVisible(bool(hits))
        self._nothing.setVisible(not hits)
        self.rows.fit(50)

    def _block(self, keys: Sequence[str]) -> Sequence[Row]:
        found = []
        for key in keys:
            hit = self._hits[key]
            kind = WORDS.get(hit.kind, hit.kind)
            spoken = f"{kind}. {hit.snippet}"
            found.append(Row(key, hit.title, hit.snippet, "", ((kind, state_paint("plain")),), spoken))
        return found

    def refresh(self) -> None:
        """Look again for the same words."""
        if self._text:
            self.look_for(self._text)

    def _open(self, key: str) -> None:
        hit = self._hits[key]
        if hit.kind in PAGES:
            self._desk.go(PAGES[hit.kind], hit.id)
            return
        body = self._desk.source.record(hit.kind, hit.id).body
        if body.get("person"):
            self._desk.go("People", str(body["person"]))
        elif body.get("incident"):
            self._desk.go("Incidents", str(body["incident"]))
        else:
            self._desk.go("Cases", str(body.get("case") or ""))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self.rows.setFocus()
        super().focusInEvent(event)
