# SPDX-License-Identifier: GPL-3.0-or-later
"""The review queue confirms no name: decoys among its items, reasons that say "could be", worst harm first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casefile.errors import UnresolvedReview
from casefile.export import decoys, harm, review, run
from casefile.export.decoys import Looked
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL, Decision, Decisions, Item
from casefile.store import rows
from casefile.store.writing import Change, write
from casefile.vault.session import Session
from tests.export.material import KEY, TODAY, group, holdings

PRESS = ExportRequest("press", "txt")
REAL = Item("r", "statements/s/text", "T3", "Pemquist", "[name withheld]", "Bird 1", "could be part of a name", points=True)
TEXT = "On the way to Harrow we met Danforth and Pemquist, then Danforth left. 우리는 목포에서 한별을 기다렸다."


def looked(text: str = TEXT) -> list[Looked]:
    at = text.index("Pemquist") if "Pemquist" in text else 0
    return [Looked("statements/s/text", text, ((at, at + 8),) if "Pemquist" in text else ())]


@pytest.fixture
def told(group_session: Session) -> Session:
    """A quote in which part of a name stands among names of strangers."""
    statement = rows.by_external(group_session, "statements", "gs-03")
    assert statement is not None
    body = {**statement.body, "quotes": [{**statement.body["quotes"][0], "text": f"I say: {TEXT}"}]}
    write(group_session, "test", [Change("statements", statement.id, body, external_id="gs-03", case_id=statement.case_id,
                                         label=statement.label)], screening={("statements", statement.id): (None, [])})
    return group_session


def test_there_are_as_many_decoys_as_matches_and_always_the_same() -> None:
    chosen = decoys.choose(looked(), [REAL], KEY, ["a", "b"])
    assert chosen == decoys.choose(looked(), [REAL], KEY, ["b", "a"])
    words = {word for _, _, word in chosen}
    assert len(words) == 1
    assert words < {"Harrow", "Danforth", "목포", "한별", "우리"}
    many = decoys.choose(looked(), [replace(REAL, item=str(n)) for n in range(9)], KEY, ["a"])
    assert {word for _, _, word in many} >= {"Harrow", "Danforth", "한별"}
    assert "Pemquist" not in {word for _, _, word in many}
    assert sum(word == "Danforth" for _, _, word in many) == 2, "a word is asked about wherever it stands"


def test_another_vault_has_other_decoys() -> None:
    text = " ".join(f"we saw {word} there;" for word in ("Alder", "Birch", "Cedar", "Dunes", "Ember", "Fjord", "Grove"))
    seen = {word for key in range(40) for _, _, word in decoys.choose(looked(text), [REAL], bytes([key]) * 32, ["a"])}
    assert len(seen) > 4


def test_where_nothing_points_into_the_identity_vault_nothing_is_asked() -> None:
    number = replace(REAL, tier="P", points=False)
    assert decoys.choose(looked(), [], KEY, ["a"]) == {}
    assert decoys.choose(looked(), [number], KEY, ["a"]) == {}


def test_a_decoy_looks_like_a_match_and_is_decided_like_one(told: Session, tmp_path: Path) -> None:
    answer = run.plan(told, PRESS).answer()
    queue = answer["queue"]
    assert len(queue) >= 2
    real = next(one for one in queue if one["before"] == "Pemquist")
    decoy = next(one for one in queue if one["before"] != "Pemquist")
    for name in ("tier", "replacement", "why"):
        assert decoy[name] == real[name]
    assert decoy["person"].startswith("Bird ")
    assert {key for key in decoy if decoy[key] != real.get(key)} <= {"item", "where", "before", "person"}, "nothing else tells"
    assert set(decoy) == set(real)
    refused = refusal(told, tmp_path, {real["item"]: Decision("keep", "a town")})
    assert [one["item"] for one in refused["queue"]] == [one["item"] for one in queue if one is not real]
    given = {one["item"]: Decision("keep", "a stranger") for one in queue if one["before"] == decoy["before"]}
    rest = {one["item"]: Decision("redact") for one in queue if one["item"] not in given}
    done = run.export(told, PRESS, Decisions({**rest, **given}), tmp_path / "kept.txt")
    assert done["review"] == {"redacted": len(rest), "kept": len(given)}
    text = (tmp_path / "kept.txt").read_text()
    assert decoy["before"] in text
    assert "Pemquist" not in text
    run.export(told, PRESS, Decisions({one["item"]: Decision("redact") for one in queue}), tmp_path / "gone.txt")
    assert f"to {decoy['before']}" not in (tmp_path / "gone.txt").read_text()


def refusal(session: Session, folder: Path, given: dict[str, Decision]) -> dict[str, Any]:
    with pytest.raises(UnresolvedReview) as refused:
        run.export(session, PRESS, Decisions(given), folder / "out.txt")
    found = refused.value.details
    assert isinstance(found, dict)
    return found


def test_the_command_and_the_window_ask_the_same(told: Session, tmp_path: Path) -> None:
    window = [one["item"] for one in run.plan(told, PRESS).answer()["queue"]]
    assert [one["item"] for one in refusal(told, tmp_path, {})["queue"]] == window


def test_where_all_is_redacted_unseen_no_decoy_costs_a_word(told: Session, tmp_path: Path) -> None:
    run.export(told, PRESS, REDACT_ALL, tmp_path / "out.txt")
    text = (tmp_path / "out.txt").read_text()
    assert "Harrow" in text
    assert "Danforth" in text
    assert "목포" in text


def test_reasons_confirm_no_name() -> None:
    for why in ("part of a name", "the name", "the name as recorded", "a place", "the name backwards"):
        assert review.could(why).startswith("could be")
    assert review.could("a long number") == "a long number"


def test_the_worst_harm_comes_first() -> None:
    document = group(3)
    document["people"][2]["risk_facts"] = {"family_in_origin": "yes", "named_in_public": "yes"}
    found = harm.weighed([replace(REAL, item="a", tier="T4", person="Bird 0"), replace(REAL, item="b", tier="Q", person="Bird 0"),
                          replace(REAL, item="c", tier="T3", person="Bird 0"), replace(REAL, item="d", tier="true name")],
                         holdings(document, TODAY))
    assert [one.item for one in found][-2:] == ["a", "b"]
    assert [harm.LEVELS.index(one.harm) for one in found] == sorted(
        (harm.LEVELS.index(one.harm) for one in found), reverse=True)


def test_a_decision_about_other_words_at_the_same_place_does_not_count() -> None:
    assert review.item_id(KEY, "statements/s", 3, 9, "T3", "Harrow") != review.item_id(KEY, "statements/s", 3, 9, "T3", "Alders")
    assert "Harrow" not in json.dumps(review.item_id(KEY, "statements/s", 3, 9, "T3", "Harrow"))
