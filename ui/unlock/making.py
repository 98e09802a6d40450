# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of making a vault, one page each: where and who, recovery words, typed back.

Promises: each page has one filled button and says beneath what is wrong; recovery words are asked back before they
are believed to be written down.
It must never write anything: the first-run process does that.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QSizePolicy, QWidget

from crypto.recovery import RecoveryKey
from ui.kit.theme import em
from ui.kit.words import button, card, label, link, row
from ui.unlock.step import Step, named_field


class Where(Step):
    """Who writes, and in which folder the vault will be."""

    def __init__(self, place: Path, go_on: Callable[[Path, str], None], back: Callable[[], None]) -> None:
        who, self._who = named_field("Your name or sign")
        where, self._where = named_field("Folder of the vault", str(place))
        choose = button("Choose…", self._choose)
        line = QFrame()
        line.setLayout(row(self._where, choose))
        super().__init__("Where will the vault be?", "A folder on this computer. Its name should tell nobody anything: "
                         "what is in it is encrypted, its name is not.", "Go on", self._next, who, self._who,
                         label("It stands in the log of this vault, for those who read it later. A sign will do.",
                               "small", wrap=True), 6, where, line, back=back)
        self._go_on = go_on

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Casefile", str(Path(self._where.text()).parent))
        if chosen:
            self._where.setText(str(Path(chosen) / (Path(self._where.text()).name or "Casefile")))

    def _next(self) -> None:
        place = Path(self._where.text().strip()).expanduser()
        if not place.is_absolute():
            self.complain("The folder needs its whole path, beginning with /.", self._where)
        elif place.exists():
            self.complain("Something of that name is there already. Choose another name.", self._where)
        elif not place.parent.is_dir():
            self.complain("The folder it should lie in is not there.", self._where)
        else:
            self._go_on(place, self._who.text().strip())


def words_card(title: str, key: RecoveryKey) -> QFrame:
    """The 24 words of a recovery key, numbered, six to a row."""
    words = key.words.split()
    lines = ["   ".join(f"{at + 1} {words[at]}" for at in range(start, start + 6)) for start in range(0, 24, 6)]
    return card(label(title, "head"), *(label(line, wrap=True) for line in lines), gap=4)


Keys = Sequence[tuple[str, RecoveryKey]]


class Recovery(Step):
    """Recovery secrets, shown this once; `keep` writes them to a file where that may be."""

    def __init__(self, keys: Keys, go_on: Callable[[], None], keep: Callable[[Path], str] | None = None,
                 back: Callable[[], None] | None = None, kind: str = "primary") -> None:
        self._keep = keep or (lambda _place: "")
        self._kept = label("", "small", wrap=True)
        apart = " Keep the two lists apart from each other and from this computer." if len(keys) > 1 else (
            " Keep them away from this computer.")
        file = [link("Save them to a file instead…", self._to_file), self._kept] if keep else []
        super().__init__(
            "Write these words down, on paper", "If a passphrase is lost, they are the only way back. They are shown "
            "now and never again." + apart, "I wrote them down", go_on,
            *(words_card(title, key) for title, key in keys), *file, back=back, kind=kind)

    def _to_file(self) -> None:
        place, _ending = QFileDialog.getSaveFileName(self, "Casefile", str(Path.home() / "recovery.txt"))
        if place:
            self._kept.setText(self._keep(Path(place)))


class TypedBack(Step):
    """Four words of the lists, asked for before the page is left for good."""

    def __init__(self, keys: Keys, go_on: Callable[[], None], back: Callable[[], None], kind: str = "primary") -> None:
        self._asked: list[tuple[QLineEdit, str]] = []
        parts: list[QWidget | int | None] = []
        for title, key in keys:
            words, picked = key.words.split(), sorted(secrets.SystemRandom().sample(range(24), 4 // len(keys)))
            for at in picked:
                head, field = named_field(f"{title}, word {at + 1}")
                field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                field.setMinimumWidth(em(16))
                parts += [head, field]
                self._asked.append((field, words[at]))
        super().__init__("Read four of them back", "So that it is sure they can be read.", "They are safe", self._next,
                         *parts, back=back, kind=kind)
        self._go_on = go_on

    def _next(self) -> None:
        wrong = [field for field, word in self._asked if field.text().strip().casefold() != word]
        if wrong:
            name = wrong[0].accessibleName()
            return self.complain(f"{name} reads differently on the list. Go back and look again.", wrong[0])
        self._go_on()
