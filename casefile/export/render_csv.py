# SPDX-License-Identifier: GPL-3.0-or-later
"""A redacted report as CSV for a spreadsheet: UTF-8 with byte-order mark, every row led by its section.

Each section begins with a row of column names.  Text is data: a cell that a spreadsheet could take
for a formula gets an apostrophe before it, and control characters become blanks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from casefile.export.report import Block, Clean, Fact, Listing, Paragraph, Quote, RedactedReport, Rendered, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # full-width signs count in East Asian settings


def render(report: RedactedReport) -> Rendered:
    """The report as a CSV file."""
    rows = list(grid(report))
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return Rendered("csv", b"\xef\xbb\xbf" + text.getvalue().encode(),
                    "\n".join(guarded(cell) for row in rows for cell in row))


def grid(report: RedactedReport) -> Iterator[list[str]]:
    """The report as rows of cells; what every table format is written from."""
    yield ["Section", "Title", report.title.text]
    if report.subtitle:
        yield ["Section", "For", report.subtitle]
    for section in report.sections:
        name = ": ".join(part for part in (section.heading, section.title.text if section.title else "") if part)
        for block in section.blocks:
            for row in rows_of(block):
                yield [name, *row]


def rows_of(block: Block[Clean]) -> Iterator[list[str]]:
    """A block as rows of cells."""
    if isinstance(block, Table):
        yield list(block.columns)
        for row in block.rows:
            yield [cell.text for cell in row]
    elif isinstance(block, Paragraph):
        yield ["Text", block.text.text]
    elif isinstance(block, Fact):
        yield [block.label, block.value.text]
    elif isinstance(block, Listing):
        for item in block.items:
            yield ["Item", item.text]
    elif isinstance(block, Quote):
        yield ["Quote", block.text.text, block.speaker.text, block.mark]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; line ends stay, other control characters do not."""
    text = "".join(letter if letter == "\n" or (letter >= " " and letter != "\x7f") else " "
                   for letter in cell.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text
