# SPDX-License-Identifier: GPL-3.0-or-later
"""The neutral document between the records and any file format.

One tree, two leaves: a `Report` is made of `Raw` text (it may hold references to people and words
nobody has looked at), a `RedactedReport` of `Clean` text.  Only redaction turns one into the other,
and renderers take a `RedactedReport` alone, so that a wrong turn does not type-check.
The tree knows nothing of files, keys or the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True)
class Raw:
    """Text before redaction.

    `text` may hold lifted references.  `where` names its place ("statements/s-1/text/2"), stable while
    the vault is.  `own` marks the program's own words, which no record can change.
    """

    text: str
    where: str = ""
    language: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Clean:
    """Text that may leave."""

    text: str
    language: str = ""


DRILL_LETTERS = 30_000
"""How much of a report the leak drill writes and reads again beside its canaries."""

Leaf = TypeVar("Leaf", Raw, Clean)
To = TypeVar("To", Raw, Clean)


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[Leaf]):
    """A paragraph of running text; `strong` where it carries the point (an ask, a summary)."""

    text: Leaf
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Fact(Generic[Leaf]):
    """A named fact: the program's own label and a value."""

    label: str
    value: Leaf


@dataclass(frozen=True, slots=True)
class Listing(Generic[Leaf]):
    """A list of short texts, numbered or not."""

    items: tuple[Leaf, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table(Generic[Leaf]):
    """A table under the program's own column names; every row has one cell a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Leaf, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote(Generic[Leaf]):
    """Words a person gave for print; `mark` says whether they are original or translated."""

    text: Leaf
    speaker: Leaf
    mark: str


@dataclass(frozen=True, slots=True)
class Figure(Generic[Leaf]):
    """A masked copy a person cleared: a PNG of `casefile.export.masking`, the program's own caption."""

    png: bytes = field(repr=False)
    caption: Leaf


Block = Paragraph[Leaf] | Fact[Leaf] | Listing[Leaf] | Table[Leaf] | Quote[Leaf] | Figure[Leaf]


@dataclass(frozen=True, slots=True)
class Section(Generic[Leaf]):
    """A part of the document under a heading; `title` is a record's own title where it has one."""

    heading: str
    blocks: tuple[Block[Leaf], ...]
    title: Leaf | None = None


@dataclass(frozen=True, slots=True)
class Document(Generic[Leaf]):
    """The whole tree: its kind ("report" or "letter"), audience, title, one line under it, and sections."""

    audience: str
    title: Leaf
    subtitle: str
    sections: tuple[Section[Leaf], ...]
    kind: str = "report"


Report = Document[Raw]
RedactedReport = Document[Clean]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file in memory that nobody has checked yet; `letters` is the text it must hold.

    `again` are the heads of tables, the program's own words, which a table that breaks shows on each page.
    """

    format: str
    data: bytes = field(repr=False)
    letters: str = field(repr=False)
    again: tuple[str, ...] = ()


def map_leaves(report: Document[Leaf], change: Callable[[Leaf], To]) -> Document[To]:
    """The same tree with every text changed; structure and the program's own words stay."""
    sections = tuple(Section(section.heading, tuple(_block(block, change) for block in section.blocks),
                             change(section.title) if section.title is not None else None)
                     for section in report.sections)
    return Document(report.audience, change(report.title), report.subtitle, sections, report.kind)


def _block(block: Block[Leaf], change: Callable[[Leaf], To]) -> Block[To]:
    if isinstance(block, Paragraph):
        return Paragraph(change(block.text), block.strong)
    if isinstance(block, Fact):
        return Fact(block.label, change(block.value))
    if isinstance(block, Listing):
        return Listing(tuple(change(item) for item in block.items), block.numbered)
    if isinstance(block, Table):
        return Table(block.columns, tuple(tuple(change(cell) for cell in row) for row in block.rows))
    if isinstance(block, Figure):
        return Figure(block.png, change(block.caption))
    return Quote(change(block.text), change(block.speaker), block.mark)


def leaves(report: Document[Leaf]) -> Iterator[Leaf]:
    """Every text of the tree, in reading order."""
    yield report.title
    for section in report.sections:
        if section.title is not None:
            yield section.title
        for block in section.blocks:
            yield from _leaves(block)


def _leaves(block: Block[Leaf]) -> Iterator[Leaf]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Fact):
        yield block.value
    elif isinstance(block, Listing):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
    elif isinstance(block, Figure):
        yield block.caption
    else:
        yield block.text
        yield block.speaker


def printed(report: Document[Clean]) -> Iterator[str]:
    """Every word a reader sees on paper: texts and the program's own headings, labels and marks."""
    yield report.title.text
    yield report.subtitle
    for section in report.sections:
        yield section.heading
        if section.title is not None:
            yield section.title.text
        for block in section.blocks:
            if isinstance(block, Fact):
                yield block.label
            elif isinstance(block, Table):
                yield from block.columns
            elif isinstance(block, Quote):
                yield block.mark
            yield from (leaf.text for leaf in _leaves(block))


def figures(report: Document[Leaf]) -> list[Figure[Leaf]]:
    """Every picture of the tree, in reading order."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Figure)]


def table_heads(report: RedactedReport) -> tuple[str, ...]:
    """The head of every table, its column names as one text, each once."""
    return tuple(dict.fromkeys(" ".join(block.columns) for section in report.sections for block in section.blocks
                               if isinstance(block, Table)))


def drill_copy(report: RedactedReport, text: str) -> RedactedReport:
    """A throw-away copy that also says `text`, which is what the leak drill plants its canaries in.

    Of a long report it is the beginning: whole blocks, until they hold enough letters.
    """
    kept: list[Section[Clean]] = []
    left = DRILL_LETTERS
    for section in report.sections:
        blocks = []
        for block in section.blocks:
            if left > 0:
                blocks.append(block)
                left -= sum(len(leaf.text) for leaf in _leaves(block))
        if blocks or not section.blocks:
            kept.append(replace(section, blocks=tuple(blocks)))
    return replace(report, sections=(*kept, Section("Drill", (Paragraph(Clean(text)),))))
