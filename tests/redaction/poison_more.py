# SPDX-License-Identifier: GPL-3.0-or-later
"""A second drawing of corners, thought of after the first ones were all found.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

import base64
import html
import io
import json
import unicodedata
from urllib.parse import quote

import pikepdf

from tests.redaction.poison_files import Maker, archive, halves
from tests.redaction.poison_pdf import annotation, document, embedded, packed, root, stream, string
from tests.redaction.poison_sheet import in_book, in_odt, in_sheet, xlsx
from tests.redaction.poison_word import docx, in_docx, in_part
from tests.redaction.test_leak_image import chunk, jpeg, png, segment


def linear(text: str) -> bytes:
    """A PDF written for reading over a network, with a script."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(root(b"/OpenAction <</S /JavaScript /JS @>>")(text))) as pdf:
        pdf.save(target, linearize=True)
    return target.getvalue()


def drawn_font(text: str) -> bytes:
    """A font whose letters are drawings, named by what they show."""
    named = [f"/{one}" if one.isascii() and one != " " else f"/uni{ord(one):04X}" for one in text]
    drawings = " ".join(f"{one} 21 0 R" for one in dict.fromkeys(named))
    shown = bytes(range(65, 65 + len(text))).hex()
    font = (f"<</Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs <<{drawings}>> "
            f"/Encoding <</Type /Encoding /Differences [65 {' '.join(named)}]>> /FirstChar 65 "
            f"/LastChar {64 + len(text)} /Widths [{'1 ' * len(text)}]>>")
    return document(f"BT /F1 9 Tf 9 9 Td <{shown}> Tj ET".encode(), more={5: font.encode(), 21: stream(b"1 0 d0")})


def two_streams(text: str) -> bytes:
    """A page whose content is in two streams, half the text in each."""
    one, two = (b" /Span <</ActualText " + string(half) + b">> BDC (x) Tj EMC" for half in halves(text))
    page = (b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents [4 0 R 8 0 R] "
            b"/Resources <</Font <</F1 5 0 R>>>>>>")
    return document(contents=stream(b"BT /F1 9 Tf 9 9 Td" + one), more={3: page, 8: stream(two + b" ET")})


def two_fields(text: str) -> bytes:
    """Two form fields, half the text in each."""
    one, two = (b"<</FT /Tx /T (a) /V " + string(half) + b">>" for half in halves(text))
    return document(root=b"/AcroForm <</Fields [20 0 R 21 0 R]>>", more={20: one, 21: two})


def about(value: bytes) -> bytes:
    """A PDF whose subject is written with these bytes."""
    return document(info=b"/Subject " + value)


def letters_as_runs(text: str) -> bytes:
    """A DOCX with a run for each letter, in the other case."""
    runs = "".join(f"<w:r><w:rPr><w:smallCaps/></w:rPr><w:t xml:space='preserve'>{one.swapcase()}</w:t></w:r>"
                   for one in text)
    return docx(f"<w:p>{runs}</w:p>")


def in_zip(name: str, pattern: str) -> Maker:
    """A ZIP of one text file; `@1` and `@2` are the halves, `@` the text."""
    return lambda text: archive(name, pattern.replace("@1", halves(text)[0]).replace(
        "@2", halves(text)[1]).replace("@", text).encode())


def lines(pattern: str) -> Maker:
    """A text file."""
    return lambda text: pattern.replace("@1", halves(text)[0]).replace("@2", halves(text)[1]).replace(
        "@", text).encode()


