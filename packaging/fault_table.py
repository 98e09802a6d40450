# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of faults into SECURITY.md from what the tests counted in build/faults/.

A number stands there only if a run that tried so many was counted, and no fault of it was bad: tests count at
their end. Rows nothing was counted for in this checkout keep the number they have.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "build" / "faults"
BEGIN, END = "<!-- faults -->", "<!-- end of faults -->"
ROWS = {
    "kill": "Writers killed at a system call: records, identities, attachments, import, export, backup, restore, "
            "anchor, header, passphrase, new roots, a new vault",
    "error": "The same writers with a full or failing drive at a system call",
    "power": "Power lost at a moment of a write, unflushed writes dropped, reordered or torn at 512 bytes",
    "calm": "Crash states the health check was asked about first, and called whole",
    "header-bits": "Bits of the header flipped, each one",
    "flip": "Bits flipped in databases, attachments, anchor",
    "pages": "Pages swapped, doubled, emptied, left out, cut, of another key, or put behind",
    "old-page": "An older page put back",
    "mixed": "Files and journals of different times put together",
    "fuzz": "Damaged and made-up headers",
    "model": "Steps of random sequences (write, close, kill, back up, restore, import) against a model",
    "passphrase": "Wrong passphrases and wrong keys",
    "memory": "Writes that ran out of memory",
    "canaries": "Locks from different pages, dialogs, jobs and failures, the memory of every process looked through "
                "for names, sentences, keys and pieces of passphrases",
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


def main() -> None:
    """Rewrite SECURITY.md in place."""
    path = ROOT / "SECURITY.md"
    path.write_text(rendered(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
