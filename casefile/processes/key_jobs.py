# SPDX-License-Identifier: GPL-3.0-or-later
"""What a worker does for each act on the slots of a vault (keyacts.py).

Promises: what a passphrase was typed for comes prepared and is carried out before any job (worker.py); only what
needs no passphrase is done here, by the vault's own functions.
It must never take a passphrase or a recovery secret as an option.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from casefile.errors import UsageError
from casefile.processes import keyacts, renewal
from casefile.progress import Progress
from casefile.vault.session import Session
from crypto.slots import CASES, IDENTITIES, Kind

Options = Mapping[str, Any]
Work = Callable[[Session, Options, Progress], Mapping[str, Any]]


def _prepared(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    return {"ok": True}


def _office(root: int) -> Work:
    def add(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
        from casefile.vault import keys  # a worker loads only what its one job needs

        return {"slot": keys.add_recipient(session, root, Kind.OFFICE, _text(options, "recipient"))}
    return add


def _remove(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.vault import keys  # a worker loads only what its one job needs

    slot = _text(options, "slot")
    keys.remove(session, slot)
    return {"slot": slot}


def _text(options: Options, name: str) -> str:
    found = options.get(name)
    if not isinstance(found, str):
        raise UsageError(f"The option {name} is missing.")
    return found


def _work(act: keyacts.KeyAct) -> Work:
    root = CASES if act.vault == "cases" else IDENTITIES
    return {keyacts.OFFICE: _office(root), keyacts.REMOVE: _remove}.get(act.act, _prepared)


WORK_ON_KEYS: Mapping[str, Work] = MappingProxyType(
    {keyacts.TRY: _prepared, renewal.JOB: renewal.carry_out, **{act.name: _work(act) for act in keyacts.every()}})
