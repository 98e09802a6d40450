# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of keys: what opens each vault, in plain words, and every change of it.

Promises: each change asks for the passphrase of its vault once more, in the window that takes passphrases; the last
way in cannot be taken away; what older copies still obey is said.
Must never: take a passphrase or recovery words itself, nor see one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QLayout, QWidget

from casefile.errors import CasefileError
from casefile.processes import keyacts
from casefile.processes.keyacts import KeyAct
from casefile.vault import office_key
from ui.desk import Desk, Report
from ui.keys import words
from ui.kit.page import Columns, Page
from ui.kit.states import Next, Working, banner
from ui.kit.words import button, card, column, label, line, link, picture, row

_OLDER = "Older copies of this vault and older backups still open as before: new keys end that, and a new backup."
_DONE = {
    keyacts.CHANGE: ("The new passphrase is set", _OLDER),
    keyacts.PASSPHRASE: ("One more passphrase opens it", "Each of them opens it alone."),
    keyacts.TWO: ("Two people open it together from now on", "In the order in which they typed. Take the single "
                  "passphrase away if nobody alone is to open it."),
    keyacts.RECOVERY: ("New recovery words open it", "The older ones do, too, until you take them away."),
    keyacts.OFFICE: ("The office’s key opens it", "Compare the fingerprint with the office."),
    keyacts.REMOVE: ("It opens nothing any more", _OLDER)}


class KeysPage(Page):
    """Both vaults' slots, and what may be done with them."""

    name = "Keys"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job = ""

    def refresh(self) -> None:
        if not self._job:
            self._show()

    def _show(self, *above: QWidget) -> None:
        source = self._desk.source
        slots, tried, today = source.slots(), source.tried(), source.today()
        self.set_head("Keys", "What opens your vaults. Every change asks for the passphrase once more.",
                      link("Back to Settings", lambda: self._desk.go("Settings")))
        cards = [self._vault(vault, words.ways(slots, vault, tried, today)) for vault in keyacts.VAULTS]
        self.set_body(*above, Next(
            "Next: try your recovery words", "Take the paper and see that it still opens this vault. Nothing is changed "
            f"by trying. {words.last_try(tried, today)}", "Try my recovery words…",
            lambda: self._run(keyacts.TRY, {}, ("The recovery words are right", "Put them back where they are safe."))),
            Columns(*cards), self._anew(), None)
        self.bar.hide()

    def _vault(self, vault: str, ways: list[words.Way]) -> QFrame:
        name = words.VAULTS[vault]
        parts: list[QWidget | QLayout | int | None] = [label(name, "section")]
        for at, way in enumerate(ways, 1):
            told = column(label(way.title, "head"), label(way.about, "small", wrap=True), gap=0)
            parts_of_row: list[QWidget | QLayout] = [picture(way.mark, "muted", 1.1), told]
            if way.may_go:
                parts_of_row.append(link("Take away…", partial(self._act, KeyAct(keyacts.REMOVE, vault), slot=way.id),
                                         name=f"Take away way {at} of the {name.lower()}: {way.title}"))
            made = row(*parts_of_row)
            made.setStretch(1, 1)
            parts.append(made)
        acts = [("Change the passphrase…", keyacts.CHANGE), ("Add a passphrase…", keyacts.PASSPHRASE),
                ("Add recovery words…", keyacts.RECOVERY), ("Add two people together…", keyacts.TWO)]
        parts += [line(), row(button(acts[0][0], partial(self._act, KeyAct(acts[0][1], vault)),
                                     kind="ident" if vault == "identities" else "",
                                     name=f"Change the passphrase of the {name.lower()}"), None)]
        for words_, act in acts[1:]:
            parts.append(row(link(words_, partial(self._act, KeyAct(act, vault)),
                                  name=f"{words_.rstrip('…')} to the {name.lower()}"), None))
        parts.append(row(link("Add an office’s key…", partial(self._choose_office, vault),
                              name=f"Add an office’s key to the {name.lower()}"), None))
        return card(*parts, gap=8)

    def _anew(self) -> QFrame:
        return card(label("New keys for everything", "section"), label(
            "When somebody who knew a passphrase leaves, or a copy of this vault may be in other hands: every page and "
            "attachment is written anew, and older copies of the keys open nothing here. Passphrases that are not "
            "typed then are taken away. The vault is locked while it is done.", "small", wrap=True),
            row(button("Write everything anew…", lambda: self._desk.bridge.renew(),
                       name="Write everything anew under new keys"), None), gap=8)

    # -- doing ----------------------------------------------------------------------------

    def _act(self, act: KeyAct, **options: str) -> None:
        self._run(act.name, options, _DONE[act.act])

    def _choose_office(self, vault: str) -> None:
        asked = QFileDialog(self, "Casefile")
        asked.setFileMode(QFileDialog.FileMode.ExistingFile)
        asked.setOptions(QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ReadOnly)
        if asked.exec() and asked.selectedFiles():
            self.add_office(vault, Path(asked.selectedFiles()[0]))

    def add_office(self, vault: str, path: Path) -> None:
        """Show the fingerprint of an office's public half, and add it on a press."""
        try:
            recipient = office_key.read_public(path)
        except CasefileError as error:
            return self._show(banner("bad", error.message, error.advice, mark="cross"))
        act = KeyAct(keyacts.OFFICE, vault)
        self._show(banner("next", f"Fingerprint {office_key.fingerprint(recipient)}", "Compare it with the office, by "
                          "telephone or on paper, before you add it. Whoever holds the other half opens the "
                          f"{words.VAULTS[vault].lower()}.", link("Leave it", self._show),
                          button("It is the same: add it", partial(self._act, act, recipient=recipient)), mark="folder"))

    def _run(self, job: str, options: Mapping[str, Any], done: tuple[str, str]) -> None:
        if self._job:
            return
        self.set_body(Working("Go on in the window that opened", self._stop), None)

        def ended(report: Report) -> None:
            self._job = ""
            error = report.get("error")
            if error and error.get("kind") == "cancelled":
                self._show()
            elif error:
                self._show(banner("bad", str(error.get("message", "")), f"Nothing was changed. {error.get('advice', '')}",
                                  mark="cross"))
            else:
                self._desk.changed.emit("", "")
                self._show(banner("next", *done, mark="check"))

        self._job = self._desk.bridge.start_worker(job, options, lambda _report: None, ended)

    def _stop(self) -> None:
        if self._job:
            self._desk.bridge.cancel(self._job)
