# SPDX-License-Identifier: GPL-3.0-or-later
"""Every corner of a finished file a name can hide in: the name is found, its harmless twin passes.

Each kind is a maker that is given a text. Given a secret, the leak check must find it; given
harmless words, the file of the same shape must pass, so that shapes alone are never findings.
Files that nobody here can unpack are never called clean, whatever they hold.
"""

from __future__ import annotations

import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leakcheck import search_file
from tests.redaction.leak_people import terms
from tests.redaction.poison_files import ARCHIVES, TEXT, Maker
from tests.redaction.poison_media import PICTURES
from tests.redaction.poison_more import MORE, MORE_TEXT
from tests.redaction.poison_pdf_kinds import LATIN, PDF
from tests.redaction.poison_sheet import ODT, XLSX
from tests.redaction.poison_word import DOCX

SECRETS = ("Wilfred Ottershaw", "서문겨레", "Hortensia Quiroga")
HARMLESS = ("Heron of the river", "왜가리 강가")
KINDS: dict[str, tuple[str, Maker]] = {
    **{kind: (f"a.{kind.split()[0]}", make)
       for made in (PDF, LATIN, PICTURES, ARCHIVES, DOCX, XLSX, ODT, MORE) for kind, make in made.items()},
    **TEXT, **MORE_TEXT,
}
# What the check does not unpack: such a file is refused, with and without a name.
PACKED_AWAY = ("zip gzip", "zip packed", "zip xz", "zip tape", "zip tape's name", "zip link", "zip before",
               "zip two names", "pdf without a place")
FOUND = [kind for kind in KINDS if kind not in PACKED_AWAY]


def texts(kind: str, choice: tuple[str, ...]) -> list[str]:
    """The texts this kind can hold."""
    return [text for text in choice if text.isascii() or kind not in LATIN]


@pytest.mark.parametrize("kind", FOUND)
def test_a_name_in_this_corner_is_found_and_its_harmless_twin_passes(kind: str) -> None:
    name, make = KINDS[kind]
    for secret in texts(kind, SECRETS):
        found = search_file(make(secret), name, terms())
        assert [one for one in found if one.tier in ("T1", "T2", "P")], secret
    for words in texts(kind, HARMLESS):
        assert search_file(make(words), name, terms()) == []


@pytest.mark.parametrize("kind", PACKED_AWAY)
def test_what_cannot_be_unpacked_is_never_called_clean(kind: str) -> None:
    name, make = KINDS[kind]
    for words in texts(kind, HARMLESS):
        with pytest.raises(CannotVerify):
            search_file(make(words), name, terms())
    for secret in texts(kind, SECRETS):
        try:
            assert search_file(make(secret), name, terms())
        except CannotVerify:
            continue


def test_there_are_enough_kinds() -> None:
    assert len(FOUND) >= 300
    assert {kind.split()[0] for kind in FOUND} == {"pdf", "docx", "xlsx", "odt", "csv", "txt", "json", "zip", "png",
                                                   "jpeg"}
