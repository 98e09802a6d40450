# SPDX-License-Identifier: GPL-3.0-or-later
"""Packed bytes: what is hidden among them is found, and chance is not called a name."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pikepdf
import pytest

from casefile.redaction.leak_search import Search
from casefile.redaction.leak_terms import LeakTerms
from casefile.redaction.leakcheck import search_file
from casefile.redaction.terms import KnownPerson, Name
from tests.redaction.leak_people import terms
from tests.redaction.test_leak_image import chunk, png

SHORT = ("Bo Li", "Wu Ei", "Ann Ox", "표일", "방로아", "鲁伟", "ม่อน", "Ян Жук", "Ku Do")


def _found(data: bytes, known: LeakTerms, *, pixels: bool = False) -> list[str]:
    search = Search(known, "a.bin", ours=False, kept=None, deeper=lambda *_: None)
    search.raw("file", data, pixels=pixels)
    return [one.tier for one in search.findings.values()]


def test_chance_is_not_called_a_name() -> None:
    known = LeakTerms.build([KnownPerson(f"p-{number}", (Name(name, "true"),)) for number, name in enumerate(SHORT)])
    for seed in range(2):
        assert _found(random.Random(seed).randbytes(400_000), known) == []


@pytest.mark.parametrize(("name", "encoding"), [
    ("Wilfred Ottershaw", "ascii"), ("Wilfred Ottershaw", "utf-16-le"), ("Wilfred Ottershaw", "utf-16-be"), ("표일만", "utf-8"), ("표일만", "cp949"),
    ("표일만", "utf-16-le"), ("方雪岭", "gb18030"), ("方雪岭", "utf-8"), ("Прохор Савельич Ветлугин", "utf-8"), ("+86 433 555 0117", "ascii")])
@pytest.mark.parametrize("place", [0, 1001, 20_000])
def test_a_name_among_packed_bytes_is_found(name: str, encoding: str, place: int) -> None:
    noise = random.Random(11).randbytes(20_000)
    hidden = name.replace(" ", "" if "+" in name else " ").encode(encoding)
    assert _found(noise[:place] + b"\x00\x00" + hidden + b"\x00\x00" + noise[place:], terms())


@pytest.mark.parametrize("text", ["Then came Wu Ei, and nobody else did.", "그날 鲁伟 씨가 강가에 오래 서 있었다고 나는 들었다"])
def test_a_short_name_in_a_stretch_of_plain_text_is_found_between_packed_bytes(text: str) -> None:
    noise = random.Random(8).randbytes(20_000)
    assert _found(noise + b"\x00" + text.encode() + b"\x00" + noise, terms())


def grey(count: int) -> bytes:
    """Pixels of an even grey, each of which is a letter."""
    draw = random.Random(21)
    return bytes(int(draw.gauss(108, 6)) for _ in range(count))


def with_picture(pixels: bytes, *, packed: bool, behind: bytes = b"") -> bytes:
    """A PDF with a picture of a thousand columns, and bytes behind its packed pixels."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        stream = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1000, BitsPerComponent=8,
                                 Height=len(pixels) // 1000, ColorSpace=pikepdf.Name.DeviceGray)
        stream.write(zlib.compress(pixels) + behind if packed else pixels, filter=pikepdf.Name.FlateDecode if packed else None)
        page.add_resource(stream, pikepdf.Name.XObject, pikepdf.Name("/X1"))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font, pikepdf.Name("/F1"))
        page.contents_add(pdf.make_stream(b"q 9 0 0 9 0 0 cm /X1 Do Q BT /F1 9 Tf 9 9 Td (Heron came) Tj ET"))
        pdf.save(target, compress_streams=False)
    return target.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_the_pixels_of_a_picture_spell_no_name_by_chance_and_a_name_among_them_is_found(packed: bool) -> None:
    known = LeakTerms.build([KnownPerson(f"p-{number}", (Name(name, "true"),)) for number, name in enumerate(
        ("Rolf Klimt", "Jo Helgi", "Pim Lok", "Emil Horn", "Igor Feld"))])
    pixels = grey(300_000)
    assert search_file(with_picture(pixels, packed=packed), "a.pdf", known) == []
    for name in (b"Wilfred Ottershaw", "표일만".encode(), "서문겨레".encode("utf-16-be"), "方雪岭".encode("gb18030")):
        assert search_file(with_picture(pixels[:5000] + b"\0" + name + b"\0" + pixels[5000:], packed=packed), "a.pdf", terms())


def test_what_stands_behind_a_pictures_packed_pixels_is_found() -> None:
    data = with_picture(grey(100_000), packed=True, behind=b"by Wilfred Ottershaw and others")
    assert search_file(data, "a.pdf", terms())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.png", png(chunk(b"tEXt", b"Title\0Wilfred Ottershaw, " + grey(9000))))
    assert search_file(target.getvalue(), "a.zip", terms())