MORE: dict[str, Maker] = {
    "pdf linear": linear, "pdf drawn font": drawn_font, "pdf two streams": two_streams, "pdf two fields": two_fields,
    "pdf cp949 string": lambda text: about(b"(by " + text.encode("cp949") + b")"),
    "pdf utf-8 string": lambda text: about(b"(\xef\xbb\xbf" + text.encode() + b")"),
    "pdf turned utf-16": lambda text: about(b"<FFFE" + text.encode("utf-16-le").hex().encode() + b">"),
    "pdf blanks in hexadecimal": lambda text: about(b"<FEFF " + text.encode("utf-16-be").hex(" ").encode() + b">"),
    "pdf language": root(b"/Lang @"),
    "pdf packet in base64": lambda text: document(leaf=b"/Metadata 20 0 R", more={20: packed(
        b"<x><y>" + base64.b64encode(text.encode()) + b"</y></x>", "/Type /Metadata")}),
    "pdf packet's attribute": lambda text: document(leaf=b"/Metadata 20 0 R", more={20: stream(
        b"<r a='" + html.escape(text).encode("ascii", "xmlcharrefreplace") + b"'/>", "/Type /Metadata")}),
    "pdf document inside": embedded(in_docx("<w:p><w:r><w:t>@</w:t></w:r></w:p>"), "a.docx"),
    "pdf archive inside": embedded(lambda text: archive(text + ".txt"), "a.zip"),
    "pdf answer to a note": lambda text: annotation(
        b"/Subtype /Text /Contents (x) /IRT 20 0 R",
        o20=b"<</Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents " + string(text) + b">>"),
    "pdf part of documents": root(b"/DPartRoot <</DPartRootNode <</DPM <</N @>>>>>>"),
    "pdf layer's maker": lambda text: document(root=b"/OCProperties <</OCGs [20 0 R] /D <<>>>>", more={
        20: b"<</Type /OCG /Name (l) /Usage <</CreatorInfo <</Creator " + string(text) + b">>>>>>"}),
    "docx anchor": in_docx("<w:hyperlink w:anchor='@'/>"),
    "docx smart tag": in_docx("<w:smartTag><w:smartTagPr><w:attr w:name='a' w:val='@'/></w:smartTagPr></w:smartTag>"),
    "docx letters as runs": letters_as_runs,
    "docx deleted field": in_docx("<w:del><w:r><w:delInstrText>REF @</w:delInstrText></w:r></w:del>"),
    "docx form's default": in_docx("<w:ffData><w:textInput><w:default w:val='@'/></w:textInput></w:ffData>"),
    "docx macro": in_part("word__vbaData", "<wne:mcds><wne:mcd wne:macroName='PROJECT.@'/></wne:mcds>"),
    "docx ink": in_part("word__ink__ink1", "<inkml:annotation type='truth'>@</inkml:annotation>"),
    "docx label": in_part("docMetadata__LabelInfo", "<clbl:label name='@'/>"),
    "docx comment's paragraphs": in_part("word__comments", "<w:comments><w:comment><w:p><w:r><w:t>@1</w:t></w:r>"
                                         "</w:p><w:p><w:r><w:t>@2</w:t></w:r></w:p></w:comment></w:comments>"),
    "xlsx slicer": in_book("xl__slicerCaches__slicerCache1", "<slicerCacheDefinition><i n='@'/></slicerCacheDefinition>"),
    "xlsx query": in_book("customXml__item1", "<DataMashup>@6</DataMashup>"),
    "xlsx extension": in_book("xl__webextensions__webextension1", "<we:property name='a' value='\"@\"'/>"),
    "xlsx code name": in_sheet(sheet="<sheetPr codeName='@'/>"), "odt database": in_odt("<text:database-display text:column-name='@'/>"),
    "odt formula": in_odt("<table:table-cell table:formula='of:=CONCATENATE(\"@1\";\" \";\"@2\")'/>"),
    "odt placeholder": in_odt("<text:placeholder text:description='@'>x</text:placeholder>"),
    "odt page break": in_odt("<text:p>@1<text:soft-page-break/> @2</text:p>"),
    "odt sender": in_odt("<text:sender-lastname>@2</text:sender-lastname><text:sender-firstname>@1</text:sender-firstname>"),
    "zip wide table": lambda text: archive("a.csv", "a;{};{}\n".format(*halves(text)).encode("utf-16")),
    "zip json": in_zip("a.json", '{"x": "@"}'), "zip card": in_zip("a.vcf", "BEGIN:VCARD\nN:@2;@1;;;\nEND:VCARD\n"),
    "zip folded calendar": lambda text: archive("a.ics", f"SUMMARY:Meet {text[:5]}\r\n {text[5:]}\n".encode()),
    "zip drawing": in_zip("a.svg", "<svg><text><tspan>@1</tspan><tspan> @2</tspan></text></svg>"),
    "zip dump": in_zip("a.sql", "INSERT INTO p VALUES (1,'@1','@2');\n"),
    "zip sender": lambda text: archive("a.eml", b"From: =?UTF-8?Q?" + b"".join(
        b"=%02X" % one for one in text.encode()) + b"?= <a@example.org>\n\nx"),
    "png wide base64": lambda text: png(chunk(b"tEXt", b"C\0" + base64.b64encode(text.encode("utf-16-le")))),
    "jpeg packet in base64": lambda text: jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + base64.b64encode(
        text.encode()) + b"</x>")),
    "jpeg wide comment": lambda text: jpeg(segment(0xFE, text.encode("utf-16-be"))),
}
MORE.update({
    "pdf pattern": lambda text: document(resources=b"/Pattern <</P1 20 0 R>>", more={20: packed(
        b"BT /F1 9 Tf /Span <</ActualText " + string(text) + b">> BDC (x) Tj EMC ET",
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources <<>>")}),
    "docx symbols": lambda text: docx("<w:p>" + "".join(
        f"<w:r><w:sym w:font='Arial' w:char='{ord(one):04X}'/></w:r>" for one in text) + "</w:p>"),
    "xlsx unlike neighbours": in_sheet("<row><c t='s'><v>1</v></c><c t='inlineStr'><is><t>@2</t></is></c></row>",
                                       "<si><t>@1</t></si>"),
    "xlsx escapes": lambda text: xlsx("", "<si><t>" + "".join(f"_x{ord(one):04X}_" for one in text) + "</t></si>"),
    "zip labels": in_zip("a.yaml", "first: @1\nlast: @2\n"), "zip attributes": in_zip("a.xml", "<p first='@1' last='@2'/>"),
    "png two words": lambda text: png(*(chunk(b"tEXt", b"Part\0" + half.encode()) for half in halves(text))),
})
_ACCENTS = {"e": "\\'e", "r": "\\v{r}", "o": '\\"{o}', "c": "\\c{c}", "i": "\\'{\\i}"}


def locked(text: str) -> bytes:
    """A PDF locked against change, which anybody can open."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(info=b"/Subject " + string(text)))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="", R=6))
    return target.getvalue()


MORE.update({
    "pdf locked against change": locked,
    "xlsx letters by number": lambda text: xlsx("<row><c><f>" + "&amp;".join(
        f"{'CHAR' if one.isascii() else 'UNICHAR'}({ord(one)})" for one in text) + "</f><v>1</v></c></row>"),
    "xlsx some letters by number": lambda text: xlsx(
        f'<row><c><f>UNICHAR({ord(text[0])})&amp;"{text[1:]}"</f><v>1</v></c></row>'),
})
MORE_TEXT: dict[str, tuple[str, Maker]] = {
    "txt card": ("a.vcf", lines("N:@2;@1\n")), "txt marks": ("a.md", lines("**@1** _@2_")),
    "txt unseen": ("a.html", lambda text: f'<p style="display:none">{text[:2]}<span></span>{text[2:]}</p>'.encode()),
    "txt picture's words": ("a.html", lines('<img alt="photo of @">')), "txt soft hyphens": (
        "a.html", lambda text: (text[:3] + "&shy;" + text[3:6] + "&zwnj;" + text[6:]).encode()),
    "txt script": ("a.html", lines('<script>var a="@1"+" "+"@2"</script>')), "txt turned": ("a.txt", lambda text: text[::-1].encode()),
    "txt spaced": ("a.txt", lambda text: " ".join(text).encode()), "txt hyphenated": ("a.txt", lambda text: (text[:4] + "-\n" + text[4:]).encode()),
    "txt decomposed": ("a.txt", lambda text: unicodedata.normalize("NFD", text).encode()),
    "txt form": ("a.txt", lines("Given    @1\nSurname  @2\n")), "csv far apart": ("a.csv", lines("@1,1950,F,@2\n")),
    "csv dressed halves": ("a.csv", lines('"@1 ","(@2)"\n')),
    "json nested": ("a.json", lambda text: json.dumps({"name": {"given": [halves(text)[0]], "family": halves(text)[1]}}).encode()),
    "json keys in keys": ("a.json", lambda text: json.dumps({halves(text)[0]: {halves(text)[1]: 1}}).encode()),
    "json code points": ("a.json", lambda text: json.dumps([ord(one) for one in text]).encode()),
    "json address": ("a.json", lambda text: ('{"u": "http:\\/\\/x\\/' + quote(text) + '"}').encode()),
    "csv letters by number": ("a.csv", lambda text: ('x,"=' + "&".join(f"UNICHAR({ord(one)})" for one in text) + '"\n').encode()),
    "txt accents of TeX": ("a.tex", lambda text: "".join(_ACCENTS.get(one, one) for one in text).encode()),
    "txt commands of TeX": ("a.tex", lines("\\emph{@1} {\\bf @2}")),
    "txt letters by number": ("a.vbs", lambda text: ("x = " + " & ".join(f"ChrW(&H{ord(one):X})" for one in text)).encode()),
    "json lines": ("a.jsonl", lambda text: '{{"a": "{}", "born": 1950, "b": "{}"}}\n{{"a": "x"}}\n'.format(*halves(text)).encode()),
    "json lines in a text": ("a.log", lambda text: '{{"a": "{}"}}\n{{"b": "{}"}}\n'.format(*halves(text)).encode()),
    "json lists side by side": ("a.json", lambda text: json.dumps(
        {"first": ["Li", halves(text)[0], "Na"], "born": [1, 2, 3], "last": ["Po", halves(text)[1], "Su"]}).encode()),
    "json objects side by side": ("a.json", lambda text: json.dumps(
        {"first": {"0": "Li", "1": halves(text)[0]}, "last": {"0": "Po", "1": halves(text)[1]}}).encode()),
    "json hexadecimal": ("a.json", lambda text: json.dumps({"b": text.encode().hex()}).encode()),
}
