# SPDX-License-Identifier: GPL-3.0-or-later
"""The letter of an appeal: its blocks in order, a missing one named, people without consent not in it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from casefile.export import letter, render_txt
from casefile.export.gather import select
from casefile.export.redact import redact
from casefile.export.request import ExportRequest
from casefile.export.review import REDACT_ALL
from tests.export.material import KEY, SAMPLE, holdings, matcher

REQUEST = ExportRequest("appeal", "txt", appeal="a-1")


def _letter(document: dict[str, Any]) -> str:
    selection = select(holdings(document), REQUEST)
    done = redact(letter.write(selection), selection.names, matcher(document), KEY, REDACT_ALL)
    return render_txt.render(done.settled()).data.decode()


def test_the_blocks_stand_in_the_order_of_a_letter() -> None:
    document = copy.deepcopy(SAMPLE)
    document["appeals"][0].update(cover_note="Please write.", forwarded_by="Another desk",
                                  pattern="Not the first time.")
    text = _letter(document)
    places = [text.index(words) for words in (
        "Do not return the group", "15 March 2002", "UA-01-2002", "An alliance", "Forwarded by Another desk",
        "Please write.", "The Minister for Foreign Affairs", "fax +82 2 555 0100", "Your Excellency,",
        "fears return.", "Not the first time.", "This concerns 2 people.", "1. Do not return", "2. Allow safe passage",
        "1951 Refugee Convention", "Signed")]
    assert places == sorted(places)


@pytest.mark.parametrize("block", ["addressees", "salutation", "facts", "asks"])
def test_a_missing_block_is_named(block: str) -> None:
    document = copy.deepcopy(SAMPLE)
    del document["appeals"][0][block]
    with pytest.raises(letter.MissingBlock) as refused:
        _letter(document)
    assert refused.value.details["missing"] == [block]
    assert block in refused.value.message
    assert (refused.value.exit_code, refused.value.kind) == (5, "missing-block")


def test_an_organisation_signs_where_nobody_else_does() -> None:
    document = copy.deepcopy(SAMPLE)
    del document["appeals"][0]["signatories"]
    assert _letter(document).rstrip().endswith("An alliance for human rights")
    del document["appeals"][0]["author_organisation"]
    with pytest.raises(letter.MissingBlock):
        _letter(document)


def test_a_name_in_the_facts_is_replaced_and_a_private_number_goes() -> None:
    document = copy.deepcopy(SAMPLE)
    document["appeals"][0]["facts"] = "Namgung Tae-sik waits. Call +86 433 555 0142."
    text = _letter(document)
    assert "Namgung" not in text
    assert "0142" not in text


def test_people_without_appeal_consent_are_left_out_not_refused() -> None:
    selection = select(holdings(SAMPLE), REQUEST)
    assert [one.record.external_id for one in selection.people] == ["p-1"]
    assert [why for _, why in selection.excluded] == ["not asked"]
