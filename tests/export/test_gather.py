# SPDX-License-Identifier: GPL-3.0-or-later
"""Selection and the report: who is in, what is said of them, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from casefile.errors import GroupTooSmall, NotFound, UsageError
from casefile.export.gather import select
from casefile.export.names import WITHHELD
from casefile.export.report import leaves
from casefile.export.request import ExportRequest
from casefile.export.sections import write
from casefile.redaction.profiles import UnclassifiedField
from tests.export.material import SAMPLE, consent, group, holdings, mark, vault_id

PRESS = ExportRequest("press", "txt")
DECIDED = ExportRequest("press", "txt", override_reason="public interest", second_person="A. Editor")


def _texts(document: dict[str, Any], request: ExportRequest) -> str:
    return "\n".join(leaf.text for leaf in leaves(write(select(holdings(document), request))))


def test_people_without_consent_are_left_out_and_counted_but_helpers_are_not() -> None:
    selection = select(holdings(SAMPLE), DECIDED)
    assert [one.record.external_id for one in selection.people] == ["p-1"]
    assert selection.excluded == ((vault_id("p-2"), "refused"),)


def test_a_pool_that_is_too_small_refuses_and_a_second_person_may_decide() -> None:
    with pytest.raises(GroupTooSmall) as refused:
        select(holdings(SAMPLE), PRESS)
    assert refused.value.exit_code == 5
    assert select(holdings(group(12)), PRESS).uniqueness()["k_event_min"] >= 11
    with pytest.raises(GroupTooSmall):
        select(holdings(group(10)), PRESS)


def test_the_un_needs_five_and_an_appeal_only_reports() -> None:
    select(holdings(group(5)), ExportRequest("un", "txt"))
    with pytest.raises(GroupTooSmall):
        select(holdings(group(4)), ExportRequest("un", "txt"))
    assert select(holdings(group(3)), ExportRequest("appeal", "txt")).uniqueness()["k_event_min"] == 3


def test_figures_say_a_fact_that_names_somebody_by_her_pseudonym() -> None:
    document = group(12)
    document["people"][2]["occupation"] = f"driver of {mark(document['people'][1]['id'])}"
    selection = select(holdings(document), ExportRequest("appeal", "txt"))
    facts = [fact for one in selection.uniqueness()["minimal_uniques"] for fact in one["facts"]]
    assert f"driver of {document['people'][1]['pseudonym']}" in facts
    assert "⟦" not in repr(facts)


def test_everyone_linked_to_the_incident_counts_exported_or_not() -> None:
    document = group(12)
    for person in document["people"][1:]:
        person["consents"] = []
    selection = select(holdings(document), PRESS)
    assert len(selection.people) == 1
    assert selection.people[0].standing.k >= 11


def test_without_an_incident_the_case_is_the_pool() -> None:
    document = group(12)
    document["incidents"] = []
    assert select(holdings(document), PRESS).people[0].standing.pool == 12


def test_the_press_reads_no_full_text_no_summary_and_no_exact_age() -> None:
    texts = _texts(group(12), PRESS)
    assert "at night" not in texts
    assert "asked for passage" not in texts
    assert "ran through" not in texts
    assert "coal miner" not in texts
    assert "14 March" not in texts
    assert "We crossed the river," in texts
    assert "20 to 25 people" in texts


def test_the_un_reads_the_full_text() -> None:
    texts = _texts(group(12), ExportRequest("un", "txt"))
    assert "at night" in texts
    assert "ran through" in texts


def test_a_quote_needs_its_clearance_and_the_consent_for_quotes() -> None:
    document = group(12)
    for person in document["people"]:
        person["consents"] = [consent("press", details=[])]
    assert "We crossed the river," not in _texts(document, PRESS)
    document = group(12)
    for statement in document["statements"]:
        statement["quotes"][0]["cleared_for"] = ["un"]
    assert "We crossed the river," not in _texts(document, PRESS)


def test_chosen_statements_bring_their_speakers_alone() -> None:
    selection = select(holdings(group(12)), ExportRequest("press", "txt", statements=("gs-03",)))
    assert [one.record.external_id for one in selection.people] == ["g-03"]
    with pytest.raises(NotFound):
        select(holdings(group(12)), ExportRequest("press", "txt", statements=("nope",)))


def test_a_consent_for_the_exact_age_opens_it_only_as_far_as_enough_people_share_it() -> None:
    document = group(12)
    for person in document["people"]:
        person["consents"] = [consent("press", details=["exact_age"])]
        person["age"] = {"stated": 40}
    assert "\n40\n" in _texts(document, PRESS)
    document["people"][0]["age"] = {"stated": 33}
    assert "\n33\n" not in _texts(document, PRESS)


def test_people_left_out_have_no_word_in_a_text_for_print_but_can_be_followed_in_a_full_one() -> None:
    document = group(12)
    document["people"][0]["consents"] = []
    left_out = vault_id("g-00")
    assert select(holdings(document), PRESS).names.of(left_out) == WITHHELD
    assert select(holdings(document), ExportRequest("un", "txt")).names.of(left_out) != WITHHELD


def test_audiences_get_different_words_and_internal_the_vaults_own() -> None:
    found = {audience: select(holdings(group(12)), ExportRequest(audience, "txt")).names.of(vault_id("g-01"))
             for audience in ("press", "un", "legal", "internal")}
    assert found["internal"] == "Bird 1"
    assert len(set(found.values())) == 4


def test_a_person_who_wants_no_name_has_none() -> None:
    document = group(12)
    document["people"][2]["consents"] = [consent("press", identity_level="no_name")]
    assert select(holdings(document), PRESS).names.of(vault_id("g-02")) == WITHHELD


def test_a_field_no_rule_speaks_of_stops_the_export() -> None:
    document = group(12)
    document["people"][5]["favourite_song"] = "x"
    with pytest.raises(UnclassifiedField):
        select(holdings(document), ExportRequest("internal", "txt"))


def test_people_at_high_risk_are_named_in_the_warnings() -> None:
    document = group(12, risk_facts={"family_in_origin": "yes"})
    warnings = select(holdings(document), PRESS).warnings
    assert len(warnings) == 12
    assert "risk" in warnings[0]


def test_a_reason_and_a_second_person_belong_together() -> None:
    with pytest.raises(UsageError):
        ExportRequest("press", "txt", override_reason="because")


def test_a_full_text_that_speaks_of_people_left_out_is_said() -> None:
    document = group(12, risk_facts={"family_in_origin": "no"})
    document["people"][0]["consents"] = []
    document["statements"][1]["text"] += f" {mark('g-00')} was with me."
    found = [words for words in select(holdings(document), ExportRequest("un", "txt")).warnings if "left out" in words]
    assert found == ["One person who is left out is spoken of in the full statements, under another word. "
                     "Read them once more."]
    assert not [words for words in select(holdings(document), PRESS).warnings if "left out" in words]
