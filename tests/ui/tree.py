# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the accessibility tree of a window, without any bus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

MANY = 200


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its name, description, role and whether the keyboard can reach it."""

    name: str
    description: str
    role: QAccessible.Role
    focusable: bool
    kind: str
    text: str


def walk(root: QObject) -> Iterator[Node]:
    """Every visible node below a window."""
    start = QAccessible.queryAccessibleInterface(root)
    queue: list[QAccessibleInterface] = [start] if start else []
    while queue:
        node = queue.pop(0)
        state = node.state()
        if state.invisible:
            continue
        thing = node.object()
        text = node.textInterface()
        yield Node(node.text(QAccessible.Text.Name), node.text(QAccessible.Text.Description), node.role(),
                   bool(state.focusable), type(thing).__name__ if thing else "item",
                   text.text(0, text.characterCount()) if text else "")
        for at in range(min(node.childCount(), MANY)):
            child = node.child(at)
            if child is not None and child.isValid():
                queue.append(child)


def find(root: QObject, name: str) -> Node | None:
    """The first node of exactly this name."""
    return next((node for node in walk(root) if node.name == name), None)
