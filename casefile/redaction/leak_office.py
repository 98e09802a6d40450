# SPDX-License-Identifier: GPL-3.0-or-later
"""Leak check of DOCX, XLSX and ODT: every part of the package as raw XML, runs joined.

The reading libraries of these formats show neither comments nor deleted text, so the parts are read
as they are: with tags taken out (a name cut into runs is whole again), with attributes, and cell by
cell.  For our own files parts and revision marks must be on the list.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator

from casefile.errors import CannotVerify
from casefile.redaction.leak_archive import entries
from casefile.redaction.leak_encodings import declared
from casefile.redaction.leak_image import JPEG, PNG
from casefile.redaction.leak_search import Search

_PARAGRAPH = re.compile(r"</(?:\w+:)?(?:p|h|tc|tr|c|row|si|table-cell|table-row|list-item|comment|title|a:p)\s*>|"
                        r"<(?:\w+:)?(?:br|cr|tab|line-break|s)\b[^>]*/>")
_TAG = re.compile(r"<[^>]*>")
_SILENT = re.compile(r"<\?.*?\?>|<!DOCTYPE[^>]*>", re.S)
_ATTRIBUTE = re.compile(r'(?<![\w:.-])[\w:.-]++\s?=\s?(?:"([^"]*)"|\'([^\']*)\')')
_ROW = re.compile(r"<row\b.*?</row>", re.S)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.S)
_ITEM = re.compile(r"<si\b[^>]*>(.*?)</si>", re.S)
_LISTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|mimetype|META-INF/manifest\.xml|"
    r"word/(?:document|styles|settings|fontTable|numbering|webSettings|footnotes|endnotes|header\d|footer\d|theme/theme1)"
    r"\.xml|word/_rels/document\.xml\.rels|xl/(?:workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml|"
    r"xl/_rels/workbook\.xml\.rels|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml|"
    r"content\.xml|styles\.xml|meta\.xml|settings\.xml")
_PICTURE = re.compile(r"word/media/picture\d+\.png")
_MARKS = re.compile(r"<w:(?:del|ins|moveFrom|moveTo|comment\w*|vanish|webHidden)\b(?!\s+w:val=\"(?:0|false)\")|"
                    r"<text:tracked-changes|<office:annotation|\bw:rsid\w*=|state=\"(?:hidden|veryHidden)\"|"
                    r"hidden=\"1\"|<w:altChunk|<w:attachedTemplate|<dc:creator>[^<]+|<cp:lastModifiedBy>[^<]+")
_HEAD_CODE = re.compile(r"&(?:[LCRPNDTFZAGSXYOHUEBI]|\d{1,3}|K[0-9A-F]{6}|\"[^\"]*\")")
_SIGN = re.compile(r"""<w:sym\b[^>]*?w:char=["']([0-9A-Fa-f]{4})["'][^>]*/>""")
_DECLARED = re.compile(rb"""[\s\xef\xbb\xbf]{0,9}<\?xml[^>]{0,200}?\sencoding\s?=\s?["']([A-Za-z0-9._-]{2,40})["']""")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def search_office(search: Search, data: bytes, name: str, letters: str | None) -> None:
    """All passes over one package.  Raises CannotVerify for a package or part that cannot be read."""
    parts = list(entries(search, data, name))
    shared = next((_strings(_xml(content, part)) for part,
                   content in parts if part.endswith("sharedStrings.xml")), [])
    body = []
    for part, content in parts:
        picture = _PICTURE.fullmatch(part) and hashlib.sha256(content).hexdigest() in search.pictures
        if search.ours and not picture and not _LISTED.fullmatch(part):
            search.report(f"part {part}", "structure")
        if part.endswith("/"):
            continue
        if content.startswith((PNG, JPEG)):  # whose own reader searches every byte but the pixels
            search.deeper(content, part)
            continue
        if content.startswith(_OLD_OFFICE):
            raise CannotVerify("The file holds a part in an old format that cannot be read.")
        search.raw(f"part {part}", content)
        if not _is_xml(part, content):
            if not part.endswith((".bin", ".odttf", ".ttf", ".otf", ".emf", ".wmf", ".gif", ".tiff")):
                search.deeper(content, part)
            continue
        text = _xml(content, part)
        _part(search, part, text)
        if re.search(r"worksheets/.*\.xml$", part):
            body.append(_sheet(search, part, text, shared))
        elif part in ("word/document.xml", "content.xml"):
            body.append(_joined(text))
    whole = "\n".join(body)
    search.values("document", whole)
    search.complete(letters, [("the package", whole)])


def _is_xml(part: str, content: bytes) -> bool:
    return part.endswith((".xml", ".rels", ".rdf",
                          ".vml")) or content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<?xml")


def _xml(content: bytes, part: str) -> str:
    encoding: str | None = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if encoding == "utf-8-sig" and (told := _DECLARED.match(content)) and told[1].lower() != b"utf-8":
        encoding = declared(told[1].decode("ascii"))
    if encoding is None:
        raise CannotVerify("A part of the document is in an encoding that is not known here.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotVerify("A part of the document is not readable as text.") from error


def _joined(xml: str) -> str:
    """The text of a part: paragraphs apart, runs within them joined."""
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", _SILENT.sub("", xml))))


def _part(search: Search, part: str, xml: str) -> None:
    """One XML part, in three readings, and its revision marks."""
    where = f"part {part}"
    xml = _SIGN.sub(_sign, xml)
    search.text(where, _joined(xml))
    if "_x" in xml:  # as spreadsheets write letters that XML may not hold
        search.text(f"{where}, escapes", _ESCAPED.sub(_sign, _joined(xml)))
    search.text(where, html.unescape(re.sub(r"\s+", " ", _TAG.sub(" ", xml))))
    if "eaderFooter" in xml:  # where &L begins the left part and is no letter of a name
        search.text(f"{where}, head and foot", _HEAD_CODE.sub("\n", html.unescape(_TAG.sub("\n", xml))))
    search.text(f"{where}, runs joined", html.unescape(_TAG.sub("", xml)))
    search.text(f"{where}, attributes", "\n".join(html.unescape(one or two) for one,
                                                  two in _ATTRIBUTE.findall(xml)))
    search.text(f"{where}, comments", "\n".join(re.findall(r"<!--(.*?)-->", xml, re.S)))
    if search.ours:
        for mark in sorted({found[0][:30] for found in _MARKS.finditer(xml)}):
            search.report(f"{where}: {mark.strip('<')}".split(">")[0], "structure")


def _sign(found: re.Match[str]) -> str:
    """The letter a code stands for; symbol fonts have their letters in the private area."""
    code = int(found[1], 16)
    return html.escape(chr(code - 0xF000 if 0xF000 <= code < 0xF100 else code)) if not 0xD800 <= code < 0xE000 else " "


def _strings(xml: str) -> list[str]:
    return [html.unescape(_TAG.sub("", item)) for item in _ITEM.findall(xml)]


def _sheet(search: Search, part: str, xml: str, shared: list[str]) -> str:
    """A worksheet: rows with their cells joined, columns, and the text for completeness."""
    rows = [list(_cells(row, shared)) for row in _ROW.findall(xml)]
    for joiner in (" ", ""):
        search.pieces([(f"part {part}, row {number}", joiner.join(row)) for number, row in enumerate(rows, 1)],
                      "\n", f"part {part}, rows")
    width = max(map(len, rows), default=0)
    search.pieces([(f"part {part}, column {index + 1}", "\n".join(row[index] for row in rows if index < len(row)))
                   for index in range(width)], "\n\n", f"part {part}, columns")
    return "\n".join("\n".join(row) for row in rows)


def _cells(row: str, shared: list[str]) -> Iterator[str]:
    for attributes, content in _CELL.findall(row):
        text = html.unescape(_TAG.sub("", re.sub(r"<f\b.*?</f>", "", content, flags=re.S)))
        if re.search(r"""\bt=["']s["']""", attributes) and text.strip().isdecimal():
            index = int(text)
            text = shared[index] if index < len(shared) else ""
        yield text
