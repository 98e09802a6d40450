# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as JSON: the document tree as it is, for programs and archives.

Keys stand in a fixed order; there is no date, version or other trace of when and where it was made.
"""

from __future__ import annotations

import json
from typing import Any

from casefile.export.report import (
    Block,
    Clean,
    Fact,
    Figure,
    Listing,
    Paragraph,
    Quote,
    RedactedReport,
    Rendered,
    Table,
)


def render(report: RedactedReport) -> Rendered:
    """The report as a JSON file."""
    text = json.dumps(tree(report), ensure_ascii=False, indent=1) + "\n"
    return Rendered("json", text.encode(), "\n".join(_texts(tree(report))))


def tree(report: RedactedReport) -> dict[str, Any]:
    """The report as plain values; the same tree feeds the PDF template as data."""
    return {
        "format": "casefile-report", "version": 1, "kind": report.kind, "audience": report.audience,
        "title": _text(report.title), "subtitle": report.subtitle,
        "sections": [{"heading": section.heading, "title": _text(section.title) if section.title else None,
                      "blocks": [_block(block) for block in section.blocks]} for section in report.sections]}


def _text(leaf: Clean) -> dict[str, str]:
    return {"text": leaf.text, "language": leaf.language} if leaf.language else {"text": leaf.text}


def _block(block: Block[Clean]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", **_text(block.text), **({"strong": True} if block.strong else {})}
    if isinstance(block, Fact):
        return {"type": "fact", "label": block.label, "value": _text(block.value)}
    if isinstance(block, Listing):
        return {"type": "list", "numbered": block.numbered, "items": [_text(item) for item in block.items]}
    if isinstance(block, Quote):
        return {"type": "quote", "text": _text(block.text), "speaker": _text(block.speaker), "mark": block.mark}
    if isinstance(block, Figure):
        return {"type": "figure", **_text(block.caption)}
    assert isinstance(block, Table)
    return {"type": "table", "columns": list(block.columns),
            "rows": [[_text(cell) for cell in row] for row in block.rows]}


def _texts(value: Any) -> list[str]:
    """Every value of a tree of plain values, as words."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [] if value is None else [str(value)]
