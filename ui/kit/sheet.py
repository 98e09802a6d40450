# SPDX-License-Identifier: GPL-3.0-or-later
"""The one stylesheet, written from the tokens and the size of body text.

Promises: under 50 rules; widgets choose their look by the dynamic properties `kind` (frames,
buttons, fields) and `tone` (labels).  Lengths follow the text.
Must never: be set on a single widget.
"""

from __future__ import annotations

from string import Template

from ui.kit.tokens import Tokens

SHEET = """
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: ${p4}px; }
QScrollArea, QStackedWidget, QHeaderView, QGraphicsView, QLabel { background: transparent; border: 0; }
QFrame[kind="band"] { background: $band; border: 0; border-bottom: 1px solid $band_line; }
QFrame[kind="rail"] { background: $ground; border: 0; border-right: 1px solid $line; }
QFrame[kind="list"] { background: $surface; border: 0; border-right: 1px solid $line; }
QFrame[kind="bar"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: ${r8}px; }
QFrame[kind="next"] { background: $soft; border: 1px solid $accent; border-radius: ${r8}px; }
QFrame[kind="warn"] { background: $warn_soft; border: 1px solid $warn_line; border-radius: ${r8}px; }
QFrame[kind="bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: ${r8}px; }
QFrame[kind="line"] { background: $line; border: 0; }
QLabel[tone="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[tone="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[tone="head"] { font-weight: 600; }
QLabel[tone="key"] { font-size: ${small}px; font-weight: 600; color: $muted; }
QLabel[tone="small"] { font-size: ${small}px; color: $muted; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="good"] { color: $good; font-weight: 600; }
QLabel[tone="warn"] { color: $warn; font-weight: 600; }
QLabel[tone="bad"] { color: $bad; font-weight: 600; }
QLabel[tone="brand"] { color: $on_band; font-size: ${section}px; font-weight: 600; }
QLabel[tone="band"] { color: $on_band; font-size: ${small}px; }
QLabel[tone="reading"] { font-size: ${reading}px; }
QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: ${r6}px;
  padding: ${p7}px ${p14}px; min-height: ${target}px; }
QPushButton:hover, QPushButton:pressed { background: $soft; }
QPushButton:disabled { color: $muted; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:disabled { background: $ground; color: $muted; border-color: $line; }
QPushButton[kind="ident"] { background: $ident_soft; color: $ident; border-color: $ident; }
QPushButton[kind="identity"] { background: $ident; color: $on_ident; border-color: $ident; font-weight: 600; }
QPushButton[kind="band"] { background: $band_field; color: $on_band; border-color: $band_edge; }
QPushButton[kind="link"] { background: transparent; color: $accent; border: 1px solid transparent;
  padding: ${p2}px; text-decoration: underline; min-height: ${low}px; }
QPushButton:focus { border: 2px solid $focus; padding: ${p6}px ${p13}px; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: ${p1}px; }
QLineEdit, QComboBox, QTextEdit[kind="field"] { background: $surface; color: $text;
  border: 1px solid $edge; border-radius: ${r6}px; padding: ${p6}px ${p10}px; min-height: ${target}px;
  placeholder-text-color: $muted; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QTextEdit[kind="field"]:focus { border: 2px solid $focus;
  padding: ${p5}px ${p9}px; }
QComboBox::drop-down { border: 0; width: ${drop}px; }
QComboBox::down-arrow { image: none; }
QLineEdit[kind="search"] { padding-left: ${search}px; border-color: $search_edge; }
QLineEdit[kind="search"]:focus { border-color: $focus; }
QTextEdit[kind="reading"], QTextBrowser { background: transparent; border: 1px solid transparent;
  border-radius: ${r4}px; selection-background-color: $accent; selection-color: $on_accent; }
QTextEdit[kind="reading"]:focus, QTextBrowser:focus { border: 1px solid $focus; }
QAbstractItemView { background: transparent; border: 0; outline: 0; selection-background-color: $soft;
  selection-color: $text; }
QHeaderView::section { background: transparent; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: ${p4}px ${p2}px; font-size: ${small}px; font-weight: 600; }
QScrollBar { background: transparent; width: ${scroll}px; height: ${scroll}px; margin: 0; border: 0; }
QScrollBar::handle { background: $edge; border-radius: ${scroll_r}px; min-height: 32px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent;
  border: 0; width: 0; height: 0; }
QProgressBar { background: $soft; border: 1px solid $edge; border-radius: ${r4}px; max-height: ${p8}px; }
QProgressBar::chunk { background: $accent; border-radius: ${r3}px; }
"""


def stylesheet(tokens: Tokens, size: float, scale: float) -> str:
    """The stylesheet of a look at a size of body text in pixels."""
    unit = size / scale / 14 * (1 + 0.35 * (scale - 1))
    values: dict[str, str] = dict(tokens.colours())
    values |= {f"p{n}": str(max(1, round(n * unit))) for n in (1, 2, 4, 5, 6, 7, 8, 9, 10, 13, 14)}
    values |= {f"r{n}": str(max(1, round(n * unit))) for n in (3, 4, 6, 8)}
    values |= {"title": str(round(size * 1.57)), "section": str(round(size * 1.14)),
               "small": str(round(size * 0.93)), "reading": str(round(size * 1.07)),
               "target": str(round(size * 1.32)), "low": str(round(size * 1.3)),
               "drop": str(round(size * 2)),
               "search": str(round(size * 2.3)), "scroll": str(max(10, round(size * 0.75))),
               "scroll_r": str(max(3, round(size * 0.75) // 2 - 2)),
               "band_line": tokens.line if tokens.name == "high" else tokens.band,
               "band_edge": tokens.on_band if tokens.name == "high" else tokens.edge,
               "search_edge": tokens.surface if tokens.name == "light" else tokens.edge}
    return Template(SHEET).substitute(values)
