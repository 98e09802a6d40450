# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCX files written by hand, each with a text in one hidden corner.

As in the other makers: the text may be a secret or harmless, and the shape is the same.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping

from tests.redaction.poison_files import Maker, archive, halves, named
from tests.redaction.poison_media import jpeg_with_comment
from tests.redaction.test_leak_image import chunk, png

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(parts: Mapping[str, str | bytes], extra: bytes = b"") -> bytes:
    """A ZIP with these files; a name ending in * is put in though it is there already."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.extra = extra
            zipped.writestr(info, content)
    return target.getvalue()


def docx(body: str = "", /, **more: str | bytes) -> bytes:
    """A small DOCX; `more` are parts with `/` written as `__` and no `.xml`."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "_rels/.rels": "<?xml version='1.0'?><Relationships/>",
        "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body><w:p><w:r><w:t>Heron came.</w:t></w:r></w:p>'
        f"{body}</w:body></w:document>",
    }
    parts.update(
        (name.replace("__", "/") + ("" if "." in name else ".xml"), content) for name, content in more.items()
    )
    return package(parts)


def in_docx(body: str) -> Maker:
    """A DOCX with this in its body: `@` is the text, `@1` and `@2` its halves."""
    return lambda text: docx(filled(body, text))


def in_part(name: str, content: str) -> Maker:
    """A DOCX with one more part."""
    return lambda text: docx(**{name: filled(content, text)})


def filled(pattern: str, text: str) -> str:
    """The pattern with the text at `@`, its halves at `@1` and `@2`, coded at `@%` and `@6`."""
    first, second = halves(text)
    return (
        pattern.replace("@1", first)
        .replace("@2", second)
        .replace("@%", named(text))
        .replace("@6", base64.b64encode(text.encode()).decode())
        .replace("@", text)
    )


