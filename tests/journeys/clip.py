# SPDX-License-Identifier: GPL-3.0-or-later
"""Another program on the same screen, that reads the clipboard and can take it over; it imports nothing of ours.

One JSON request per line in, one answer per line out: {"op": "read"}, {"op": "selected"}, {"op": "take", "text": t}.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtGui import QClipboard, QGuiApplication


def main() -> None:
    app = QGuiApplication(["another program"])
    board = app.clipboard()
    for line in sys.stdin:
        request: dict[str, Any] = json.loads(line)
        app.processEvents()
        if request["op"] == "take":
            board.setText(request["text"])
            reply: dict[str, Any] = {}
        else:
            mode = QClipboard.Mode.Selection if request["op"] == "selected" else QClipboard.Mode.Clipboard
            data = board.mimeData(mode)
            reply = {"text": data.text(), "formats": data.formats(),
                     "hint": bytes(data.data("x-kde-passwordManagerHint").data()).decode()}
        app.processEvents()
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
