# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of faults into SECURITY.md from what the tests counted in build/faults/.

A number stands there only if so many were tried and counted, and none was bad: a part of the tests that meets a bad state
takes its count away. Rows nothing was counted for in this checkout keep the number they have.

`--check` changes nothing: it fails where the table says more for a change than the tests of this checkout counted.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "build" / "faults"
BEGIN, END = "<!-- faults -->", "<!-- end of faults -->"
ROWS = {
    "kill": "Writers killed at a system call: records, identities, attachments in and out, taking back, erasing, drafts, "
            "import, export, backup, restore, anchor, keys, passphrase, new roots, a new vault, a newer form",
    "error": "The same writers on a drive that is full, over its quota, read-only or failing at a system call, once or from "
             "then on, or that takes only a part",
    "power": "Power lost at a moment of a write by the same writers: what was not flushed dropped, reordered or torn at "
             "512 bytes, names out of order",
    "calm": "Crash states the health check was asked about first, and called whole",
    "header-bits": "Bits of the header flipped, each one",
    "flip": "Bits flipped in databases, attachments, anchor",
    "pages": "Pages swapped, doubled, emptied, left out, cut, of another key, or put behind",
    "old-page": "An older page put back",
    "mixed": "Files and journals of different times put together",
    "fuzz": "Damaged and made-up headers",
    "model": "Steps of random sequences (write, take back, erase, attach, keys, lock, die, back up, restore, import) "
             "against a model",
    "passphrase": "Wrong passphrases and wrong keys",
    "memory": "Writes that ran out of memory: of all, of the database library's, or of one single piece",
    "locks": "Locks in every state for every reason: all that held a key gone, and in the window what was typed kept",
    "canaries": "Locks from different pages, dialogs, jobs and failures, the memory of every process looked through "
                "for names, sentences, keys and pieces of passphrases",
    "exports": "Generated exports of all formats searched for every secret by other readers",
    "words": "Errors with a sentence in them, raised at a call of the program's own, nothing of it printed or answered",
    "journey": "Files looked through for planted words in six encodings after a whole case, on the command line and in the window",
}
RUNS = ("change", "night")


def counts(key: str) -> dict[str, int]:
    """How many of a kind were tried in each kind of run, as far as it was counted here."""
    found: dict[str, int] = {}
    for run in RUNS:
        parts = sorted(COUNTS.glob(f"{key}.*.{run}.json"))
        if parts:
            found[run] = sum(int(json.loads(path.read_text("utf-8"))["tried"]) for path in parts)
    return found


def standing(text: str) -> dict[str, list[str]]:
    """The numbers the table holds now, by what was tried."""
    table = text.partition(BEGIN)[2].partition(END)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")]
    return {row[0]: row[1:] for row in rows[2:]}


def rendered(text: str) -> str:
    """SECURITY.md with the table as it has to be."""
    old = standing(text)
    lines = ["| What was tried | On every change | In the night run |", "| --- | ---: | ---: |"]
    for key, words in ROWS.items():
        before = dict(zip(RUNS, old.get(words, ["", ""]), strict=True))
        new = before | {run: f"{tried:,}" for run, tried in counts(key).items()}
        lines.append(f"| {words} | {new['change'] or '-'} | {new['night'] or '-'} |")
    return re.sub(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", lambda _: "\n".join(lines) + "\n", text,
                  flags=re.DOTALL)


def overstated(text: str) -> list[str]:
    """Rows that tell far more for a change than was counted here; memory and calls are not the same on every machine."""
    said, found = standing(text), []
    for key, words in ROWS.items():
        tried, told = counts(key).get("change"), int(said[words][0].replace(",", "").strip("-") or 0)
        if tried is not None and tried < told * 0.75:
            found.append(f"{words}: {told:,} told, {tried:,} counted")
    return found


def main() -> None:
    """Rewrite SECURITY.md in place, or check it."""
    path = ROOT / "SECURITY.md"
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(overstated(path.read_text("utf-8"))) or 0)
    path.write_text(rendered(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
