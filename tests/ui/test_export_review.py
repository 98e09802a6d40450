# SPDX-License-Identifier: GPL-3.0-or-later
"""The review screen: keys, progress, undo, what is kept over a lock, and both texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.fake_source import FakeBridge, FakeSource
from tests.ui.tree import walk
from ui.export import items, kept, texts
from ui.export.page import ExportPage
from ui.export.review import Review
from ui.export.second import SecondPerson
from ui.kit.passages import Inline, Marked
from ui.shell.window import MainWindow

QUEUE = [{"item": f"i{at}", "where": "statements/b3/text", "tier": "T3", "before": f"Part{at}", "person": "Heron",
          "replacement": "[name withheld]", "why": "could be part of a name", "harm": "high"} for at in range(3)]
PIECES = [{"before": "I met ", "after": "I met "},
          *({"before": f"Part{at}", "after": "[name withheld]", "changed": True, "item": f"i{at}"} for at in range(3)),
          {"before": "은 왔다. ", "after": "은(는) 왔다. "}, {"before": "Heron", "after": "Quiet Vale", "changed": True}]
PLAN: dict[str, Any] = {"queue": QUEUE, "people": 1, "replaced": 4,
                        "passages": [{"where": "statements/b3/text", "pieces": PIECES}]}


@pytest.fixture
def page(open_window: Callable[..., MainWindow], settle: Callable[[], None]) -> ExportPage:
    window = open_window()
    window.show_page("Export")
    found = window._page("Export")
    assert isinstance(found, ExportPage)
    found.look("/tmp/press.pdf")
    found._looked(PLAN)
    window.activateWindow()
    settle()
    return found


def review(page: ExportPage) -> Review:
    return page.findChildren(Review)[-1]


def said(page: ExportPage) -> str:
    return "\n".join(f"{node.name}\n{node.description}\n{node.text}" for node in walk(page.window()))


def test_the_place_is_known_before_the_names_are_opened_and_one_worker_does_both(page: ExportPage, bridge: FakeBridge) -> None:
    job, options = bridge.asked[-1]
    assert (job, options["out"], options["review"]) == ("export", "/tmp/press.pdf", True)
    for _ in range(3):
        review(page).remove()
    page.write()
    assert [name for name, _ in bridge.asked].count("export") == 1
    assert set(bridge.asked[-1][1]["decisions"]) == {"i0", "i1", "i2"}


def test_keys_decide_and_keep_asks_for_a_reason(page: ExportPage, settle: Callable[[], None]) -> None:
    shown = review(page)
    shown._rows.setFocus()
    QTest.keyClick(shown._rows, Qt.Key.Key_R)
    assert shown.waiting() == ["i1", "i2"]
    QTest.keyClick(shown._rows, Qt.Key.Key_N)
    assert shown._rows.current() == "i2"
    QTest.keyClick(shown._rows, Qt.Key.Key_K)
    settle()
    assert shown._reason is not None
    QTest.keyClicks(shown._reason, "rkun")  # letters in the field are letters
    assert shown._reason.text() == "rkun"
    QTest.keyClick(shown._reason, Qt.Key.Key_Return)
    assert shown.waiting() == ["i1"]
    assert "2 of 3 decided" in page.bar.words.text()
    QTest.keyClick(shown._rows, Qt.Key.Key_U)
    assert shown.waiting() == ["i1", "i2"]
    assert shown._rows.current() == "i2"


def test_what_is_decided_can_be_seen_and_decided_otherwise(page: ExportPage, settle: Callable[[], None]) -> None:
    shown = review(page)
    shown.remove()
    shown._turn_over()
    settle()
    assert shown._rows.current() == "i0"
    assert "You removed it." in said(page)
    shown._current = "i0"
    shown.keep()
    assert shown._reason is not None
    shown._reason.setText("a town")
    shown._kept()
    assert page._choice.decisions["i0"] == {"action": "keep", "reason": "a town"}
    assert page._choice.order == ["i0"]


def test_decisions_outlive_a_lock_and_count_for_the_same_audience_alone(
        page: ExportPage, source: FakeSource, open_window: Callable[..., MainWindow], settle: Callable[[], None]) -> None:
    review(page).remove()
    page._choice.out = "/tmp/press.pdf"
    assert list(source.drafts_kept) == [f"export/press|{page._choice.case}|"]
    window = open_window()
    window.show_page("Export")
    again = window._page("Export")
    assert isinstance(again, ExportPage)
    settle()
    assert "You were deciding what may leave for the press" in said(again)
    begun = kept.waiting(source)[0]
    assert begun.decisions == {"i0": {"action": "redact", "reason": ""}}
    other = kept.Choice(audience="un", case=begun.case)
    other.take_up(source)
    assert other.decisions == {}
    again._choice = begun
    again.look()
    again._looked(PLAN)
    settle()
    assert review(again).waiting() == ["i1", "i2"]
    assert review(again)._choice.undo() == "i0"


def test_a_written_file_lets_the_decisions_go(page: ExportPage, source: FakeSource, bridge: FakeBridge,
                                              settle: Callable[[], None]) -> None:
    for _ in range(3):
        review(page).remove()
    page.write()
    bridge.jobs[-1][1]({"file": "/tmp/press.pdf", "people": 1, "warnings": ["One picture is in it."]})
    settle()
    assert source.drafts_kept == {}
    assert "One picture is in it." in said(page)


def test_a_worker_that_gave_up_is_started_again_with_the_decisions(page: ExportPage, bridge: FakeBridge) -> None:
    for _ in range(3):
        review(page).remove()
    bridge.jobs[-1][1]({"error": {"kind": "waited-too-long", "message": "", "advice": ""}})
    assert "closed again after two quiet minutes" in said(page)
    assert review(page).waiting() == []
    page.write()
    assert [name for name, _ in bridge.asked].count("export") == 2


def test_both_texts_show_what_was_decided() -> None:
    decisions = {"i0": {"action": "redact", "reason": ""}, "i1": {"action": "keep", "reason": "a town"}}
    now, then, changed, _ = texts.two_texts(PLAN["passages"], decisions, "statements/b3/text", "i2")
    assert [str(one) for one in now if isinstance(one, Marked) and one.asked] == ["Part2"]
    assert [(one.word, one.look) for one in then if isinstance(one, Inline)] == [
        ("[name withheld]", "removed"), ("[name withheld]", "left out"), ("Quiet Vale", "removed")]
    assert "Part1" in then
    assert "은(는) 왔다. " in then  # grammar made neutral is text, not something taken out
    assert changed == 3


def test_of_a_long_text_the_part_around_the_item_is_shown() -> None:
    long = [{"where": "w", "pieces": [{"before": "a b " * 400, "after": "a b " * 400}, PIECES[1],
                                      {"before": "c d " * 400, "after": "c d " * 400}]}]
    now, _, _, cut = texts.two_texts(long, {}, "w", "i0")
    assert cut
    assert sum(len(str(one)) for one in now if isinstance(one, str)) < 3 * texts.AROUND
    whole, _, _, _ = texts.two_texts(long, {}, "w", "i0", whole=True)
    assert sum(len(str(one)) for one in whole if isinstance(one, str)) > 3000


def test_no_word_of_the_screen_confirms_a_name(source: FakeSource) -> None:
    for tier, why in (("T3", "could be part of a name"), ("T4", "could be initials"), ("T1", "could be a name"),
                      ("Q", "could be a place that leads to somebody")):
        one = items.items(source, [{**QUEUE[0], "tier": tier, "why": why}])[0]
        for words in (one.title, one.why):
            assert "is part of a" not in words
            assert "is the name" not in words


def test_a_second_person_may_answer_for_a_group_too_small(page: ExportPage, bridge: FakeBridge, settle: Callable[[], None]) -> None:
    refused = {"kind": "group-too-small", "message": "3 people are linked.",
               "advice": "Nothing was written. Let a second person decide (--override-reason and --second-person)."}
    bridge.jobs[-1][1]({"error": refused})
    settle()
    assert "--" not in said(page)
    asked = page.findChildren(SecondPerson)[-1]
    asked._reason.setText("in the public interest")
    asked._take()
    assert "Both are needed" in said(page)
    asked._name.setText("A. Second")
    asked._take()
    job, options = bridge.asked[-1]
    assert (job, options["override_reason"], options["second_person"]) == ("export", "in the public interest", "A. Second")
    bridge.jobs[-1][1]({"error": refused})
    settle()
    assert len([one for one in page.findChildren(SecondPerson) if one.isVisible()]) == 0, "it is asked for once"


def test_what_was_decided_before_is_offered_and_not_taken_by_itself(page: ExportPage, settle: Callable[[], None]) -> None:
    was = [{**QUEUE[0], "earlier": {"action": "keep", "reason": "a river"}}, QUEUE[1],
           {**QUEUE[2], "earlier": {"action": "redact", "reason": ""}}]
    page._looked({**PLAN, "queue": was})
    settle()
    assert page._choice.decisions == {}
    assert "In an earlier export you kept it: a river" in said(page)
    assert "Kept before · " in said(page)
    review(page).all_as_then()
    assert page._choice.decisions == {"i0": {"action": "keep", "reason": "a river"}, "i2": {"action": "redact", "reason": ""}}
    assert review(page).waiting() == ["i1"]
    review(page).undo()
    review(page).as_then()
    assert page._choice.decisions["i2"]["action"] == "redact"
