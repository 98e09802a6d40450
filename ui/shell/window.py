# SPDX-License-Identifier: GPL-3.0-or-later
"""The main window: header band, rail, one page at a time.

Promises: the title says `Casefile` and nothing of a case; Ctrl+F, Ctrl+L and F1 work on every
page; the place comes back after a lock; a change of look or text size rebuilds every page.
Must never: be closed with an open question: what was typed is already in the vault.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from casefile.vault.session import Session
from ui.desk import Desk, DeskBridge
from ui.kit.page import NARROW_EM
from ui.kit.theme import em, install, theme
from ui.kit.words import column, row
from ui.shell import pages
from ui.shell.header import Header
from ui.shell.rail import Rail
from ui.shell.returning import Returning
from ui.source import Source
from ui.tasks import TaskHub
from ui.vault_source import VaultSource

ACTIVE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove})
TWICE_S = 0.5  # two Escapes within this hide the window
TIGHT_EM = 76
PAUSE_S = 2.0  # the idle clock is told at most this often


class MainWindow(QMainWindow):
    """The desk's window over an unlocked vault."""

    def __init__(self, session: Session | None, bridge: DeskBridge, *, source: Source | None = None) -> None:
        super().__init__()
        if source is None:
            assert session is not None
            source = self._over(session)
        self.setWindowTitle("Casefile")
        self.setObjectName("desk")
        self.desk = Desk(source, bridge, TaskHub(self))
        self.desk.opened.connect(self.show_page)
        self.desk.restyled.connect(lambda: QTimer.singleShot(0, self.restyle))
        self.desk.changed.connect(self._changed)
        self.desk.left.connect(self._back)
        self._pages: dict[str, QWidget] = {}
        self._place = "Home"
        self._before = "Home"
        self._told = 0.0
        self._escaped = 0.0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        install(app, source.setting("look", "light"), float(source.setting("text_scale", "1.0")))
        self._sized = QTimer(self)
        self._sized.setSingleShot(True)
        self._sized.setInterval(900)
        self._sized.timeout.connect(self._keep_size)
        wide, _, high = source.setting("size", "1280x800").partition("x")
        self.resize(int(wide), int(high))
        self._build()
        for keys, act in (("Ctrl+F", self._to_search), ("Ctrl+L", self._lock), ("F1", self._help),
                          ("Alt+Left", self._back), ("Ctrl+N", self._new)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(act)
        app.installEventFilter(self)
        self._returning = Returning(self, self)
        self._returning.come_back()

    @staticmethod
    def _over(session: Session) -> Source:
        return VaultSource(session)

    def _build(self) -> None:
        self.header = Header(lambda: self.show_page("Backup", "now"), self._lock)
        self.rail = Rail()
        self.rail.chosen.connect(self.show_page)
        self._stack = QStackedWidget()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._search)
        self.header.search.textChanged.connect(lambda _text: self._wait.start())
        self.header.search.returnPressed.connect(self._search)
        self.header.search.left.connect(self._leave_search)
        self.header.search.down.connect(lambda: self._page("Search").setFocus())
        body = row(self.rail, self._stack, gap=0)
        body.setStretch(1, 1)
        whole = QWidget()
        layout = column(self.header, body, gap=0)
        layout.setStretch(1, 1)
        whole.setLayout(layout)
        self.setCentralWidget(whole)
        self.setMinimumSize(em(24), em(20) if theme().scale < 1.5 else em(14))
        self._fold()
        self._read_backup()

    def restyle(self) -> None:
        """Put the chosen look and text size into force; every page is made anew."""
        source = self.desk.source
        install(self._app, source.setting("look", "light"), float(source.setting("text_scale", "1.0")))
        self._pages.clear()
        self._build()
        self.show_page(self._place)

    def _page(self, name: str) -> QWidget:
        if name not in self._pages:
            made = pages.MAKERS[name](self.desk)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def place(self) -> tuple[str, QWidget]:
        """The page that is shown, and its name."""
        return self._place, self._page(self._place)

    def has_page(self, name: str) -> bool:
        """Whether there is such a page."""
        return name in pages.MAKERS

    def keep_now(self) -> None:
        """Keep in the vault what was typed and where, before a lock."""
        self._returning.keep_now()

    def show_page(self, name: str, record: str = "") -> None:
        """Go to a page, and to a record in it."""
        if name not in pages.MAKERS:
            return
        page = self._page(name)
        if name not in ("Search", "Help"):
            self._before = name
            self.desk.source.remember("place", f"{name}/{record}" if record else name)
            if self._place == "Search" and self.header.search.text():
                self.header.search.blockSignals(True)
                self.header.search.clear()
                self.header.search.blockSignals(False)
        self._place = name
        self._stack.setCurrentWidget(page)
        self.rail.show_place(pages.BENEATH.get(name, name))
        refresh: Callable[[], None] | None = getattr(page, "refresh", None)
        if refresh:
            refresh()
        if record:
            page.open_record(record)  # type: ignore[attr-defined]  # every page with records has it

    def _changed(self, _kind: str, _record: str) -> None:
        self.desk.source.forget()
        self._read_backup()

    def _help(self) -> None:
        self.show_page("Help", pages.HELP.get(self._place, "start"))

    def _new(self) -> None:
        add: Callable[[], None] | None = getattr(self._page(self._place), "add", None)
        if add:
            add()

    def _back(self) -> None:
        self.show_page(self._before)

    def _to_search(self) -> None:
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    def _search(self) -> None:
        self._wait.stop()
        text = self.header.search.text().strip()
        if not text:
            if self._place == "Search":
                self._back()
            return
        self._page("Search").look_for(text)  # type: ignore[attr-defined]  # the search page
        if self._place != "Search":
            self.show_page("Search")

    def _leave_search(self) -> None:
        self.header.search.clear()
        if self._place == "Search":
            self._back()
        self._page(self._place).setFocus()

    def _lock(self) -> None:
        self.desk.bridge.lock()

    def _read_backup(self) -> None:
        words, mark = pages.backup_words(self.desk)
        self.header.show_backup(words, mark)

    def _fold(self) -> None:
        narrow = self.width() < em(NARROW_EM)
        self.header.fold(narrow, self.width() < em(TIGHT_EM))
        self.rail.fold(narrow)

    def _keep_size(self) -> None:
        if not self.isMaximized():
            self.desk.source.remember("size", f"{self.width()}x{self.height()}")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        self._fold()
        self._sized.start()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
            self._look_for_two_escapes(event)
        if event.type() in ACTIVE:
            now = time.monotonic()
            if now - self._told > PAUSE_S:
                self._told = now
                self.desk.bridge.activity()
        return super().eventFilter(watched, event)

    def _look_for_two_escapes(self, event: QKeyEvent) -> None:
        """Escape twice, quickly: the window is out of sight."""
        if event.key() != Qt.Key.Key_Escape or event.isAutoRepeat():
            self._escaped = 0.0
            return
        now = time.monotonic()
        if now - self._escaped < TWICE_S:
            self.showMinimized()
            self._escaped = 0.0
        else:
            self._escaped = now

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self._app.removeEventFilter(self)
        self.keep_now()
        for page in self._pages.values():
            keep: Callable[[], None] | None = getattr(page, "keep", None)
            if keep:
                keep()
        super().closeEvent(event)


