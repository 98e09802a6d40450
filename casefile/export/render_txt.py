# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as plain text: UTF-8, line ends \\n, no byte-order mark.

Line breaks inside a table cell become blanks, so that a row stays a line; control characters become
blanks everywhere, for a file that holds one is no text to many readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casefile.export.report import (
    Block,
    Clean,
    Fact,
    Listing,
    Paragraph,
    Quote,
    RedactedReport,
    Rendered,
    Section,
    Table,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def render(report: RedactedReport) -> Rendered:
    """The report as a text file."""
    lines = _CONTROL.sub(" ", "\n".join(_lines(report)).replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
    return Rendered("txt", text.encode(), text)


def _lines(report: RedactedReport) -> Iterator[str]:
    letter = report.kind == "letter"
    yield report.title.text
    if not letter:
        yield "=" * min(72, max(8, len(report.title.text)))
    if report.subtitle:
        yield report.subtitle
    for section in report.sections:
        yield ""
        yield from _heading(section, letter)
        for block in section.blocks:
            yield from _block(block)


def _heading(section: Section[Clean], letter: bool) -> Iterator[str]:
    parts = [part for part in (section.heading, section.title.text if section.title else "") if part]
    if parts:
        heading = ": ".join(parts)
        yield heading
        if not letter:
            yield "-" * min(72, max(8, len(heading)))


def _block(block: Block[Clean]) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text.text
        yield ""
    elif isinstance(block, Fact):
        yield f"{block.label}: {block.value.text}"
    elif isinstance(block, Listing):
        for number, item in enumerate(block.items, 1):
            yield f"{number}. {item.text}" if block.numbered else f"- {item.text}"
    elif isinstance(block, Quote):
        yield f"“{block.text.text}”"
        yield f"    {block.speaker.text} ({block.mark})"
        yield ""
    elif isinstance(block, Table):
        yield from _table(block)


def _table(table: Table[Clean]) -> Iterator[str]:
    for row in table.rows:
        said = [f"{column}: {' '.join(cell.text.split())}" for column, cell in zip(table.columns, row, strict=True)
                if cell.text]
        if said:
            yield "- " + " | ".join(said)
