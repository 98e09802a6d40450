# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every page into a folder, for a person's eye:
python -m tests.ui.pictures FOLDER [look] [scale] [VAULT PASSPHRASE-FILE].
With a vault, its own records are drawn instead of the invented ones here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from casefile.vault.unlock import open_vault
from tests.ui.fake_source import FakeBridge, FakeSource
from ui.kit.timeline import Timeline
from ui.shell import pages
from ui.shell.window import MainWindow
from ui.source import Source
from ui.vault_source import VaultSource

RECORDS = {"People": "a1", "Statements": "b3", "Cases": "c1", "Incidents": "d2", "Appeals": "g1"}
LISTS = ("Statements", "Cases", "Incidents", "Appeals")


def main(folder: Path, look: str, scale: str, *vault: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    source: Source = FakeSource()
    if vault:
        source = VaultSource(open_vault(Path(vault[0]), Path(vault[1]).read_text("utf-8").splitlines()[0], write=True))
    source.remember("look", look)
    source.remember("text_scale", scale)
    window = MainWindow(None, FakeBridge(), source=source)
    window.resize(1280, 800)
    window.show()
    def draw(name: str) -> None:
        for _ in range(5):
            app.processEvents()
        window.grab().save(str(folder / f"{name.lower()}-{look}-{scale}.png"))

    for name in pages.MAKERS:
        if name == "Search":
            window.header.search.setText("river")
            window._search()
            draw(name)
            window.header.search.clear()
            window._search()
            continue
        if name in LISTS:
            window.show_page(name)
            draw(f"{name}-list")
        kind = name.lower()
        some = source.ids(kind) if name in RECORDS else []
        wanted = RECORDS.get(name, "")
        window.show_page(name, wanted if wanted in some else some[0] if some else "")
        if name == "Cases":
            window.findChildren(Timeline)[-1].select(next(iter(source.ids("incidents"))))
        draw(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:] + ["light", "1.0"][len(sys.argv) - 2:]))
