# SPDX-License-Identifier: GPL-3.0-or-later
"""What each job of jobs.py does, in the worker: from the desk's options to a function over a session.

Promises: an answer is JSON of the same form as the command line's, so that a page and a script read the
same; an option that is missing or of the wrong type is a refusal, not a guess.
It must never do the work itself: that is the rooms' own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from casefile.errors import UnresolvedReview, UsageError
from casefile.processes.key_jobs import WORK_ON_KEYS
from casefile.progress import Progress
from casefile.vault.session import Session

if TYPE_CHECKING:
    from casefile.export.request import ExportRequest

@runtime_checkable
class Asks(Progress, Protocol):
    """Progress that also reaches a person who can answer."""

    def ask(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """Her answer; raises Cancelled, or a refusal when nobody answers."""


Options = Mapping[str, Any]
Work = Callable[[Session, Options, Progress], Mapping[str, Any]]


def _text(options: Options, name: str, default: str | None = "") -> str:
    found = options.get(name, default)
    if not isinstance(found, str):
        raise UsageError(f"The option {name} is missing.")
    return found


def _path(options: Options, name: str) -> Path:
    return Path(_text(options, name, None)).absolute()


def _request(options: Options) -> ExportRequest:
    """Options audience, format, case, statements, appeal, to, purpose, override_reason, second_person."""
    from casefile.export.request import ExportRequest  # a worker loads only what its one job needs

    statements = options.get("statements", ())
    return ExportRequest(
        _text(options, "audience"), _text(options, "format"), case=_text(options, "case"),
        statements=tuple(str(one) for one in statements), appeal=_text(options, "appeal"), to=_text(options, "to"),
        purpose=_text(options, "purpose"), override_reason=_text(options, "override_reason"),
        second_person=_text(options, "second_person"), show_identities=options.get("show_identities") is True)


def _export(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    """The file: with `decisions` {item: {"action", "reason"}}, all redacted with `resolve` "redact", or, with
    `review`, after the desk was asked with the plan and answered with decisions."""
    from casefile.export import review, run, whole  # a worker loads only what its one job needs

    request, path = _request(options), _path(options, "out")
    if request.audience == "internal" and request.format == "json":
        return whole.export(session, request, path, progress)
    if options.get("review") is True:
        if not isinstance(progress, Asks):
            raise UsageError("Nobody is there who could be asked.")
        return _reviewed(session, request, path, progress)
    redact_all = _text(options, "resolve") == "redact"
    decisions = review.REDACT_ALL if redact_all else review.given(options.get("decisions") or {})
    return run.export(session, request, decisions, path, progress)


def _reviewed(session: Session, request: ExportRequest, path: Path, desk: Asks) -> Mapping[str, Any]:
    """Plan, ask, apply; asked again while something waits.  What changed in the vault meanwhile counts."""
    from casefile.export import review, run  # a worker loads only what its one job needs
    from casefile.export.deliver import target  # a worker loads only what its one job needs
    from casefile.store.window import log  # a worker loads only what its one job needs

    target(path, session.layout.root)
    planned, known = run.plan(session, request, desk), log(session, 1)
    while True:
        said = desk.ask(planned.answer())
        decisions = review.given(said.get("decisions") or {})
        if log(session, 1) != known:
            planned, known = run.plan(session, request, desk), log(session, 1)
        try:
            return run.apply(session, planned, decisions, path, desk)
        except UnresolvedReview:
            continue


def _screening(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.identities.screening import screen_all, stale  # a worker loads only what its one job needs

    screen_all(session, progress=progress)
    return {"unscreened": len(stale(session))}


def _backup(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.backup.snapshot import backup  # a worker loads only what its one job needs

    return backup(session, _path(options, "dest"), include_identities=options.get("include_identities") is True,
                  allow_same_disk=options.get("allow_same_disk") is True, progress=progress).as_json()


def _verify(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.backup.verify import verify  # a worker loads only what its one job needs

    return {"ok": True, **asdict(verify(_path(options, "dest"), progress=progress))}


def _report(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.host.private_files import write_private  # a worker loads only what its one job needs

    write_private(_path(options, "out"), str(options["text"]).encode(), outside=True)
    return {"ok": True}


def _check(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.vault.check import check_vault  # a worker loads only what its one job needs

    findings = [finding.as_json() for finding in check_vault(session, progress)]
    return {"ok": not findings, "findings": findings}


def _audit(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.vault import auditing  # a worker loads only what its one job needs

    with session.db.reading():
        found = auditing.verify(session, progress=progress)
        return {"entries": auditing.logs(session)[0].entries,
                "findings": [{"kind": one.kind, "what": one.what, "record": one.record} for one in found.troubles]}


def _erase(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.identities.erasing import erase  # a worker loads only what its one job needs

    found = erase(session, _text(options, "person", None), _text(options, "reason", None), progress)
    return {"removed": found.removed, "handed_out": list(found.handed_out)}


def _attach(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.identities.attaching import attach  # a worker loads only what its one job needs

    files = options.get("files")
    if not isinstance(files, list) or not all(isinstance(one, str) for one in files):
        raise UsageError("The option files is missing.")
    made = attach(session, _text(options, "case", None), [Path(one).absolute() for one in files],
                  person=_text(options, "person") or None, progress=progress)
    return {"items": [asdict(one) for one in made]}


def _detach(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.identities.attaching import detach  # a worker loads only what its one job needs

    return asdict(detach(session, _text(options, "id", None)))


def _extract(session: Session, options: Options, progress: Progress) -> Mapping[str, Any]:
    from casefile.identities.attaching import extract  # a worker loads only what its one job needs

    out = _path(options, "out")
    if out.is_relative_to(session.layout.root):
        raise UsageError("The file must not lie in the vault.", advice="Choose a place outside.")
    return {**asdict(extract(session, _text(options, "id", None), out)), "file": str(out)}


WORK: Mapping[str, Work] = MappingProxyType({
    "export": _export, "screening": _screening, "backup": _backup,
    "verify": _verify, "check": _check, "report": _report, "audit": _audit, "erase": _erase,
    "attach": _attach, "detach": _detach, "extract": _extract,
    **WORK_ON_KEYS,
})
