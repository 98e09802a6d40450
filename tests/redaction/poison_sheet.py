# SPDX-License-Identifier: GPL-3.0-or-later
"""XLSX and ODT files written by hand, each with a text in one hidden corner.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

from tests.redaction.poison_files import Maker, halves
from tests.redaction.poison_word import filled, package
from tests.redaction.test_leak_image import chunk, png


def xlsx(rows: str = "", shared: str = "", workbook: str = "", sheet: str = "", /, **more: str | bytes) -> bytes:
    """A small XLSX with one sheet; `sheet` follows its rows."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<?xml version='1.0'?><Types/>",
        "xl/workbook.xml": f"<workbook>{workbook}</workbook>",
        "xl/sharedStrings.xml": f"<sst><si><t>Heron</t></si>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>{rows}</sheetData>'
        f"{sheet}</worksheet>",
    }
    parts.update(
        (name.replace("__", "/") + ("" if "." in name else ".xml"), content) for name, content in more.items()
    )
    return package(parts)


def odt(content: str = "", /, **more: str | bytes) -> bytes:
    """A small ODT."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content><office:text><text:p>Heron came.</text:p>{content}</office:text></office:document-content>",
    }
    parts.update(
        (name.replace("__", "/") + ("" if "." in name else ".xml"), one) for name, one in more.items()
    )
    return package(parts)


def in_sheet(rows: str = "", shared: str = "", workbook: str = "", sheet: str = "") -> Maker:
    """An XLSX with this in its sheet, strings or workbook."""
    return lambda text: xlsx(*(filled(one, text) for one in (rows, shared, workbook, sheet)))


def in_book(name: str, content: str) -> Maker:
    """An XLSX with one more part."""
    return lambda text: xlsx(**{name: filled(content, text)})


def in_odt(content: str) -> Maker:
    """An ODT with this in its text."""
    return lambda text: odt(filled(content, text))


def in_odt_part(name: str, content: str) -> Maker:
    """An ODT with one more part."""
    return lambda text: odt(**{name: filled(content, text)})


def _cells(*pieces: str) -> str:
    return "<row>" + "".join(f"<c t='inlineStr'><is><t>{piece}</t></is></c>" for piece in pieces) + "</row>"


XLSX: dict[str, Maker] = {
    "xlsx very hidden": in_sheet(workbook="<sheets><sheet name='@' state='veryHidden'/></sheets>"),
    "xlsx hidden row": in_sheet("<row hidden='1'><c t='inlineStr'><is><t>@</t></is></c></row>"),
    "xlsx letters of a row": lambda text: xlsx(_cells(*text)),
    "xlsx turned": lambda text: xlsx(_cells(*reversed(halves(text)))),
    "xlsx phonetic": in_sheet(shared="<si><t>x</t><rPh sb='0' eb='1'><t>@</t></rPh></si>"),
    "xlsx formula pieces": in_sheet('<row><c><f>"@1"&amp;" "&amp;"@2"</f><v>1</v></c></row>'),
    "xlsx formula's value": in_sheet("<row><c t='str'><f>A1</f><v>@</v></c></row>"),
    "xlsx unused string": in_sheet(shared="<si><t>@</t></si>"),
    "xlsx many runs": lambda text: xlsx(
        shared="<si>" + "".join(f"<r><rPr/><t xml:space='preserve'>{one}</t></r>" for one in text) + "</si>"
    ),
    "xlsx number form": in_book(
        "xl__styles",
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;@&quot;0'/></numFmts></styleSheet>",
    ),
    "xlsx cell style": in_book(
        "xl__styles", "<styleSheet><cellStyles><cellStyle name='@'/></cellStyles></styleSheet>"
    ),
    "xlsx pivot memory": in_book(
        "xl__pivotCache__pivotCacheDefinition1",
        "<pivotCacheDefinition refreshedBy='x'><s v='@'/></pivotCacheDefinition>",
    ),
    "xlsx pivot records": in_book(
        "xl__pivotCache__pivotCacheRecords1",
        "<pivotCacheRecords><r><s v='@1'/><s v='@2'/></r></pivotCacheRecords>",
    ),
    "xlsx refreshed by": in_book(
        "xl__pivotCache__pivotCacheDefinition2", "<pivotCacheDefinition refreshedBy='@'/>"
    ),
    "xlsx other book": in_book(
        "xl__externalLinks__externalLink1",
        "<externalLink><externalBook><cell><v>@</v></cell></externalBook></externalLink>",
    ),
    "xlsx path of a book": in_book(
        "xl__externalLinks___rels__externalLink1",
        "<Relationships><Relationship Target='file:///home/@%/a.xlsx'/></Relationships>",
    ),
    "xlsx choice": in_sheet(
        sheet='<dataValidations><dataValidation><formula1>"Heron,@"</formula1></dataValidation></dataValidations>'
    ),
    "xlsx hint": in_sheet(sheet="<dataValidations><dataValidation prompt='@'/></dataValidations>"),
    "xlsx rule": in_sheet(
        sheet='<conditionalFormatting><cfRule><formula>A1="@"</formula></cfRule></conditionalFormatting>'
    ),
    "xlsx header": in_sheet(sheet="<headerFooter><oddHeader>&amp;L@</oddHeader></headerFooter>"),
    "xlsx filter": in_sheet(sheet="<autoFilter><filter val='@'/></autoFilter>"),
    "xlsx link": in_sheet(sheet="<hyperlinks><hyperlink ref='A1' tooltip='@'/></hyperlinks>"),
    "xlsx scenario": in_sheet(sheet="<scenarios><scenario name='a' user='@'/></scenarios>"),
    "xlsx thread": in_book(
        "xl__threadedComments__threadedComment1",
        "<ThreadedComments><threadedComment><text>@</text></threadedComment></ThreadedComments>",
    ),
    "xlsx persons": in_book("xl__persons__person", "<personList><person displayName='@'/></personList>"),
    "xlsx note's shape": in_book(
        "xl__drawings__vmlDrawing1.vml", "<xml><v:textbox><div>@</div></v:textbox></xml>"
    ),
    "xlsx table column": in_book("xl__tables__table1", "<table><tableColumn name='@'/></table>"),
    "xlsx connection": in_book(
        "xl__connections", "<connections><dbPr connection='User ID=@;'/></connections>"
    ),
    "xlsx reserved by": in_sheet(workbook="<fileSharing userName='@'/>"),
    "xlsx revisions": in_book("xl__revisions__userNames", "<users><userInfo name='@'/></users>"),
    "xlsx chart title": in_book("xl__charts__chart1", "<c:title><a:t>@1</a:t><a:t> @2</a:t></c:title>"),
    "xlsx picture's words": in_book("xl__drawings__drawing1", "<xdr:cNvPr id='2' descr='@'/>"),
    "xlsx last path": in_sheet(workbook="<x15ac:absPath url='C:\\Users\\@\\'/>"),
    "xlsx name's remark": in_sheet(workbook="<definedName name='a' comment='@'>1</definedName>"),
    "xlsx printer": lambda text: xlsx(
        **{"xl__printerSettings__printerSettings1.bin": b"\1\2" + text.encode("utf-16-le") + b"\0\0"}
    ),
    "xlsx map": in_book("xl__xmlMaps", "<MapInfo><Map Name='@'/></MapInfo>"),
}
ODT: dict[str, Maker] = {
    "odt header": in_odt_part("styles", "<style:header><text:p>@</text:p></style:header>"),
    "odt printer": in_odt_part(
        "settings", "<config:config-item config:name='PrinterName'>@</config:config-item>"
    ),
    "odt user field": in_odt("<text:user-field-decl office:string-value='@' text:name='a'/>"),
    "odt own meta": in_odt_part("meta", "<meta:user-defined meta:name='Source'>@</meta:user-defined>"),
    "odt hidden text": in_odt(
        "<text:p><text:hidden-text text:condition='1' text:string-value='@'/></text:p>"
    ),
    "odt condition": in_odt("<text:conditional-text text:string-value-if-false='@'/>"),
    "odt variable": in_odt("<text:variable-set text:formula='ooow:\"@\"'/>"),
    "odt bookmark": in_odt("<text:bookmark text:name='@'/>"),
    "odt section": in_odt("<text:section text:name='@'/>"),
    "odt picture's words": in_odt("<draw:frame><svg:desc>@</svg:desc></draw:frame>"),
    "odt change author": in_odt(
        "<text:changed-region><text:insertion><dc:creator>@</dc:creator></text:insertion></text:changed-region>"
    ),
    "odt spaces": in_odt("<text:p>@1<text:s text:c='2'/>@2</text:p>"),
    "odt tab": in_odt("<text:p>@1<text:tab/>@2</text:p>"),
    "odt line": in_odt("<text:p>@1<text:line-break/>@2</text:p>"),
    "odt cells": in_odt(
        "<table:table-row><table:table-cell><text:p>@1</text:p></table:table-cell><table:table-cell><text:p>@2</text:p></table:table-cell></table:table-row>"
    ),
    "odt control": in_odt("<form:text form:current-value='@'/>"),
    "odt script": in_odt(
        "<office:event-listeners><script:event-listener xlink:href='vnd.sun.star.script:@%'/></office:event-listeners>"
    ),
    "odt ruby": in_odt(
        "<text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>@</text:ruby-text></text:ruby>"
    ),
    "odt manifest": in_odt_part("META-INF__manifest", "<manifest:file-entry manifest:full-path='@'/>"),
    "odt thumbnail": lambda text: odt(
        **{"Thumbnails__thumbnail.png": png(chunk(b"tEXt", b"Title\0" + text.encode()))}
    ),
    "odt basic": in_odt_part("Basic__Standard__Module1", "<script:module>Rem @</script:module>"),
    "odt object": in_odt_part("Object 1__content", "<office:body>@</office:body>"),
    "odt graph": in_odt_part("manifest.rdf", "<rdf:RDF><rdf:Description pkg:by='@'/></rdf:RDF>"),
}
