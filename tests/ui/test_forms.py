# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms over a real vault: drafts, undo, what is kept, and what stays behind the wall."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from casefile.store import rows
from casefile.store.writing import Change, write
from casefile.vault.session import Session
from casefile.vault.unlock import open_with_roots
from crypto.secret import Secret
from tests.ui.fake_source import FakeBridge
from ui.history import History
from ui.kit.passages import Passage
from ui.people.edit import PersonForm
from ui.people.review import Review
from ui.recordform import RecordForm
from ui.shell.window import MainWindow
from ui.statements.edit import StatementForm

Settle = Callable[[], None]


@pytest.fixture
def session_a(sample_vault: Path, roots: tuple[bytes, bytes]) -> Iterator[Session]:
    with open_with_roots(sample_vault, Secret(roots[0]), write=True) as session:
        yield session


@pytest.fixture
def window(app: QApplication, session_a: Session, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(session_a, FakeBridge())
    made.show()
    settle()
    yield made
    made.desk.hub.wait()
    made.close()
    made.deleteLater()
    settle()


def person_form(window: MainWindow, settle: Settle) -> tuple[PersonForm, str]:
    source = window.desk.source
    person = next(one for one in source.ids("people") if source.pseudonym(one) == "Heron")
    window.show_page("People", person)
    page = window._page("People")
    page._edit()  # type: ignore[attr-defined]  # the people page
    settle()
    return page.detail.findChildren(PersonForm)[-1], person  # type: ignore[attr-defined]  # the people page


def statement_form(window: MainWindow, settle: Settle) -> tuple[StatementForm, str]:
    statement = window.desk.source.ids("statements")[0]
    window.show_page("Statements", statement)
    page = window._page("Statements")
    page._edit(statement)  # type: ignore[attr-defined]  # the statements page
    settle()
    return page.record_page.findChildren(StatementForm)[-1], statement  # type: ignore[attr-defined]  # as above


def state_of(session: Session, kind: str, record: str) -> str:
    found = rows.screening(session, kind=kind, record=record)[0]
    return found.state if found.current else "unscreened"


def test_what_is_typed_is_a_draft_within_two_seconds(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    QTest.keyClicks(form._texts["occupation"], " since 1975")
    QTest.qWait(1900)
    draft = window.desk.source.draft(f"people/{person}")
    assert draft is not None
    assert draft["texts"]["occupation"] == "former coal miner since 1975"
    assert form._word.text() == "Saved as a draft"
    assert window.desk.source.record("people", person).body["occupation"] == "former coal miner"


def test_a_draft_comes_back_and_can_be_let_go(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    form._age.setText("52")
    form._keeper.save_draft()
    again, _person = person_form(window, settle)
    assert again._age.text() == "52"
    again._cancel()
    assert window.desk.source.draft(f"people/{person}") is None
    assert window.desk.source.record("people", person).body["age"]["stated"] == 51


def test_undo_goes_back_step_by_step(window: MainWindow, settle: Settle) -> None:
    form, _person = person_form(window, settle)
    for age in ("52", "53"):
        form._age.setText(age)
        form._keeper.save_draft()
    form._keeper.undo()
    assert form._age.text() == "52"
    form._keeper.undo()
    assert form._age.text() == "51"
    form._keeper.undo()
    assert form._word.text() == "Nothing to undo"


def test_a_form_that_nobody_touched_writes_the_same_record(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    assert form.body() == dict(window.desk.source.record("people", person).body)
    other, statement = statement_form(window, settle)
    assert other.body() == dict(window.desk.source.record("statements", statement).body)


def test_words_nobody_touched_stay_letter_for_letter_whatever_signs_they_have(window: MainWindow, settle: Settle,
                                                                             session_a: Session) -> None:
    _form, statement = statement_form(window, settle)
    record, person = (window.desk.source.record(*one) for one in (("statements", statement), (
        "people", person_form(window, settle)[1])))
    mention = f"⟦n:{person.id}:{'a' * 32}⟧"
    odd = {"text": f"\ufeffOne\r\ntwo {mention}\u2028three\ufffc\r", "title": f" {mention} spoke \t", "setting": "a\u00a0",
           "taken": {**record.body.get("taken", {}), "words": f" by {mention}"}}
    body = {**record.body, **odd}
    write(session_a, "statement.change", [Change("statements", statement, body, record.external_id, record.case_id, "x")])
    window.desk.source.forget()
    form, _statement = statement_form(window, settle)
    assert form.body() == body
    form._setting.setText("at night")
    assert form.body() == {**body, "setting": "at night"}
    cursor = form._text.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText("!")
    assert form.body()["text"] == f"One\ntwo {mention}\nthree\n!", "a field knows one kind of line end"


def test_typed_text_counts_as_unscreened_and_the_page_says_so(window: MainWindow, settle: Settle, session_a: Session
                                                              ) -> None:
    form, statement = statement_form(window, settle)
    before = state_of(session_a, "statements", statement)
    assert before != "unscreened"
    cursor = form._other.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    form._other.setTextCursor(cursor)
    QTest.keyClicks(form._other, " Nobody helped us.")
    form._save()
    settle()
    body = window.desk.source.record("statements", statement).body
    assert body["translations"][0]["text"].endswith("Nobody helped us.")
    assert body["translations"][0]["text"].count("⟦") == 2
    assert body["translations"][0]["translator"]
    assert state_of(session_a, "statements", statement) == "unscreened"


def test_answers_without_text_leave_the_screening_as_it_was(window: MainWindow, settle: Settle, session_a: Session
                                                            ) -> None:
    form, person = person_form(window, settle)
    before = state_of(session_a, "people", person)
    form._facts["in_hiding"].choose("yes")
    form._save()
    assert window.desk.source.record("people", person).body["risk_facts"]["in_hiding"] == "yes"
    assert state_of(session_a, "people", person) == before


def test_a_review_answers_questions_and_raises_the_level(window: MainWindow, settle: Settle) -> None:
    source = window.desk.source
    person = next(one for one in source.ids("people") if source.pseudonym(one) == "Interpreter 2")
    window.show_page("People", person)
    page = window._page("People")
    page._review()  # type: ignore[attr-defined]  # the people page
    settle()
    review = page.detail.findChildren(Review)[-1]  # type: ignore[attr-defined]  # the people page
    review._answer("in_custody_of_returning_state", "yes")
    review._finish()
    settle()
    spoken = page.rows.rows.row(page.rows.place_of(person)).spoken  # type: ignore[attr-defined]  # the people page
    assert "If returned: Critical" in spoken


@pytest.mark.parametrize(("field", "value", "said"), [("_age", "about 50", "whole number"), ("_pseudonym", "", "needed"),
                                                      ("_pseudonym", "interpreter 2", "Another person")])
def test_a_mistake_is_said_and_nothing_is_written(window: MainWindow, settle: Settle, field: str, value: str, said: str
                                                  ) -> None:
    form, person = person_form(window, settle)
    before = window.desk.source.record("people", person).revision
    getattr(form, field).setText(value)
    with pytest.raises(ValueError, match=said):
        form.body()
    form._save()
    assert window.desk.source.record("people", person).revision == before
    assert form._word.text() == "Not saved"


def test_a_new_person_gets_a_pseudonym_from_the_words(window: MainWindow, settle: Settle) -> None:
    source = window.desk.source
    window.show_page("People")
    page = window._page("People")
    page.add()  # type: ignore[attr-defined]  # the people page
    settle()
    form = page.detail.findChildren(PersonForm)[-1]  # type: ignore[attr-defined]  # the people page
    drawn = form._pseudonym.text()
    assert drawn and drawn not in [source.pseudonym(one) for one in source.ids("people")]
    form._save()
    settle()
    assert drawn in [source.pseudonym(one) for one in source.ids("people")]


def test_a_consent_given_today_stands_beside_the_earlier_one(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    use = form._consents._uses["press"]
    use.answer.choose("withdrawn")
    form._save()
    consents = window.desk.source.record("people", person).body["consents"]
    press = [one["decision"] for one in consents if one["purpose"] == "press"]
    assert press == ["granted", "withdrawn"]


def test_an_earlier_state_can_be_put_back(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    form._age.setText("61")
    form._save()
    settle()
    page = window._page("People")
    page._history()  # type: ignore[attr-defined]  # the people page
    settle()
    history = page.detail.findChildren(History)[-1]  # type: ignore[attr-defined]  # the people page
    states = window.desk.source.history("people", person)
    assert len(states) >= 2
    history._put_back(states[1][2])
    assert window.desk.source.record("people", person).body["age"]["stated"] == 51
    assert len(window.desk.source.history("people", person)) == len(states) + 1


def test_copied_text_names_people_by_their_pseudonym(window: MainWindow, settle: Settle) -> None:
    form, _statement = statement_form(window, settle)
    form._text.selectAll()
    copied = form._text.createMimeDataFromSelection().text()
    assert "Heron" in copied
    assert "\ufffc" not in copied and "⟦" not in copied


def test_a_case_and_an_incident_are_added_from_nothing(window: MainWindow, settle: Settle) -> None:
    source = window.desk.source
    window.show_page("Cases")
    page = window._page("Cases")
    page.add()  # type: ignore[attr-defined]  # the cases page
    settle()
    form = page.findChildren(RecordForm)[-1]
    form.fill({"title": "A second case", "summary": "Two people at a gate.", "opened": ["in spring", "2003-04", ""]})
    form._save()
    settle()
    case = source.ids("cases")[-1]
    body = source.record("cases", case).body
    assert body == {"title": "A second case", "summary": "Two people at a gate.",
                    "opened": {"words": "in spring", "from": "2003-04", "to": "2003-04"}}
    first = source.ids("cases")[0]
    window.show_page("Cases", first)
    page._add_incident(first)  # type: ignore[attr-defined]  # the cases page
    settle()
    form = page.findChildren(RecordForm)[-1]
    person = source.ids("people", case=first)[0]
    form.fill({"title": "At the gate", "type": "arrest", "when": ["at night", "2002-03-15", ""], "involved": [person]})
    form._save()
    made = source.record("incidents", source.ids("incidents")[-1]).body
    assert made["involved"] == [{"person": person, "role": "victim"}]
    assert made["when"] == {"words": "at night", "from": "2002-03-15", "to": "2002-03-15"}


@pytest.mark.parametrize(("when", "said"), [(["", "2002-02-30", ""], "When"), (["", "2003", "2002"], "before")])
def test_an_impossible_day_is_said(window: MainWindow, settle: Settle, when: list[str], said: str) -> None:
    incident = window.desk.source.ids("incidents")[0]
    window.show_page("Incidents", incident)
    page = window._page("Incidents")
    page._form(incident)  # type: ignore[attr-defined]  # the incidents page
    settle()
    form = page.findChildren(RecordForm)[-1]
    assert form.body() == dict(window.desk.source.record("incidents", incident).body)
    form.fill({"title": "x", "when": when})
    with pytest.raises(ValueError, match=said):
        form.body()


def test_from_a_text_that_is_only_read_nothing_is_copied(window: MainWindow, settle: Settle) -> None:
    statement = window.desk.source.ids("statements")[0]
    window.show_page("Statements", statement)
    settle()
    passage = next(one for one in window.findChildren(Passage) if one.isVisible())
    passage.selectAll()
    assert passage.textCursor().hasSelection()
    assert not passage.createMimeDataFromSelection().hasText()


def test_a_person_can_be_put_into_a_new_family(window: MainWindow, settle: Settle) -> None:
    form, person = person_form(window, settle)
    form._family.choose("new")
    form._save()
    source = window.desk.source
    family = source.record("people", person).body["family"]
    assert source.record("families", family).body["label"] == "Family 2"


def test_after_a_lock_home_leads_back_to_what_was_typed(window: MainWindow, settle: Settle) -> None:
    form, _person = person_form(window, settle)
    form._age.setText("58")
    form._keeper.save_draft()
    again = MainWindow(window.desk.source.session, FakeBridge())  # type: ignore[attr-defined]  # a vault's source
    again.show_page("Home")
    settle()
    acts = [one for one in again.findChildren(QPushButton) if one.text() == "Go on"]
    acts[-1].click()
    settle()
    assert again._place == "People"
    assert any(one.text() == "Go on with the draft" for one in again.findChildren(QPushButton))
    again.close()
    again.deleteLater()
