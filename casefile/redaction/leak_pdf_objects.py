# SPDX-License-Identifier: GPL-3.0-or-later
"""The inside of a PDF for the leak check: every object, every string, every decoded stream.

The allow-list names what our own PDFs consist of (typst's tags, outline and metadata included); an
object or key that is not on it is a finding in our file, and merely searched in another's.  Old
revisions count: streams no table points to any more are unpacked from the bytes.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from casefile.errors import CannotVerify

_STEP = 1 << 20
# What is shorter costs no time worth saving.
_LONG = 4096
_RESOURCE = re.compile(r"^/[a-zA-Z]{1,3}\d{1,6}$")
_COMMON = {"/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms"}
_KEYS: dict[str, set[str]] = {
    "/Catalog": {"/Pages", "/Metadata", "/MarkInfo", "/StructTreeRoot", "/Lang", "/ViewerPreferences",
                 "/PageLabels",
                 "/Outlines", "/Version", "/Names", "/Dests", "/OutputIntents"},
    "/Pages": {"/Kids", "/Count", "/Parent", "/MediaBox", "/Resources"},
    "/Page": {"/Parent", "/Resources", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Contents",
              "/StructParents", "/Tabs", "/Group", "/Annots", "/UserUnit", "/Rotate"},
    "/Outlines": {"/First", "/Last", "/Count"},
    "/StructTreeRoot": {"/IDTree", "/ParentTree", "/ParentTreeNextKey", "/RoleMap", "/K", "/Namespaces"},
    "/StructElem": {"/Alt", "/T", "/P", "/Pg", "/S", "/K", "/A", "/ID", "/Lang", "/C", "/Title", "/NS", "/Ref"},
    "/OBJR": {"/Obj", "/Pg"}, "/MCR": {"/MCID", "/Pg"}, "/Namespace": {"/NS", "/RoleMapNS"},
    "/PageLabel": {"/S", "/St", "/P"}, "/Group": {"/S", "/CS", "/I", "/K"},
    "/Annot": {"/Rect", "/Border", "/Dest", "/F", "/StructParent", "/Contents"},
    "/Font": {"/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode", "/CIDSystemInfo", "/FontDescriptor", "/W",
              "/DW", "/CIDToGIDMap", "/FirstChar", "/LastChar", "/Widths", "/FontBBox", "/FontMatrix", "/CharProcs",
              "/Resources"},
    "/FontDescriptor": {"/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight",
                        "/StemV", "/FontFile2", "/FontFile3", "/CIDSet", "/XHeight", "/Leading"},
    "/CMap": {"/WMode", "/CMapName", "/CIDSystemInfo"}, "/Metadata": set(), "/ExtGState": {"/ca", "/CA", "/LW",
                                                                                           "/BM"},
    "/Encoding": {"/Differences", "/BaseEncoding"}, "/Pattern": set(), "/OutputIntent": {"/S"},
    "/XRef": {"/Size", "/W", "/Root", "/Info", "/ID", "/Index", "/Prev"}, "/ObjStm": {"/N", "/First"},
}
_PICTURE = {"/Width", "/Height", "/ColorSpace", "/BitsPerComponent"}
_UNTYPED = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Dest", "/Parent", "/Next",
            "/Prev", "/First",
            "/Last", "/Count", "/Font", "/ColorSpace", "/ProcSet", "/ExtGState", "/Pattern", "/Shading", "/XObject",
            "/Nums", "/Names", "/Kids", "/Limits", "/Range", "/N", "/Alternate", "/Registry", "/Ordering",
            "/Supplement",
            "/Marked", "/DisplayDocTitle", "/Suspects", "/O", "/Scope", "/Headers", "/RowSpan", "/ColSpan",
            "/ListNumbering",
            "/BBox", "/Placement", "/WritingMode", "/SpaceBefore", "/SpaceAfter", "/TextDecorationType", "/Color",
            "/BackgroundColor", "/BorderColor", "/BorderStyle", "/BorderThickness", "/TextAlign", "/LineHeight",
            "/BaselineShift", "/Padding", "/Width", "/Height", "/C", "/A", "/D", "/E", "/S", "/P", "/K",
            "/NumberUp",
            "/ViewArea", "/Direction", "/Summary", "/Length1", "/Dests", "/PageMode", "/SD", "/TextIndent",
            "/StartIndent",
            "/EndIndent", "/GlyphOrientationVertical", "/BlockAlign", "/InlineAlign", "/TBorderStyle", "/TPadding",
            "/ColumnCount", "/Properties", "/TextDecorationColor", "/TextDecorationThickness"}
_HEADER = re.compile(rb"(?<![0-9])([0-9]{1,8}) ([0-9]{1,5}) obj\b")
# Tables of objects are objects too, and are dropped when a file is read.
_TABLE = re.compile(rb"\s{0,9}<<[^>]{0,400}?/(?:XRef|ObjStm|Linearized)\b")
_STRUCTURE_NAMES = re.compile(r"^/[A-Z][A-Za-z0-9]{0,24}$")


@dataclass(slots=True)
class Inside:
    """What a PDF holds beside its page text."""

    strings: list[tuple[str, str]] = field(default_factory=list)
    streams: list[tuple[str, bytes, str]] = field(default_factory=list)
    unlisted: list[tuple[str, str]] = field(default_factory=list)
    embedded: list[tuple[str, bytes]] = field(default_factory=list)
    unicode_maps: list[bytes] = field(default_factory=list)
    images: int = 0
    pictures: list[tuple[str, str, bytes]] = field(default_factory=list)
    """Packed pictures: where, "width x height", and the bytes of their pixels."""
    packed: list[bytes] = field(default_factory=list)
    """The bytes of the same pictures as they stand in the file, where nothing stands behind them."""


def look_inside(pdf: pikepdf.Pdf, data: bytes) -> Inside:
    """Every object of an opened PDF and every stream in its bytes."""
    inside = Inside()
    maps = set()
    for number, one in enumerate([*pdf.objects, pdf.trailer]):
        where = f"object {number + 1}"
        _walk(one, where, inside, 0)
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and isinstance(one.get("/ToUnicode"),
                                                                                pikepdf.Stream):
            maps.add(one["/ToUnicode"].read_bytes())
    inside.unicode_maps = sorted(maps)
    known = {content for _where, content, _kind in inside.streams} | {one[2] for one in inside.pictures}
    for number, content in enumerate(_loose_streams(data), 1):
        if content not in known and not content.startswith(b"\x00\x00"):
            inside.streams.append((f"packed data {number}", content, "loose"))
    if data.count(b"%%EOF") != 1 or data.rstrip(b"\r\n")[-5:] != b"%%EOF":
        inside.unlisted.append(("end of the file", "more than one revision"))
    return inside


def unlocked(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """The bytes of a PDF that was locked with an empty password, without its lock.

    Raises CannotVerify where an older revision stands in the bytes: nothing here could unlock it.
    """
    seen: set[tuple[int, int]] = set()
    for found in _HEADER.finditer(data):
        number = int(found[1]), int(found[2])
        if number in seen or (pdf.get_object(*number) is None and not _TABLE.match(data, found.end())):
            raise CannotVerify("The file is locked, and holds an older version of itself that nobody can open.",
                               advice="Print it to a new PDF without a lock, and check that.")
        seen.add(number)
    target = io.BytesIO()
    pdf.save(target, encryption=False)
    return target.getvalue()


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _walk(one: Any, where: str, inside: Inside, depth: int) -> None:
    """Strings, names, streams and unlisted structure of one object and what it holds directly."""
    if depth > 60:
        inside.unlisted.append((where, "nested too deep"))
        return
    if isinstance(one, pikepdf.String):
        inside.strings.append((where, str(one)))
        inside.strings.append((where, bytes(one).decode("utf-8", "ignore")))
    elif isinstance(one, pikepdf.Name):
        if not _STRUCTURE_NAMES.match(str(one)):
            inside.strings.append((where, str(one)[1:].replace("+", " ")))
    elif isinstance(one, pikepdf.Array):
        for item in one:
            if not getattr(item, "is_indirect", False):
                _walk(item, where, inside, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        _listed(one, where, inside, trailer=depth == 0 and "/Root" in one and "/Size" in one)
        for key in one.keys():  # noqa: SIM118 - iterating a stream object gives no keys
            if not _STRUCTURE_NAMES.match(key) and not _RESOURCE.match(key):
                inside.strings.append((where, key[1:]))
            value = one.get(key)
            if not getattr(value, "is_indirect", False):
                _walk(value, f"{where} {key}", inside, depth + 1)
    if isinstance(one, pikepdf.Stream):
        _stream(one, where, inside)


def _stream(one: pikepdf.Stream, where: str, inside: Inside) -> None:
    kind = str(one.get("/Type", "")) + str(one.get("/Subtype", ""))
    if one.get("/Type") == "/EmbeddedFile":
        inside.embedded.append((where, _read(one)))
        return
    if one.get("/Subtype") == "/Image":
        inside.images += 1
        filters = str(one.get("/Filter", ""))
        if "DCTDecode" in filters:
            inside.embedded.append((f"{where}.jpg", bytes(one.read_raw_bytes())))
            return
        content, packed = _read(one), bytes(one.read_raw_bytes())
        inside.pictures.append((where, f"{one.get('/Width')}x{one.get('/Height')}", content))
        if packed == content or (filters == "/FlateDecode" and _ends(packed)):
            inside.packed.append(packed)
        return
    inside.streams.append((where, _read(one), kind))


def _ends(packed: bytes) -> bool:
    """Whether packed bytes end where what they hold ends."""
    unpack = zlib.decompressobj()
    try:
        while packed and not unpack.eof:
            unpack.decompress(packed, _STEP)
            packed = unpack.unconsumed_tail
    except zlib.error:
        return False
    return unpack.eof and not unpack.unused_data


def without(data: bytes, packed: list[bytes]) -> bytes:
    """Some bytes without the pictures in them, which are searched as what they show."""
    for one in packed:
        if len(one) >= _LONG:
            data = data.replace(one, b"\n")
    return data


def _listed(one: Any, where: str, inside: Inside, *, trailer: bool) -> None:
    kind = str(one.get("/Type", ""))
    keys = {str(key) for key in one.keys()} - _COMMON  # noqa: SIM118 - a stream object is no mapping
    if trailer:
        strange = keys - {"/Size", "/Root", "/Info", "/ID", "/Prev", "/W", "/Index"}
    elif kind == "/XObject" and one.get("/Subtype") == "/Image":
        inside.unlisted += [(where, f"key {key}") for key in sorted(keys - _PICTURE)]
        return
    elif kind and kind not in _KEYS:
        inside.unlisted.append((where, f"type {kind}"))
        return
    elif kind == "/Annot" and str(one.get("/Subtype")) != "/Link":
        strange = {"/Subtype"}
    elif kind:
        strange = keys - _KEYS[kind]
    else:
        strange = {key for key in keys - _UNTYPED if not _RESOURCE.match(key) and not _role(one, key)}
    if str(one.get("/Subtype", "")) in ("/Image", "/Form", "/PS", "/Widget", "/FileAttachment"):
        strange = strange | {"/Subtype"}
    for key in sorted(strange):
        inside.unlisted.append((where, f"key {key}"))


def _role(one: Any, key: str) -> bool:
    """Whether an entry maps one structure role to another, as a role map does."""
    return isinstance(one.get(key), pikepdf.Name) and str(one.get(key))[1:] in _ROLES


_ROLES = frozenset("Document Part Sect Div P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span "
                   "Quote Note Reference Caption Figure Link Strong Em TOC TOCI BlockQuote NonStruct Private".split())


def _loose_streams(data: bytes) -> Iterator[bytes]:
    """Everything packed between `stream` words in the bytes, also what no table points to."""
    for found in re.finditer(rb"stream\r?\n", data):
        unpack = zlib.decompressobj()
        try:
            content = unpack.decompress(data[found.end():], 64 * 1024 * 1024)
        except zlib.error:
            continue
        if content:
            yield content


_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{8,4000})>")
_ESCAPED_STRING = re.compile(rb"\(((?:[^()\\]|\\[^\n]){4,2000})\)")


def loose_strings(data: bytes) -> Iterator[str]:
    """Every string that stands in the bytes as the file format writes it, also in revisions that are gone."""
    for found in _HEX_STRING.findall(data):
        digits = re.sub(rb"\s", b"", found)
        yield from _meant(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    for found in _ESCAPED_STRING.findall(data):
        if b"\\" in found:
            yield from _meant(re.sub(rb"\\([0-7]{1,3})|\\(.)", _unescaped, found))


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8) & 0xFF]) if found[1] else found[2]


def _meant(data: bytes) -> Iterator[str]:
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield data.decode("utf-16", "ignore")
    else:
        yield data.decode("utf-8", "ignore")
        yield data.decode("utf-16-be", "ignore")
