# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a person: basics, facts of risk, consents.  Names are never typed here.

Promises: drafts within two seconds, undo; text that was not touched keeps its references; what is
typed counts as unscreened, and the form says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from casefile import pseudonyms
from casefile.errors import CasefileError
from casefile.records.person import RISK_FACTS
from ui import reading
from ui.desk import Desk
from ui.kit.fields import Pick
from ui.kit.form import Keeper, titled
from ui.kit.page import Columns, Page
from ui.kit.states import StateWord, banner
from ui.kit.words import button, card, column, label, line
from ui.people.consentform import ConsentForm
from ui.people.facts import FACTS

SEXES = (("F", "Woman or girl"), ("M", "Man or boy"), ("X", "Neither"), ("unknown", "Not known"))
ROLES = (("claimant", "Asks for protection"), ("witness", "Witness"), ("relative", "Relative"), ("helper", "Helper"),
         ("staff", "Staff"), ("official", "Official"), ("other", "Other"))
BASES = (("stated", "as stated"), ("estimated", "estimated"), ("document", "by a document"))
NEW_FAMILY = "new"
ANSWERS = (("", "Not asked"), ("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))
TEXTS = (("home_region", "Home region", "As wide as is needed; the town belongs to the identity vault."),
         ("occupation", "Work", ""), ("state_role", "Office held in state or party", ""))


class PersonForm(QWidget):
    """Takes the place of a person's detail while it is edited."""

    def __init__(self, desk: Desk, page: Page, record: str, done: Callable[[str], None], *, consents: bool = False
                 ) -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page, self._record, self._done = desk, page, record, done
        self._consents_first = consents
        source = desk.source
        self._before: dict[str, Any] = dict(source.record("people", record).body) if record else {}
        self._draft_key = f"people/{record or 'new'}"
        self._word = StateWord()
        self._pseudonym = QLineEdit()
        self._role, self._sex = Pick(ROLES, "claimant"), Pick(SEXES, "unknown")
        self._age, self._basis = QLineEdit(), Pick(BASES, "stated")
        self._age.setPlaceholderText("not asked")
        cases = [(one, reading.plain(source, source.record("cases", one).label)) for one in source.ids("cases")]
        self._case = Pick(cases)
        families = [(one.id, reading.plain(source, one.label) or "Family") for one in source.every("families")]
        self._family = Pick([("", "None, or not known"), *families, (NEW_FAMILY, "A new family")])
        self._texts = {key: QLineEdit() for key, _title, _about in TEXTS}
        self._facts = {key: Pick(ANSWERS) for key in RISK_FACTS}
        self._consents = ConsentForm(self._touched)
        self._keeper = Keeper(self, self.values, self.fill, lambda body: source.keep_draft(self._draft_key, body),
                              self._word, self._draft_key)

    def show(self) -> None:
        """Put the form into the page, with the draft where there is one."""
        source = self._desk.source
        draft = source.draft(self._draft_key)
        self._keeper.begin(self._stored_values(), draft)
        self._keeper.watch(self._pseudonym, self._role, self._sex, self._age, self._basis, self._case, self._family,
                           *self._texts.values(), *self._facts.values())
        name = source.pseudonym(self._record) if self._record else ""
        page = self._page
        page.set_head(f"Edit {name}" if name else "Add a person", "Names, contacts and home towns are typed in the "
                      "identity window, never here.", self._word,
                      button("Undo", self._keeper.undo, mark="undo", name="Undo the last step"))
        texts = [titled(title, self._texts[key], about) for key, title, about in TEXTS]
        first = [titled("Case", self._case)] if not self._record and self._case.count() > 1 else []
        basics = card(label("Who", "section"), *first,
                      titled("Pseudonym", self._pseudonym, "From a list of words, never from the person."),
                      titled("Role", self._role), titled("Sex", self._sex), titled("Age in years", self._age),
                      titled("Age is known", self._basis), titled("Family", self._family), *texts, gap=12)
        asked = card(label("What is known of the danger", "section"), *(
            titled(FACTS.get(key, key.replace("_", " ").capitalize()), field) for key, field in self._facts.items()),
            gap=10)
        agreed = card(label("What was agreed to", "section"), label("For each use: the answer, how the person is shown, "
                      "until when. What was never asked counts as refused.", "small", wrap=True), line(),
                      self._consents, gap=10)
        right = [agreed, asked] if self._consents_first else [asked, agreed]
        side = QWidget()
        side.setLayout(column(*right, None, gap=14))
        page.set_body(Columns(side, basics) if self._consents_first else Columns(basics, side), None)
        page.bar.show_acts("Next: keep the changes. The earlier state stays in the history.",
                           button("Let the draft go", self._cancel), button("Keep the changes", self._save,
                                                                            kind="primary"))
        (self._consents.first() if self._consents_first else self._pseudonym).setFocus()

    def _touched(self) -> None:
        self._keeper.touched()

    # -- values ---------------------------------------------------------------------------

    def _stored_values(self) -> dict[str, Any]:
        source, body = self._desk.source, self._before
        age = body.get("age", {})
        taken = [one.label for one in source.every("people")]
        name = str(body.get("pseudonym") or (source.pseudonym(self._record) if self._record else ""))
        return {"pseudonym": name or pseudonyms.draw(taken), "role": body.get("role", "claimant"),
                "sex": body.get("sex", "unknown"), "age": str(age.get("stated", "")),
                "basis": age.get("basis", "stated"), "family": body.get("family", ""), "case": body.get("case", ""),
                "texts": {key: reading.plain(source, body.get(key)) for key in self._texts},
                "facts": dict(body.get("risk_facts", {})), "consents": list(body.get("consents", []))}

    def values(self) -> dict[str, Any]:
        """What the form holds now."""
        return {"pseudonym": self._pseudonym.text().strip(), "role": self._role.key(), "sex": self._sex.key(),
                "age": self._age.text().strip(), "basis": self._basis.key(), "family": self._family.key(),
                "case": self._case.key(), "texts": {key: one.text().strip() for key, one in self._texts.items()},
                "facts": {key: one.key() for key, one in self._facts.items() if one.key()},
                "consents": self._consents.values()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show these values."""
        self._pseudonym.setText(str(values.get("pseudonym", "")))
        for pick, key in ((self._role, "role"), (self._sex, "sex"), (self._basis, "basis"), (self._family, "family"),
                          (self._case, "case")):
            pick.choose(str(values.get(key) or ""))
        self._age.setText(str(values.get("age", "")))
        for key, field in self._texts.items():
            field.setText(str(values.get("texts", {}).get(key, "")))
        for key, pick in self._facts.items():
            pick.choose(str(values.get("facts", {}).get(key, "")))
        self._consents.fill(values.get("consents", []))

    def body(self) -> dict[str, Any]:
        """The record as it would be written; raises ValueError with words for the person at the form."""
        values, source = self.values(), self._desk.source
        made = {**self._before, "case": self._before.get("case") or values["case"], "role": values["role"],
                "sex": values["sex"], "pseudonym": values["pseudonym"]}
        if not values["pseudonym"]:
            raise ValueError("A pseudonym is needed.")
        others = {one.label.casefold() for one in source.every("people") if one.id != self._record}
        if values["pseudonym"].casefold() in others:
            raise ValueError("Another person has this pseudonym already.")
        made.pop("age", None)
        if values["age"]:
            if not (values["age"].isascii() and values["age"].isdigit() and int(values["age"]) <= 120):
                raise ValueError("The age is a whole number of years, or empty where it was not asked.")
            age = {**self._before.get("age", {}), "stated": int(values["age"]), "basis": values["basis"]}
            made["age"] = age
        for key, typed in values["texts"].items():
            told = reading.kept(source, typed, self._before.get(key))
            if told:
                made[key] = told
            elif made.get(key):
                del made[key]
        for key, value in (("family", values["family"]), ("risk_facts", values["facts"]),
                           ("consents", values["consents"])):
            made.pop(key, None)
            if value:
                made[key] = value
        return made

    # -- ending ---------------------------------------------------------------------------

    def _save(self) -> None:
        try:
            body = self.body()
            if body.get("family") == NEW_FAMILY:
                body["family"] = self._new_family(str(body["case"]))
            written = self._desk.source.save("people", self._record, body)
        except ValueError as wrong:
            self._refuse(str(wrong), "It is kept as a draft. Mend it, then keep the changes.")
            return
        except CasefileError as fault:
            self._refuse(fault.message, f"It is kept as a draft. {fault.advice}")
            return
        self._keeper.end()
        self._desk.changed.emit("people", written)
        self._end(written)

    def _new_family(self, case: str) -> str:
        many = len(self._desk.source.ids("families", case=case))
        return self._desk.source.save("families", "", {"case": case, "label": f"Family {many + 1}"})

    def _refuse(self, what: str, todo: str) -> None:
        self._keeper.save_draft()
        self._word.say("Not saved", "bad")
        self._page.body.insertWidget(0, banner("bad", what, todo, mark="cross"))
        self._page.area.verticalScrollBar().setValue(0)

    def _cancel(self) -> None:
        self._keeper.end()
        self._end(self._record)

    def pause(self) -> None:
        """The window closes."""
        self._keeper.pause()

    def _end(self, record: str) -> None:
        self.deleteLater()
        self._done(record)

