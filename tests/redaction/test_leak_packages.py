# SPDX-License-Identifier: GPL-3.0-or-later
"""The leak check of DOCX, XLSX, ODT and ZIP: poisoned in every part, made by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest

from casefile.errors import CannotVerify
from casefile.redaction.leakcheck import search_file
from tests.redaction.leak_people import terms

NAME = "서문겨레"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Parts = Mapping[str, str | bytes]


def package(parts: Parts, comment: bytes = b"") -> bytes:
    """A ZIP with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
        archive.comment = comment
    return target.getvalue()


def docx(body: str = "<w:p><w:r><w:t>Heron came.</w:t></w:r></w:p>", **more: str | bytes) -> bytes:
    """A small DOCX; `more` are parts with `/` written as `__`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "_rels/.rels": "<?xml version='1.0'?><Relationships/>",
        "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'}
    return package({**parts, **{name.replace("__", "/").replace("_xml", ".xml"): content for name,
                                content in more.items()}})


def xlsx(rows: str, shared: str = "", workbook: str = "<workbook/>", **more: str) -> bytes:
    """A small XLSX with one sheet."""
    return package({"[Content_Types].xml": "<?xml version='1.0'?><Types/>", "xl/workbook.xml": workbook,
                    "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
                    "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
                    **{name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()}})


def odt(content: str, **more: str) -> bytes:
    """A small ODT."""
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content,
                    **{name.replace("_xml", ".xml"): one for name, one in more.items()}})


def run(text: str, properties: str = "") -> str:
    """A run of text in a DOCX paragraph."""
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


POISONED = {
    "docx text": docx(f"<w:p>{run(NAME)}</w:p>"),
    "docx runs": docx("<w:p>" + run("서") + "<w:proofErr/>" + run("문겨") + "<w:bookmarkEnd/>" + run("레가") + "</w:p>"),
    "docx deleted": docx(f"<w:p><w:del w:author='x'><w:r><w:delText>{NAME}</w:delText></w:r></w:del></w:p>"),
    "docx hidden": docx(f"<w:p>{run(NAME, '<w:rPr><w:vanish/></w:rPr>')}</w:p>"),
    "docx author": docx("<w:p><w:ins w:author='Wilfred Ottershaw'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"),
    "docx comment": docx(word__comments_xml=f"<w:comments {_W}><w:comment>{run(NAME)}</w:comment></w:comments>"),
    "docx header": docx(word__header1_xml=f"<w:hdr {_W}><w:p>{run(NAME)}</w:p></w:hdr>"),
    "docx footnote": docx(word__footnotes_xml=f"<w:footnotes {_W}><w:p>{run(NAME)}</w:p></w:footnotes>"),
    "docx core": docx(docProps__core_xml=f"<cp:coreProperties><dc:creator>{NAME}</dc:creator></cp:coreProperties>"),
    "docx custom": docx(customXml__item1_xml=f"<x><secret value='{NAME}'/></x>"),
    "docx alt text": docx('<w:p><w:drawing><wp:docPr id="1" descr="photo of Hortensia Quiroga"/></w:drawing></w:p>'),
    "docx link": docx(word___rels__document_xml='<R><Relationship Target="mailto:river.stone41@example.org"/></R>'),
    "docx entities": docx("<w:p>" + run("".join(f"&#x{ord(one):x};" for one in NAME)) + "</w:p>"),
    "docx table": docx(f"<w:tbl><w:tr><w:tc><w:p>{run('Hortensia')}</w:p></w:tc><w:tc><w:p>{run('Quiroga')}</w:p></w:tc>"
                       "</w:tr></w:tbl>"),
    "docx xml comment": docx(f"<!-- {NAME} --><w:p/>"),
    "docx part name": docx(word__media__표일만_xml="<x/>"),
    "docx utf-16 part": docx(word__settings_xml=f"<?xml version='1.0' encoding='utf-16'?><s v='{NAME}'/>".encode("utf-16")),
    "docx binary part": package({"[Content_Types].xml": "<?xml version='1.0'?><Types/>",
                                 "word/printer.bin": b"\x01\x02" + NAME.encode("utf-16-le") + b"\x03"}),
    "docx embedded": package({"[Content_Types].xml": "<?xml version='1.0'?><Types/>",
                              "word/embeddings/a.xlsx": xlsx(f"<row><c t='str'><v>{NAME}</v></c></row>")}),
    "xlsx shared": xlsx('<row><c t="s"><v>0</v></c></row>', f"<si><t>{NAME}</t></si>"),
    "xlsx runs": xlsx("", "<si><r><t>서문</t></r><r><t>겨레</t></r></si>"),
    "xlsx neighbours": xlsx('<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>',
                            "<si><t>문겨레</t></si><si><t>서</t></si>"),
    "xlsx column": xlsx('<row><c t="s"><v>1</v></c></row><row><c t="s"><v>0</v></c></row>',
                        "<si><t>겨레</t></si><si><t>서문</t></si>"),
    "xlsx number": xlsx("<row><c><v>864335550117</v></c></row>"),
    "xlsx formula": xlsx(f'<row><c><f>"{NAME}"</f><v>1</v></c></row>'),
    "xlsx sheet name": xlsx("", workbook=f'<workbook><sheet name="{NAME}" state="hidden"/></workbook>'),
    "xlsx defined name": xlsx("", workbook="<workbook><definedName>Hortensia Quiroga</definedName></workbook>"),
    "xlsx comment": xlsx("", xl__comments1_xml=f"<comments><comment><t>{NAME}</t></comment></comments>"),
    "odt text": odt("<office:text><text:p>서<text:span>문겨</text:span>레</text:p></office:text>"),
    "odt change": odt(f"<text:tracked-changes><text:deletion><text:p>{NAME}</text:p></text:deletion></text:tracked-changes>"),
    "odt note": odt(f"<office:annotation><dc:creator>x</dc:creator><text:p>{NAME}</text:p></office:annotation>"),
    "odt meta": odt("<x/>", meta_xml=f"<office:meta><dc:creator>{NAME}</dc:creator></office:meta>"),
    "zip file": package({"a.txt": NAME}), "zip name": package({"표일만.txt": "x"}),
    "zip folder": package({"표일만/": ""}), "zip comment": package({"a.txt": "x"}, NAME.encode()),
    "zip in zip": package({"in.zip": package({"a.csv": "표,일만\n"})}),
    "zip cp949 name": package({"표일만.txt".encode("cp949").decode("cp437"): "x"}),
}


@pytest.mark.parametrize("data", POISONED.values(), ids=POISONED.keys())
def test_a_poisoned_package_is_found(data: bytes) -> None:
    assert [one for one in search_file(data, "a.bin", terms()) if one.tier]


@pytest.mark.parametrize("data", [
    docx(), xlsx("<row><c t='str'><v>Heron</v></c><c><v>25</v></c></row>"),
    odt("<office:text><text:p>Heron</text:p></office:text>"), package({"a.txt": "Heron"})], ids=str)
def test_a_clean_package_passes(data: bytes) -> None:
    assert search_file(data, "a.bin", terms()) == []


def test_our_own_documents_hold_listed_parts_and_all_their_letters() -> None:
    assert search_file(docx(), "a.docx", terms(), ours=True, letters="Heron came.", kept=()) == []
    assert search_file(docx(), "a.docx", terms(), ours=True, letters="Heron was", kept=())
    strange = docx(word__comments_xml="<w:comments/>")
    assert {one.kind for one in search_file(strange, "a.docx", terms(), ours=True)} == {"structure"}
    marked = docx("<w:p><w:ins>" + run("x") + "</w:ins></w:p>")
    assert {one.kind for one in search_file(marked, "a.docx", terms(), ours=True)} == {"structure"}


def test_a_deleted_file_in_an_archive_is_read() -> None:
    body = zlib.compress(NAME.encode())[2:-4]
    gone = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(body), 12, 5, 0) + b"a.txt" + body
    assert search_file(gone + package({"b.txt": "x"}), "a.zip", terms())


def test_an_archive_that_cannot_be_unpacked_is_never_clean() -> None:
    locked = bytearray(package({"a.txt": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    nested = package({"a.txt": "x"})
    for _depth in range(8):
        nested = package({"in.zip": nested})
    old = package({"[Content_Types].xml": "<Types/>", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)})
    for data in (bytes(locked), b"PK\x03\x04 nothing", nested, old, package({"a.mp3": bytes(range(256)) * 9})):
        with pytest.raises(CannotVerify):
            search_file(data, "a.zip", terms())


def test_what_was_found_before_an_unreadable_part_is_told() -> None:
    found = search_file(package({"a.txt": NAME, "b.mp3": bytes(range(256)) * 9}), "a.zip", terms())
    assert {one.kind for one in found} == {"name", "cannot-verify"}


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casefile.redaction.leak_archive.MOST_BYTES", 10_000)
    with pytest.raises(CannotVerify):
        search_file(package({"a.txt": "a" * 20_000}), "a.zip", terms())
