# SPDX-License-Identifier: GPL-3.0-or-later
"""The leak check of PDFs: poisoned in every corner a PDF has, and clean ones that pass."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from functools import cache
from typing import Literal

import pikepdf
import pytest
import typst

from casefile.errors import CannotVerify
from casefile.redaction.leak_pdf_glyphs import shown
from casefile.redaction.leakcheck import search_file
from tests.redaction.leak_people import terms

NAME = "서문겨레"
TEXT = "그날 밤 왜가리 씨가 먼저 강을 건넜다. Heron went first; 25 came in 2002."
Poison = Callable[[pikepdf.Pdf], None]


@cache
def made(body: str = TEXT, before: str = "") -> bytes:
    """A PDF set by typst, as an export is."""
    source = (f'#set document(title: "Press")\n#set text(font: ("Noto Sans CJK KR",))\n{before}\n'
              f"#set page(width: 14cm, height: 9cm)\n= Press\n{body}\n")
    return typst.compile(source.encode(), timestamp=0)


def poisoned(change: Poison, base: bytes | None = None) -> bytes:
    """A copy of the clean PDF with a leak put in."""
    with pikepdf.open(io.BytesIO(base or made())) as pdf:
        change(pdf)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def in_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = NAME


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:description"] = "with " + NAME


def in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Wilfred Ottershaw", 0))



def in_alt_of_root(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.Alt = pikepdf.String(NAME)


def in_comment(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
                              Contents=pikepdf.String(NAME))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def in_actual_text(pdf: pikepdf.Pdf) -> None:
    hidden = NAME.encode("utf-16-be").hex().upper()
    content = f"/Span <</ActualText <FEFF{hidden}>>> BDC EMC ".encode()
    pdf.pages[0].contents_add(pdf.make_stream(content))


def as_drawn_text(pdf: pikepdf.Pdf) -> None:
    font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                BaseFont=pikepdf.Name.Helvetica))
    pdf.pages[0].add_resource(font, pikepdf.Name.Font, pikepdf.Name("/F99"))
    pdf.pages[0].contents_add(pdf.make_stream(b"q BT /F99 8 Tf 3 Tr 9 9 Td [(Wilf) 9 (red Otter) -3 (shaw)] TJ ET Q"))


def under_a_box(pdf: pikepdf.Pdf) -> None:
    as_drawn_text(pdf)
    pdf.pages[0].contents_add(pdf.make_stream(b"q 0 0 200 30 re f Q"))


def in_drawing(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(f"/Span <</ActualText ({'Wilfred Ottershaw'})>> BDC EMC".encode())
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
    pdf.pages[0].add_resource(pdf.make_indirect(form), pikepdf.Name.XObject, pikepdf.Name("/X9"))


def _attach(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name, description="", mime_type="",
                                                     creation_date="", mod_date="")


def in_attachment(pdf: pikepdf.Pdf) -> None:
    _attach(pdf, "list.txt", NAME.encode("utf-16"))


def in_attachment_name(pdf: pikepdf.Pdf) -> None:
    _attach(pdf, NAME + ".txt", b"x")


def in_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript,
                                             JS=pikepdf.String("app.alert('Pyo Il-man')"))


def in_form_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("f"), V=pikepdf.String(NAME)))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])


def in_layer_name(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String(NAME)))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer])


def in_page_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=pikepdf.String(NAME))])


def in_own_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=pikepdf.String(NAME)))


def as_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Wilfred#20Ottershaw"] = 1


def in_loose_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Extra"] = pdf.make_indirect(pdf.make_stream(NAME.encode("utf-16-be")))


def in_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
                              A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(
                                  "https://example.org/%ED%91%9C%EC%9D%BC%EB%A7%8C")))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])


def in_font_map(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            pairs = "".join(f"<{900 + index:04X}> <{ord(letter):04X}>\n" for index, letter in enumerate(NAME))
            data = one.ToUnicode.read_bytes()
            extra = f"{len(NAME)} beginbfchar\n{pairs}endbfchar\nendcmap".encode()
            one.ToUnicode.write(data.replace(b"endcmap", extra, 1))


POISONS = [in_info, in_xmp, in_outline, in_alt_of_root, in_comment, in_actual_text, as_drawn_text, under_a_box,
           in_drawing, in_attachment, in_attachment_name, in_script, in_form_field, in_layer_name, in_page_label,
           in_own_key, as_key, in_loose_object, in_link, in_font_map]


@pytest.mark.parametrize("poison", POISONS, ids=lambda one: one.__name__)
def test_a_leak_in_a_corner_of_a_pdf_is_found(poison: Poison) -> None:
    data = poisoned(poison)
    found = search_file(data, "a.pdf", terms())
    assert [one for one in found if one.tier in ("T1", "T2", "P")], "as a file from elsewhere"
    assert search_file(data, "a.pdf", terms(), ours=True)


@pytest.mark.parametrize("body", [NAME + "가 왔다", "서문\n\n겨레", "Pyo Il-\\ man",
                                  "#text(size: 1pt, fill: white)[표일만]",
                                  "#place(dx: 40cm)[표일만]", "표#h(3cm)일#h(3cm)만", "call +86 433 555 0117",
                                  "#table(columns: 2, [표], [일만])"])
def test_a_name_on_a_page_is_found(body: str) -> None:
    assert search_file(made(body), "a.pdf", terms())


def test_an_older_revision_is_read_too() -> None:
    def with_note(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Note"] = pdf.make_indirect(pdf.make_stream(zlib.compress(NAME.encode()),
                                                              Filter=pikepdf.Name.FlateDecode))

    first = poisoned(with_note)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, size, root = pdf.Root.Note.objgen[0], pdf.trailer.Size, pdf.Root.objgen[0]
    before = first.rsplit(b"startxref", 1)[1].split()[0].decode()
    updated = (f"{number} 0 obj\n(gone)\nendobj\nxref\n{number} 1\n{len(first):010} 00000 n \ntrailer\n"
               f"<</Size {size} /Root {root} 0 R /Prev {before}>>\nstartxref\n")
    second = first + updated.encode() + f"{len(first) + updated.index('xref')}\n%%EOF\n".encode()
    with pikepdf.open(io.BytesIO(second)) as pdf:
        assert str(pdf.Root.Note) == "gone"
    assert {one.where for one in search_file(second, "a.pdf", terms())} == {"packed data 1, as bytes"}
    clean = made() + b"\n%%EOF\n"
    assert {one.kind for one in search_file(clean, "a.pdf", terms(), ours=True)} == {"structure"}


def test_bytes_after_the_end_are_read_too() -> None:
    found = search_file(made() + b"\n% " + "표일만".encode("cp949") + b"\n", "a.pdf", terms())
    assert [one.tier for one in found] == ["T1"]


def test_a_clean_pdf_passes_as_ours_and_as_foreign() -> None:
    letters = "Press" + TEXT
    assert search_file(made(), "a.pdf", terms(), ours=True, letters=letters, kept=()) == []
    assert search_file(made(), "a.pdf", terms()) == []
    assert search_file(poisoned(lambda pdf: None), "a.pdf", terms()) == []


def test_structure_that_is_not_listed_is_a_finding_in_our_own_file_alone() -> None:
    def strange(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))

    data = poisoned(strange)
    assert search_file(data, "a.pdf", terms()) == []
    assert {one.kind for one in search_file(data, "a.pdf", terms(), ours=True)} == {"structure"}


def test_a_font_that_remembers_other_letters_is_a_finding() -> None:
    def remember(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                data = one.ToUnicode.read_bytes()
                one.ToUnicode.write(data.replace(b"endcmap",
                                                 b"1 beginbfchar\n<0384> <BDC1>\nendbfchar\nendcmap", 1))

    found = search_file(poisoned(remember), "a.pdf", terms(), ours=True)
    assert {one.kind for one in found} == {"font"}


def test_missing_letters_are_said() -> None:
    found = search_file(made(), "a.pdf", terms(), ours=True, letters="Press" + TEXT + "끝")
    assert {one.kind for one in found} == {"incomplete"}


def test_a_glyph_whose_font_says_no_letter_makes_the_text_incomplete() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                one.ToUnicode.write(re.sub(rb"\d+ beginbfchar\n<[0-9A-F]+> <[0-9A-F]+>\n", b"1 beginbfchar\n", one.ToUnicode.read_bytes()))

    found = search_file(poisoned(forget), "a.pdf", terms(), ours=True, letters="Press" + TEXT)
    assert "text as its glyphs reads it" in {one.where for one in found}


def test_a_name_in_glyphs_is_found_where_pages_inherit_their_fonts() -> None:
    def inherit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Parent.Resources = page.Resources
        del page.Resources

    data = poisoned(inherit, made(f"{TEXT} {NAME}"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert NAME in shown(pdf, strange=True).pages[0]
    assert search_file(data, "a.pdf", terms())


def locked(data: bytes, opens_with: str = "", how: Literal[2, 3, 4, 6] = 6) -> bytes:
    """A PDF locked against change, or with a password against reading as well."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user=opens_with, R=how, aes=how >= 4, metadata=how >= 4))
    return target.getvalue()


@pytest.mark.parametrize("how", [2, 3, 4, 6])
def test_a_file_that_is_locked_against_change_only_is_searched(how: Literal[2, 3, 4, 6]) -> None:
    assert search_file(locked(made(), how=how), "a.pdf", terms()) == []
    for change in (in_info, in_actual_text, in_comment):
        assert search_file(locked(poisoned(change), how=how), "a.pdf", terms())
    with pytest.raises(CannotVerify):
        search_file(locked(made(), how=how), "a.pdf", terms(), ours=True)


def test_an_older_version_behind_a_lock_is_refused_in_plain_words() -> None:
    data = locked(made())
    with pytest.raises(CannotVerify, match="older version"):
        search_file(data + b"\n1 0 obj\n<<>>\nendobj\n" + data[data.rindex(b"startxref"):], "a.pdf", terms())


def test_what_cannot_be_read_is_never_clean() -> None:
    for data in (locked(made(), "u"), b"%PDF-1.7\nnothing", made()[:900]):
        with pytest.raises(CannotVerify):
            search_file(data, "a.pdf", terms())
