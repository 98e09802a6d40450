# SPDX-License-Identifier: GPL-3.0-or-later
"""The first test of the suite: Qt's binding must not lose references.

PySide6 6.12.0 on Python 3.11 loses one reference to None, True or False for each value handed back through
the binding, and crashes after some thousand calls.  This guards the pinned version at each change of it.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QAbstractTableModel, QIdentityProxyModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
CALLS = 200_000


class Answers(QAbstractTableModel):
    """Answers every question with one value."""

    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.value


@pytest.mark.parametrize("value", [None, True, False])
def test_no_reference_is_lost_through_the_binding(value: object) -> None:
    model = Answers(value)
    proxy = QIdentityProxyModel()
    proxy.setSourceModel(model)
    index = proxy.index(0, 0)
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(CALLS):
        proxy.data(index, Qt.ItemDataRole.FontRole)
    after = [sys.getrefcount(one) for one in (None, True, False)]
    lost = [old - new for old, new in zip(before, after, strict=True)]
    assert max(lost) < 100, f"lost references to None, True, False: {lost}"
