# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of making a vault, one page each: where and who, two passphrases, recovery words, typed back.

Promises: each page has one filled button and says beneath what is wrong; words are drawn by lot on wish;
recovery words are asked back before they are believed to be written down.
It must never write anything: the first-run process does that.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QLineEdit, QSizePolicy, QWidget

from casefile.errors import CasefileError
from casefile.processes.first_run import Made, suggest
from casefile.vault.passwords import judge
from crypto.recovery import RecoveryKey
from ui.kit.theme import em
from ui.kit.words import button, card, column, label, link, row
from ui.unlock.field import HoldToShow, PassphraseField
from ui.unlock.window import Sheet


class Step(Sheet):
    """A title, a sentence, parts, what is wrong, and one way on."""

    def __init__(self, title: str, sentence: str, act: str, do: Callable[[], None], *parts: QWidget | int | None,
                 back: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.wrong = label("", "bad", wrap=True)
        self.wrong.hide()
        self.act = button(act, do, kind="primary")
        foot: list[QWidget | None] = [link("Back", back)] if back else []
        layout = column(label(title, "title", wrap=True), label(sentence, "muted", wrap=True), 6, *parts, self.wrong,
                        None, row(*foot, None, self.act), gap=8, margins=(36, 26, 36, 22))
        self.setLayout(layout)

    def complain(self, words: str, field: QLineEdit) -> None:
        """Say what is wrong, and put the caret where it can be mended."""
        self.wrong.setText(words)
        self.wrong.show()
        field.selectAll()
        field.setFocus()


def named_field(name: str, text: str = "") -> tuple[QLabel, QLineEdit]:
    """A field of one line and the label before it."""
    made, head = QLineEdit(text), label(name, "head")
    made.setAccessibleName(name)
    head.setBuddy(made)
    return head, made


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


class NewPassphrase(Step):
    """One new passphrase, typed twice; six words are offered."""

    def __init__(self, title: str, sentence: str, name: str, go_on: Callable[[str], None], back: Callable[[], None],
                 other: str = "") -> None:
        self._field, self._again = PassphraseField(name), PassphraseField(f"{name}, once more")
        self._offer = label("", "section", wrap=True)
        self._offer.hide()
        line = QFrame()
        line.setLayout(row(self._field, HoldToShow(self._field)))
        super().__init__(title, sentence, "Go on", self._next, link("Draw six words for me", self._draw), self._offer,
                         4, label(name, "head"), line, label("Once more", "head"), self._again, back=back)
        self._go_on, self._other = go_on, other
        self._again.returnPressed.connect(self._next)

    def _draw(self) -> None:
        self._offer.setText(suggest())
        self._offer.show()
        self._field.setFocus()

    def _next(self) -> None:
        typed = self._field.text()
        try:
            judge(typed)
        except CasefileError as error:
            return self.complain(f"{error.message} {error.advice}", self._field)
        if typed != self._again.text():
            return self.complain("The two fields do not hold the same words.", self._again)
        if typed == self._other:
            return self.complain("This is the passphrase of the case file. The true names need one of their own.",
                                 self._field)
        self._go_on(typed)


def words_card(title: str, key: RecoveryKey) -> QFrame:
    """The 24 words of a recovery key, numbered, six to a row."""
    words = key.words.split()
    lines = ["   ".join(f"{at + 1} {words[at]}" for at in range(start, start + 6)) for start in range(0, 24, 6)]
    return card(label(title, "head"), *(label(line, wrap=True) for line in lines), gap=4)


class Recovery(Step):
    """Both recovery secrets, shown this once."""

    def __init__(self, made: Made, go_on: Callable[[], None], keep: Callable[[Path], str]) -> None:
        self._keep = keep
        self._kept = label("", "small", wrap=True)
        super().__init__(
            "Write these words down, on paper", "If a passphrase is lost, they are the only way back. They are shown "
            "now and never again. Keep the two lists apart from each other and from this computer.",
            "I wrote them down", go_on, words_card("Case vault", made.cases),
            words_card("Identity vault", made.identities), link("Save them to a file instead…", self._to_file),
            self._kept)

    def _to_file(self) -> None:
        place, _ending = QFileDialog.getSaveFileName(self, "Casefile", str(Path.home() / "recovery.txt"))
        if place:
            self._kept.setText(self._keep(Path(place)))


class TypedBack(Step):
    """Two words of each list, asked for before the page is left for good."""

    def __init__(self, made: Made, go_on: Callable[[], None], back: Callable[[], None]) -> None:
        self._asked: list[tuple[QLineEdit, str]] = []
        parts: list[QWidget | int | None] = []
        for title, key in (("Case vault", made.cases), ("Identity vault", made.identities)):
            words, picked = key.words.split(), sorted(secrets.SystemRandom().sample(range(24), 2))
            for at in picked:
                head, field = named_field(f"{title}, word {at + 1}")
                field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
                field.setMinimumWidth(em(16))
                parts += [head, field]
                self._asked.append((field, words[at]))
        super().__init__("Read four of them back", "So that it is sure they can be read.", "They are safe", self._next,
                         *parts, back=back)
        self._go_on = go_on

    def _next(self) -> None:
        wrong = [field for field, word in self._asked if field.text().strip().casefold() != word]
        if wrong:
            name = wrong[0].accessibleName()
            return self.complain(f"{name} reads differently on the list. Go back and look again.", wrong[0])
        self._go_on()
