# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding to an identity: another name or spelling, where she comes from, how to reach her.

Promises: what was there stays as it was; a new name is looked for in every stored text at once.
It must never change a fact that was not named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QFrame, QLineEdit

from ui.kit.fields import Pick
from ui.kit.theme import em
from ui.kit.words import button, card, label, row

KINDS: Mapping[str, str] = {
    "spelling": "Another spelling", "true": "True name", "alias": "Another name", "nickname": "Nickname",
    "hometown": "Home town", "address": "Address", "whereabouts": "Whereabouts", "phone": "Phone number",
    "email": "Mail address", "account": "Account", "passport": "Passport", "national_id": "National id"}
_NAMES = frozenset({"spelling", "true", "alias", "nickname"})
_PLACES = frozenset({"hometown", "address", "whereabouts"})
_DOCUMENTS = frozenset({"passport", "national_id"})


def with_added(body: Mapping[str, Any] | None, kind: str, words: str) -> dict[str, Any]:
    """The identity with one more fact; a place takes the place of the one before."""
    made = dict(body or {})
    if kind in _PLACES:
        made[kind] = words
        return made
    field = "names" if kind in _NAMES else "documents" if kind in _DOCUMENTS else "contacts"
    made[field] = [*made.get(field, ()), {"value": words, "kind": kind}]
    return made


class Adding(QFrame):
    """What is added, the words, and one button."""

    def __init__(self, add: Callable[[str, str], None]) -> None:
        super().__init__()
        self._add = add
        self._kind = Pick(tuple(KINDS.items()))
        self._kind.setAccessibleName("What to add")
        self._words = QLineEdit()
        self._words.setAccessibleName("Words to add")
        self._words.setMaxLength(200)
        self._words.returnPressed.connect(self._take)
        self._kind.setMinimumWidth(em(13.5))
        line = row(self._kind, self._words, button("Add", self._take, kind="ident"), gap=8)
        line.setStretch(1, 1)
        inner = card(line, label("Every text in the vault is looked through for it at once.", "small", wrap=True))
        self.setLayout(row(inner))

    def begin(self, kind: str) -> None:
        """Show it for a kind of fact, with the caret in its field."""
        self.let_go()
        self._kind.choose(kind)
        self.show()
        self._words.setFocus()

    def let_go(self) -> None:
        """Hide it, and keep no word that was typed; emptying alone would leave it to be undone."""
        self._words.setText("")
        self.hide()

    def _take(self) -> None:
        words = self._words.text().strip()
        if words:
            self._add(self._kind.key(), words)
        else:
            self._words.setFocus()
