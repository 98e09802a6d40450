# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that no program writes: the leak check reads them or says that it cannot, and falls over none."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import known_person

TERMS = LeakTerms.build([known_person("p1", {"names": [{"value": "Orlanda Quillfeather", "kind": "true"}]})])


def pdf(content: bytes) -> bytes:
    place = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        made.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font, F2=7, F3=pikepdf.Array([])))
        made.pages[0].Contents = made.make_stream(content)
        made.save(place)
    return place.getvalue()


def is_told(data: bytes, name: str) -> bool:
    """Whether the check gave an answer: findings or none, or that it cannot read the file."""
    try:
        search_file(data, name, TERMS)
    except CannotVerify:
        pass
    return True


@pytest.mark.parametrize("content", [
    b"BT Tf ET", b"BT 12 Tf ET", b"BT /F1 Tj ET", b"BT Tj ET", b"BT 7 TJ ET", b"cm", b"1 2 cm", b"Tm", b"BT (x) Td ET", b"Td",
    b"/a /b /c /d /e /f cm", b"EMC EMC", b"BDC EMC", b"BT /F2 12 Tf (x) Tj ET", b"BT /F3 12 Tf <00ff> Tj ET", b"'", b'"',
    b"/Span << /ActualText 7 >> BDC EMC", b"/Span /Nothing BDC EMC", b"BT [[(x)] (y) 9] TJ ET", b"(", b"[", b"<<", b"\xff" * 50])
def test_a_page_whose_operators_lack_what_they_need_is_no_fault(content: bytes) -> None:
    assert is_told(pdf(content), "file.pdf")


def test_bytes_cut_or_changed_anywhere_are_no_fault() -> None:
    whole, chance = pdf(b"BT /F1 12 Tf 20 20 Td (a page of words) Tj ET"), random.Random(4)
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at:at + chance.choice([0, 1, 5])] = chance.choice([b"", b"[", b"<<", b"-", b"9999999999", b"/", b"\0",
                                                                    chance.randbytes(3)])
        assert is_told(bytes(data), "file.pdf")
