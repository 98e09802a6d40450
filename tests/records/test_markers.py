# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of lifted text: any text comes back letter for letter, and no text passes for a reference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefile.errors import Damaged
from casefile.records.markers import Marker, escape, join, plain, references, split

HARD = st.text(alphabet=st.sampled_from("⟦⟧[]n:rca01\n \u200b\u0301é각ᄀ🙂")) | st.text()
MARKERS = st.builds(Marker, st.sampled_from(["n", "r", "c"]), st.from_regex(r"[0-9a-f]{0,8}", fullmatch=True),
                    st.from_regex(r"[0-9a-f]{1,8}", fullmatch=True))


@given(HARD)
def test_any_text_comes_back_and_holds_no_reference(text: str) -> None:
    assert "".join(part for part in split(escape(text)) if isinstance(part, str)) == text
    assert references(escape(text)) == []


@given(st.lists(HARD.filter(bool) | MARKERS))
def test_parts_come_back_as_they_were_joined(parts: list[str | Marker]) -> None:
    found = split(join(parts))
    assert [part for part in found if isinstance(part, Marker)] == [p for p in parts if isinstance(p, Marker)]
    merged: list[str | Marker] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    assert found == merged


def test_a_text_that_looks_like_a_reference_stays_text() -> None:
    forged = "⟦n:aa:bb⟧ and ⟦[⟧"
    assert references(escape(forged)) == []
    assert plain(escape(forged), {"aa": "Heron"}) == forged


@pytest.mark.parametrize("broken", ["⟦", "a⟧", "⟦x:aa:bb⟧", "⟦n:aa⟧", "⟦n:AA:bb⟧", "⟦[⟧⟦"])
def test_a_broken_reference_is_damage(broken: str) -> None:
    with pytest.raises(Damaged):
        split(broken)


def test_references_read_as_pseudonyms() -> None:
    text = "⟦n:aa:01⟧, ⟦r:aa:02⟧, ⟦c:aa:03⟧, ⟦n:ff:04⟧, ⟦c::05⟧"
    assert plain(text, {"aa": "Heron"}) == "Heron, a relative of Heron, [contact], a person, [contact]"
