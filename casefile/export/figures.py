# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pictures are in an export: masked copies cleared for its audience, of people who are in it.

An original never leaves, nor does a file's name: every picture has the program's own caption.  What no
program can do, read a picture, the warnings say.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace

from casefile.export import masking
from casefile.export.gather import Selection
from casefile.export.report import Figure, Raw, Section
from casefile.processes.pictures import Pixels
from casefile.records import masked
from casefile.records.masked import MaskedCopy
from casefile.records.record import Record
from casefile.vault.session import Session

WITH_PICTURES = ("pdf", "docx")
COVERED = "Parts are covered to protect people."
_FORMAT_HOLDS_NONE = "holds no pictures. Choose PDF or DOCX to hand them on."


def with_figures(session: Session, selection: Selection) -> Selection:
    """The selection with its pictures, and with what has to be said about them.

    Raises InputRefused (`masked-copy`) for a copy this program did not write, Damaged for missing bytes.
    """
    request = selection.request
    if request.audience == "internal":
        return selection
    cases = {one.id for one in selection.cases}
    found = [one for one in masked.cleared(session, request.audience) if one.case in cases]
    said: list[str] = []
    if request.statements and found:
        said.append(f"{_many(found)} left out: this export is of chosen statements only.")
        found = []
    if request.format not in WITH_PICTURES and found:
        said.append(f"{_many(found)} left out: this form {_FORMAT_HOLDS_NONE}")
        found = []
    shown = [one for one in found if not one.person or selection.person(one.person)]
    if len(shown) < len(found):
        said.append(f"{_many(found[len(shown):])} left out: whom it shows is not in this export.")
    for one in shown:
        masking.pixels_of(one.data)
    if shown:
        said.append(f"{'One picture is' if len(shown) == 1 else f'{len(shown)} pictures are'} in it. No program can read "
                    "a picture: a person looked at each and cleared it.")
    key = selection.holdings.key
    shown.sort(key=lambda one: hmac.new(key, b"picture\0" + one.data, hashlib.sha256).digest())  # no order of arrival
    return replace(selection, pictures=tuple(shown), warnings=(*selection.warnings, *said))


def pictures(selection: Selection, case: Record) -> Iterator[Section[Raw]]:
    """The pictures of a case, each with a caption that tells nothing but its number."""
    numbered = list(enumerate(selection.pictures, 1))
    here = [(number, one) for number, one in numbered if one.case == case.id]
    if here:
        yield Section("Pictures", tuple(Figure(one.data, Raw(_caption(number, one), own=True)) for number, one in here))


def digests(selection: Selection) -> frozenset[str]:
    """What a finished file may hold as a picture: each copy's bytes, and its pixels."""
    return frozenset(digest for one in selection.pictures for digest in (
        hashlib.sha256(one.data).hexdigest(), pixel_digest(masking.pixels_of(one.data))))


def pixel_digest(pixels: Pixels) -> str:
    """What tells one picture's pixels from any other's."""
    return hashlib.sha256(f"{pixels.width}x{pixels.height}\n".encode() + pixels.data).hexdigest()


def _caption(number: int, one: MaskedCopy) -> str:
    return f"Picture {number}. {COVERED}" if one.boxes else f"Picture {number}."


def _many(found: list[MaskedCopy]) -> str:
    return "One picture is" if len(found) == 1 else f"{len(found)} pictures are"
