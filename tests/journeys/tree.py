# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the accessibility tree, as a screen reader would; run by the system's own Python.

One JSON request per line in, one answer per line out: {"op": "tree"}, {"op": "press", "id": n},
{"op": "focus", "id": n}, {"op": "box", "id": n}, {"op": "text", "id": n}.  It imports nothing of the program.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi  # type: ignore[import-not-found,import-untyped,unused-ignore]  # the system's, not ours

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: E402

MANY = 150
nodes: dict[int, Any] = {}


def describe(node: Any, number: int, window: str) -> dict[str, Any]:
    states = node.get_state_set()
    return {"id": number, "window": window, "name": node.get_name() or "", "role": node.get_role_name() or "",
            "showing": states.contains(Atspi.StateType.SHOWING), "focused": states.contains(Atspi.StateType.FOCUSED)}


def tree() -> list[dict[str, Any]]:
    nodes.clear()
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    found: list[dict[str, Any]] = []
    queue: list[tuple[Any, str | None]] = []
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        try:
            program.clear_cache()
            queue += [(program.get_child_at_index(child), None) for child in range(program.get_child_count())]
        except (GLib.Error, AttributeError):
            continue
    while queue:
        node, window = queue.pop(0)
        if node is None:
            continue
        try:
            entry = describe(node, len(nodes) + 1, window if window is not None else node.get_name() or "")
            if not entry["showing"]:
                continue
            nodes[entry["id"]] = node
            found.append(entry)
            queue += [(node.get_child_at_index(child), entry["window"])
                      for child in range(min(node.get_child_count(), MANY))]
        except GLib.Error:
            continue
    return found


def answer(request: dict[str, Any]) -> Any:
    if request["op"] == "tree":
        return tree()
    node = nodes[request["id"]]
    if request["op"] == "press":
        return bool(node.get_action_iface() and node.get_action_iface().do_action(0))
    if request["op"] == "focus":
        return bool(node.get_component_iface().grab_focus())
    if request["op"] == "box":
        box = node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return [box.x, box.y, box.width, box.height]
    text = node.get_text_iface()
    return text.get_text(0, text.get_character_count()) if text else ""


def main() -> None:
    Atspi.init()
    Atspi.set_timeout(1500, 3000)
    for line in sys.stdin:
        try:
            reply = {"ok": answer(json.loads(line))}
        except (GLib.Error, KeyError, AttributeError) as fault:
            reply = {"fault": type(fault).__name__}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
