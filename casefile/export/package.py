# SPDX-License-Identifier: GPL-3.0-or-later
"""Office files as what they are: a few XML parts in a ZIP, and nothing that tells who, when or where.

Members stand in the order given, with a fixed time, no extra fields and no comment, so that the same
parts give the same bytes.  There are no properties, comments, revisions or thumbnails to forget about.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The ZIP of these parts: name to XML without declaration, or to the bytes of a picture."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            package.writestr(member, content if isinstance(content, bytes) else (DECLARATION + content).encode())
    return target.getvalue()


def words(text: str) -> str:
    """Text as XML content; what XML cannot hold becomes a blank."""
    return escape(_FORBIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def types(overrides: Mapping[str, str], *, pictures: bool = False) -> str:
    """The part that says what each part is: `overrides` maps part names to content types."""
    png = '<Default Extension="png" ContentType="image/png"/>' if pictures else ""
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{png}{listed}</Types>')


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: id to (kind, target)."""
    listed = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                     for name, (kind, target) in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'
