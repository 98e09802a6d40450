# SPDX-License-Identifier: GPL-3.0-or-later
"""What is out already counts: a warning where texts that are harmless alone single someone out together."""

from __future__ import annotations

from dataclasses import replace

from casefile.export import mosaic
from casefile.export.gather import select
from casefile.export.request import ExportRequest
from casefile.records.record import Record
from casefile.redaction.uniqueness import Pool
from tests.export.material import group, holdings, vault_id

PRESS = ExportRequest("press", "txt")


def _disclosure(levels: dict[str, int], audience: str = "un") -> Record:
    body = {"audience": audience, "said": {vault_id("g-03"): levels}}
    return Record("disclosures", "d", None, None, "", body, "", 0, "", "", None)


def _warned(*disclosures: Record, revealed: str = "") -> list[str]:
    document = group(12, risk_facts={"family_in_origin": "no", "true_name_public": "no"})
    if revealed:
        document["exposures"] = [{"id": "e", "case": "gc", "people": ["g-03"], "where": "a paper", "revealed": revealed}]
    selection = select(replace(holdings(document), disclosures=disclosures), PRESS)
    return [words for words in selection.warnings if "laid beside" in words]


def test_nothing_out_before_warns_of_nothing() -> None:
    assert _warned() == []


def test_an_exact_age_told_to_another_audience_singles_her_out_now() -> None:
    assert _warned(_disclosure({"age": 0})) == [
        "Bird 3: laid beside what was published or handed out before, only one person fits."]


def test_what_stayed_inside_does_not_count() -> None:
    assert _warned(_disclosure({"age": 0}, "internal")) == []


def test_a_newspaper_that_printed_the_age_counts_and_one_that_did_not_does_not() -> None:
    assert len(_warned(revealed="surname, age 36, former miner")) == 1
    assert _warned(revealed="a woman, number 136") == []


def test_facts_are_joined_at_their_finest() -> None:
    people: list[dict[str, object]] = [{"age": 40, "sex": "F"}, {"age": 41, "sex": "F"}, {"age": 40, "sex": "M"}]
    pool = Pool.of(people)
    assert mosaic.together(people[0], {"age": 5, "sex": 0}, {}, pool) == 2
    assert mosaic.together(people[0], {"age": 5, "sex": 0}, {"age": 0}, pool) == 1
    assert mosaic.told(people[0], {"age": 5, "sex": 0}) == {"sex": 0}
