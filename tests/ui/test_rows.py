# SPDX-License-Identifier: GPL-3.0-or-later
"""Long lists cost ids and what is on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.fake_source import FakeBridge, FakeSource
from tests.ui.sample_people import person
from ui.kit.rows import BLOCK, Row, RowList
from ui.shell.window import MainWindow

IDS = [f"r{at}" for at in range(10_000)]


class Shelf:
    """Rows that remember which blocks were asked for."""

    def __init__(self) -> None:
        self.asked: list[Sequence[str]] = []

    def __call__(self, ids: Sequence[str]) -> list[Row]:
        self.asked.append(ids)
        return [Row(one, f"Title {one}", "facts", spoken=f"facts of {one}") for one in ids]


def shown(shelf: Shelf) -> RowList:
    rows = RowList("Records")
    rows.fill(IDS, shelf)
    rows.resize(400, 600)
    rows.show()
    return rows


def test_ten_thousand_rows_are_fetched_in_blocks_on_demand(app: QApplication, settle: Callable[[], None]) -> None:
    shelf = Shelf()
    rows = shown(shelf)
    settle()
    assert rows.model().rowCount() == 10_000
    assert 1 <= len(shelf.asked) <= 3
    assert all(len(block) == BLOCK for block in shelf.asked)
    rows.scrollTo(rows.model().index(9_000, 0))
    settle()
    assert len(shelf.asked) <= 6
    assert any("r9000" in block for block in shelf.asked)
    rows.close()


def test_scrolling_through_everything_keeps_few_blocks(app: QApplication) -> None:
    shelf = Shelf()
    rows = RowList("Records")
    rows.fill(IDS, shelf)
    for at in range(0, 10_000, 50):
        assert rows.rows.row(at).id == f"r{at}"
    assert len(rows.rows._blocks) <= 24
    assert len(shelf.asked) == 9_950 // BLOCK + 1


def test_a_row_is_named_by_its_title_and_described_whole(app: QApplication) -> None:
    rows = RowList("Records")
    rows.fill(IDS[:3], Shelf())
    index = rows.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Title r1"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "facts of r1"


def test_return_and_double_click_open_the_row(app: QApplication, settle: Callable[[], None]) -> None:
    rows = shown(Shelf())
    settle()
    opened: list[str] = []
    rows.opened.connect(opened.append)
    rows.select("r2")
    QTest.keyClick(rows, Qt.Key.Key_Return)
    middle = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == ["r2", "r1"]
    rows.close()


def test_a_new_fill_keeps_the_selected_record(app: QApplication) -> None:
    rows = RowList("Records")
    rows.fill(IDS[:10], Shelf())
    rows.select("r5")
    rows.fill(IDS[4:10], Shelf())
    assert rows.current() == "r5"




def test_many_people_are_looked_at_in_another_thread(app: QApplication, settle: Callable[[], None]) -> None:
    source = FakeSource()
    for at in range(400):
        source.put("people", f"x{at:x}", f"Word {at}", person("c1", "F", 20 + at % 50), 100 + at)
    window = MainWindow(None, FakeBridge(), source=source)
    window.show()
    settle()
    assert window.desk.hub.wait()
    settle()
    texts = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    assert "Who needs me today" in texts
    assert len(source.memory) >= 400
    window.close()
    window.deleteLater()
    settle()
