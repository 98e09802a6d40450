# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a statement: who, when, the words, and a translation beside them.

Promises: drafts within two seconds, undo; chips keep their reference; what is typed counts as
unscreened, and the form says so first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from casefile.errors import CasefileError
from ui import reading
from ui.desk import Desk
from ui.kit.fields import Pick
from ui.kit.form import Keeper, titled
from ui.kit.page import Columns, Page
from ui.kit.passages import Passage
from ui.kit.states import StateWord, banner
from ui.kit.theme import em
from ui.kit.words import button, card, label
from ui.statements import data

KINDS = (("individual", "Statement of one person"), ("group", "Statement of a group"), ("interview", "Interview"),
         ("press_quote", "Words to the press"))
READ_BACK = (("", "Not asked"), ("yes", "Read back and confirmed"), ("no", "Not read back"), ("unknown", "Not known"))


class StatementForm(QWidget):
    """Takes the place of a statement while it is edited."""

    def __init__(self, desk: Desk, page: Page, record: str, done: Callable[[str], None]) -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._record, self._done = desk, page, record, done
        source = desk.source
        self._before: dict[str, Any] = dict(source.record("statements", record).body) if record else {}
        self._draft_key = f"statements/{record or 'new'}"
        self._word = StateWord()
        self._title, self._taken, self._setting = QLineEdit(), QLineEdit(), QLineEdit()
        self._taken.setPlaceholderText("the night before, after the rains, 14 March …")
        cases = [(one, reading.plain(source, source.record("cases", one).label)) for one in source.ids("cases")]
        self._case = Pick(cases)
        people = [(one, source.pseudonym(one)) for one in source.ids("people")]
        self._person = Pick([("", "The group, or not known"), *people])
        self._kind, self._read_back = Pick(KINDS, "individual"), Pick(READ_BACK)
        tongues = tuple(reading.LANGUAGES.items())
        original = str(self._before.get("language", "ko"))
        translated = self._translation()
        self._language = Pick(_with(tongues, original), original)
        second = str(translated.get("language", "en"))
        self._second = Pick(_with(tongues, second), second)
        self._text = Passage("Original", language=original, editable=True)
        self._other = Passage("Translation", language=second, editable=True)
        self._keeper = Keeper(self, self.values, self.fill, lambda body: source.keep_draft(self._draft_key, body),
                              self._word, self._draft_key)

    def _translation(self) -> Mapping[str, Any]:
        found = self._before.get("translations") or []
        return next((one for one in found if str(one["language"]).startswith("en")), found[0] if found else {})

    def show(self) -> None:
        """Put the form into the page, with the draft where there is one."""
        source, page = self._desk.source, self._page
        draft = source.draft(self._draft_key)
        self._keeper.begin(self._stored_values(), draft)
        self._keeper.watch(self._title, self._taken, self._setting, self._case, self._person, self._kind,
                           self._read_back, self._language, self._second, self._text, self._other)
        name = reading.plain(source, self._before.get("title")) or "a statement"
        page.set_head(f"Edit {name}" if self._record else "Add a statement", "Leave the words as they were said.",
                      self._word, button("Undo", self._keeper.undo, mark="undo", name="Undo the last step"))
        first = [titled("Case", self._case)] if not self._record and self._case.count() > 1 else []
        about = card(label("Who, when, how", "section"), *first, titled("Title", self._title),
                     titled("Said by", self._person), titled("Kind", self._kind),
                     titled("When it was taken, in words", self._taken), titled("Where and how", self._setting),
                     titled("Read back", self._read_back), gap=12)
        left = card(titled("Language of the original", self._language), titled("Original", self._text, wide=True),
                    gap=12)
        right = card(titled("Language of the translation", self._second), titled("Translation", self._other,
                     "One blank line between paragraphs, as in the original.", wide=True), gap=12)
        for passage in (self._text, self._other):
            passage.setMinimumHeight(em(12))
        page.set_body(banner("warn", "What you type here is not screened for names", "It is safe in the vault. It "
                             "cannot be exported until the identity vault has been opened and it is screened.",
                             mark="unscreened"), Columns(left, right), about, None)
        page.bar.show_acts("Next: keep the changes. The earlier state stays in the history.",
                           button("Let the draft go", self._cancel),
                           button("Keep the changes", self._save, kind="primary"))
        self._text.setFocus()

    # -- values ---------------------------------------------------------------------------

    def _stored_values(self) -> dict[str, Any]:
        source, body = self._desk.source, self._before
        return {"title": reading.plain(source, body.get("title")), "case": body.get("case", ""),
                "person": body.get("person", ""), "kind": body.get("kind", "individual"),
                "taken": reading.plain(source, (body.get("taken") or {}).get("words")),
                "setting": reading.plain(source, body.get("setting")), "read_back": body.get("read_back", ""),
                "language": body.get("language", "ko"), "second": str(self._translation().get("language", "en")),
                "text": body.get("text", ""), "other": self._translation().get("text", "")}

    def values(self) -> dict[str, Any]:
        """What the form holds now; texts in the stored language."""
        return {"title": self._title.text().strip(), "case": self._case.key(), "person": self._person.key(),
                "kind": self._kind.key(), "taken": self._taken.text().strip(), "setting": self._setting.text().strip(),
                "read_back": self._read_back.key(), "language": self._language.key(), "second": self._second.key(),
                "text": data.stored(self._text.pieces()), "other": data.stored(self._other.pieces())}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values."""
        source = self._desk.source
        for line, key in ((self._title, "title"), (self._taken, "taken"), (self._setting, "setting")):
            line.setText(str(values.get(key, "")))
        for pick, key in ((self._case, "case"), (self._person, "person"), (self._kind, "kind"), (
                self._read_back, "read_back"), (self._language, "language"), (self._second, "second")):
            pick.choose(str(values.get(key) or ""))
        self._text.show_pieces(data.inlines(source, str(values.get("text", ""))))
        self._other.show_pieces(data.inlines(source, str(values.get("other", ""))))

    def body(self) -> dict[str, Any]:
        """The record as it would be written; raises ValueError with words for the person at the form."""
        values, source, before = self.values(), self._desk.source, self._before
        if not values["text"].strip():
            raise ValueError("The original is empty.")
        made = {**before, "case": before.get("case") or values["case"], "text": values["text"],
                "language": values["language"], "kind": values["kind"]}
        for key in ("title", "setting"):
            made[key] = reading.kept(source, values[key], before.get(key))
        taken = dict(before.get("taken") or {})
        taken["words"] = reading.kept(source, values["taken"], taken.get("words"))
        made["taken"] = {key: value for key, value in taken.items() if value}
        made["person"], made["read_back"] = values["person"], values["read_back"]
        old = self._translation()
        others = [one for one in before.get("translations", []) if one is not old]
        if values["other"].strip():
            others.insert(0, {**old, "language": values["second"], "text": values["other"]})
        made["translations"] = others
        return {key: value for key, value in made.items() if value not in ("", {}, [])}

    # -- ending ---------------------------------------------------------------------------

    def _save(self) -> None:
        try:
            written = self._desk.source.save("statements", self._record, self.body())
        except (ValueError, CasefileError) as wrong:
            self._keeper.save_draft()
            self._word.say("Not saved", "bad")
            advice = wrong.advice if isinstance(wrong, CasefileError) else "Mend it, then keep the changes."
            what = wrong.message if isinstance(wrong, CasefileError) else str(wrong)
            self._page.body.insertWidget(0, banner("bad", what, f"It is kept as a draft. {advice}", mark="cross"))
            self._page.area.verticalScrollBar().setValue(0)
            return
        self._keeper.end()
        self._desk.changed.emit("statements", written)
        self._end(written)

    def _cancel(self) -> None:
        self._keeper.end()
        self._end(self._record)

    def _end(self, record: str) -> None:
        self.deleteLater()
        self._done(record)


def _with(tongues: tuple[tuple[str, str], ...], code: str) -> tuple[tuple[str, str], ...]:
    """The languages, and this one where it is not among them."""
    return tongues if code in dict(tongues) else (*tongues, (code, reading.language(code)))
