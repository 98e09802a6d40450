# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker process: one job over the vault, with the place it may write fixed before it starts.

Promises: the job, its options and every answer are sealed for the desk alone; a stop takes effect between
two steps, leaving old or new; it ends with its job.
It must never show a window, nor take a second job.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casefile.errors import CasefileError
from casefile.host.hardening import Role
from casefile.processes import renewal
from casefile.processes.faults import failed_here
from casefile.processes.frames import Frames, Order, open_order
from casefile.processes.link import Link, Start
from casefile.processes.messages import Message, Op
from casefile.processes.roots import Roots, open_roots
from casefile.processes.telling import Telling
from casefile.processes.worker_jobs import WORK
from casefile.progress import Cancelled
from casefile.vault import keychange
from casefile.vault.unlock import open_with_roots
from crypto.seal import OneUseKey


def run(start: Start) -> int:
    """Do the one job; the exit code is 0 whatever came of it, since the frames say that."""
    roots_key, order_key = OneUseKey(), OneUseKey()
    start.link.send(Message(Op.READY, keys={"roots": roots_key.public, "channel": order_key.public}))
    order, roots = _wait(start.link, roots_key, order_key)
    telling = Telling(start.link, Frames(order.key, at_desk=False))
    start.link.listen(telling.hear)
    telling.answer(_do(start.vault or Path(), order, roots, telling))
    start.link.send(Message(Op.CLOSED))
    return 0


def _wait(link: Link, roots_key: OneUseKey, order_key: OneUseKey) -> tuple[Order, Roots]:
    """Both things a worker needs, in whatever order they come; no one else may send them again."""
    order: Order | None = None
    roots: Roots | None = None
    while order is None or roots is None:
        message = link.receive()
        if message.op is Op.CHANNEL and order is None:
            order = open_order(order_key, message.keys.get("order", b""))
        elif message.op is Op.SEALED and roots is None:
            roots = open_roots(roots_key, message.keys.get("roots", b""))
        elif message.op is Op.CANCEL:
            raise SystemExit(0)
    return order, roots


def _do(vault: Path, order: Order, roots: Roots, telling: Telling) -> dict[str, Any]:
    try:
        # the desk holds the vault's lock for us, and the database has its own for each write; new keys are made alone
        with open_with_roots(vault, roots.rc, roots.ri, write=True, lock=order.job == renewal.JOB) as session:
            if roots.change:
                keychange.carry_out(session, keychange.read(roots.change))
            return {"done": WORK[order.job](session, order.options, telling)}
    except Cancelled:
        return {"error": {"kind": "cancelled", "message": "Stopped. What was there before is untouched.",
                          "advice": "You can start it again at any time."}}
    except CasefileError as error:
        return {"error": error.as_json()}
    except Exception as error:  # its words may hold anything, its type may not
        return {"error": failed_here(Role.WORKER.value, error).as_json()}
