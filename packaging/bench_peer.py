# SPDX-License-Identifier: GPL-3.0-or-later
"""Presidio's deny-list on texts from standard input, for comparison; runs in a Python of its own.

In: {"deny": names, "texts": texts}.  Out: {"compile": processor seconds, "scan": the same, "spans": [[[start, end], ...], ...]}.
The recogniser is called directly: no language engine, no model, nothing fetched.  It never sees a real name.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from presidio_analyzer import PatternRecognizer


def main() -> int:
    """Search the texts three times; print the median and what was found."""
    asked: dict[str, Any] = json.load(sys.stdin)
    started = time.process_time()
    recogniser = PatternRecognizer(supported_entity="NAME", deny_list=asked["deny"])
    recogniser.analyze("", ["NAME"])
    compiled = time.process_time() - started
    taken = []
    for _ in range(3):
        started = time.process_time()
        found = [recogniser.analyze(text, ["NAME"]) for text in asked["texts"]]
        taken.append(time.process_time() - started)
    json.dump({"compile": compiled, "scan": statistics.median(taken),
               "spans": [[[hit.start, hit.end] for hit in hits] for hits in found]}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