def twice(text: str) -> bytes:
    """A DOCX that holds its document twice, the older one first."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<?xml version='1.0'?><Types/>")
        zipped.writestr(
            zipfile.ZipInfo("word/document.xml"), f"<w:document {_W}><w:t>{text}</w:t></w:document>"
        )
        zipped.writestr(
            zipfile.ZipInfo("word/documenu.xml"), f"<w:document {_W}><w:t>Heron</w:t></w:document>"
        )
    return target.getvalue().replace(b"documenu", b"document")


def wide(text: str) -> bytes:
    """A DOCX whose document is in UTF-16 with entities."""
    body = "".join(f"&#{ord(one)};" for one in text)
    return docx(
        word__document=f"<?xml version='1.0' encoding='utf-16'?><w:document {_W}><w:t>{body}</w:t></w:document>".encode(
            "utf-16"
        )
    )


_RUN = "<w:r><w:t>{}</w:t></w:r>"
DOCX: dict[str, Maker] = {
    "docx company": in_part("docProps__app", "<Properties><Company>@</Company></Properties>"),
    "docx manager": in_part("docProps__app", "<Properties><Manager>@</Manager></Properties>"),
    "docx own property": in_part(
        "docProps__custom",
        "<Properties><property name='Source'><vt:lpwstr>@</vt:lpwstr></property></Properties>",
    ),
    "docx footer": in_part(
        "word__footer2",
        f"<w:ftr {_W}><w:p><w:r><w:t>@1</w:t></w:r><w:r><w:t xml:space='preserve'> @2</w:t></w:r></w:p></w:ftr>",
    ),
    "docx endnote": in_part("word__endnotes", f"<w:endnotes {_W}><w:t>@</w:t></w:endnotes>"),
    "docx building block": in_part(
        "word__glossary__document", f"<w:glossaryDocument {_W}><w:t>@</w:t></w:glossaryDocument>"
    ),
    "docx variable": in_part(
        "word__settings",
        f"<w:settings {_W}><w:docVars><w:docVar w:name='a' w:val='@'/></w:docVars></w:settings>",
    ),
    "docx mail merge": in_part(
        "word__settings",
        f"<w:settings {_W}><w:mailMerge><w:query w:val='SELECT * FROM @'/></w:mailMerge></w:settings>",
    ),
    "docx template": in_part(
        "word___rels__settings",
        "<Relationships><Relationship Target='file:///C:/Users/@%/x.dotx'/></Relationships>",
    ),
    "docx moved": in_docx("<w:p><w:moveFrom w:author='x'><w:r><w:t>@</w:t></w:r></w:moveFrom></w:p>"),
    "docx field": in_docx(
        '<w:p><w:r><w:instrText>HYPERLINK "http://example.org/?q=@%"</w:instrText></w:r></w:p>'
    ),
    "docx field in two": in_docx(
        "<w:p><w:r><w:instrText>MERGEFIELD @1</w:instrText></w:r><w:r><w:instrText> @2</w:instrText></w:r></w:p>"
    ),
    "docx bookmark": in_docx("<w:p><w:bookmarkStart w:id='0' w:name='@'/></w:p>"),
    "docx control": in_docx("<w:sdt><w:sdtPr><w:alias w:val='@'/></w:sdtPr></w:sdt>"),
    "docx control's choice": in_docx(
        "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText='x' w:value='@'/></w:dropDownList></w:sdtPr></w:sdt>"
    ),
    "docx curved text": in_docx("<w:pict><v:shape><v:textpath string='@'/></v:shape></w:pict>"),
    "docx box": in_docx(
        "<w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>@</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
    ),
    "docx fallback": in_docx(
        "<mc:AlternateContent><mc:Fallback><w:r><w:t>@</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    ),
    "docx formula": in_docx("<m:oMath><m:r><m:t>@1</m:t></m:r><m:r><m:t> @2</m:t></m:r></m:oMath>"),
    "docx ruby": in_docx(
        "<w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>x</w:t></w:r></w:rubyBase></w:ruby>"
    ),
    "docx soft hyphen": in_docx(
        "<w:p><w:r><w:t>@1</w:t><w:softHyphen/><w:t xml:space='preserve'> @2</w:t></w:r></w:p>"
    ),
    "docx tab": in_docx("<w:p><w:r><w:t>@1</w:t><w:tab/><w:t>@2</w:t></w:r></w:p>"),
    "docx two lines": in_docx("<w:p><w:r><w:t>@1</w:t><w:br/><w:t>@2</w:t></w:r></w:p>"),
    "docx two paragraphs": in_docx("<w:p><w:r><w:t>@1</w:t></w:r></w:p><w:p><w:r><w:t>@2</w:t></w:r></w:p>"),
    "docx table's description": in_docx("<w:tbl><w:tblPr><w:tblDescription w:val='@'/></w:tblPr></w:tbl>"),
    "docx list sign": in_part(
        "word__numbering", f"<w:numbering {_W}><w:lvlText w:val='@ %1'/></w:numbering>"
    ),
    "docx style": in_part(
        "word__styles", f"<w:styles {_W}><w:style><w:name w:val='@'/></w:style></w:styles>"
    ),
    "docx theme": in_part("word__theme__theme1", "<a:theme name='@'/>"),
    "docx people": in_part("word__people", "<w15:people><w15:person w15:author='@'/></w15:people>"),
    "docx answer": in_part("word__commentsExtended", "<w15:commentsEx><!-- @ --></w15:commentsEx>"),
    "docx bibliography": in_part(
        "customXml__item2",
        "<b:Sources><b:Person><b:Last>@2</b:Last><b:First>@1</b:First></b:Person></b:Sources>",
    ),
    "docx processing": in_part("customXml__item3", "<?note @?><x/>"),
    "docx marked section": in_part("customXml__item4", "<x><![CDATA[@]]></x>"),
    "docx entity": in_part("customXml__item5", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY n '@'>]><x>a</x>"),
    "docx base64": in_part("customXml__item6", "<x>@6</x>"),
    "docx chart": in_part(
        "word__charts__chart1", "<c:chart><c:strCache><c:pt><c:v>@</c:v></c:pt></c:strCache></c:chart>"
    ),
    "docx diagram": in_part("word__diagrams__data1", "<dgm:pt><a:t>@</a:t></dgm:pt>"),
    "docx page inside": in_part("word__afchunk.html", "<p>@1 <b>@2</b></p>"),
    "docx thumbnail": lambda text: docx(**{"docProps__thumbnail.jpeg": jpeg_with_comment(text)}),
    "docx picture": lambda text: docx(
        **{"word__media__image1.png": png(chunk(b"iTXt", b"Author\0\0\0\0\0" + text.encode()))}
    ),
    "docx book inside": lambda text: docx(
        **{
            "word__embeddings__a.xlsx": package(
                {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f"<sheet name='{text}'/>"}
            )
        }
    ),
    "docx archive inside": lambda text: docx(**{"word__embeddings__a.zip": archive("a.csv", text.encode())}),
    "docx twice": twice,
    "docx wide": wide,
    "docx extra": lambda text: package(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {_W}/>"},
        b"\xca\xfe" + len(text.encode()).to_bytes(2, "little") + text.encode(),
    ),
    "docx cp949": lambda text: docx(
        customXml__item7=f"<?xml version='1.0' encoding='euc-kr'?><x>{text}</x>".encode("cp949")
    ),
    "docx white": in_docx(
        f"<w:p><w:r><w:rPr><w:color w:val='FFFFFF'/><w:sz w:val='2'/></w:rPr>{_RUN[5:].format('@')}</w:p>"
    ),
}
