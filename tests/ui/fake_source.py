# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault in memory for the tests of pages: invented people, everything the pages ask for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from casefile.processes.faults import Fault
from casefile.records.record import Record
from casefile.vault.keys import SlotInfo
from crypto.kdf import Cost
from tests.ui.sample_people import RECORDS
from ui.source import BackupState, Body, Deed, Hit, LogLine, Waiting

TODAY = date(2002, 6, 13)


class FakeSource:
    """The same answers as a vault, from a dictionary."""

    def __init__(self) -> None:
        self.memory: dict[tuple[str, ...], Any] = {}
        self.settings: dict[str, str] = {}
        cost, added = Cost(524288, 4, 4), "2002-01-10T08:00:00Z"
        self.key_slots = [SlotInfo("c1", "cases", "passphrase", cost, added, None),
                          SlotInfo("c2", "cases", "recovery", None, added, "age1case"),
                          SlotInfo("c3", "cases", "office", None, "2002-03-02T08:00:00Z", "age1office"),
                          SlotInfo("n1", "identities", "passphrase", cost, added, None),
                          SlotInfo("n2", "identities", "recovery", None, added, "age1names"),
                          SlotInfo("n3", "identities", "two-person", cost, "2002-03-02T08:00:00Z", None)]
        self.files: dict[str, bytes] = {}
        self.drafts_kept: dict[str, Body] = {}
        self.records: dict[str, dict[str, Record]] = {}
        self.unscreened: list[Waiting] = [Waiting("statements", "b3", "Statement 3", "unscreened", 0)]
        self.backed_up: datetime | None = datetime(2002, 6, 11, 18, 40, tzinfo=UTC)
        for kind, bodies in RECORDS.items():
            self.records[kind] = {}
            for at, (record, label, body) in enumerate(bodies):
                self.put(kind, record, label, body, at)

    def put(self, kind: str, record: str, label: str, body: Mapping[str, Any], at: int = 0) -> None:
        stamp = "2002-06-10T08:00:00Z"
        self.records.setdefault(kind, {})[record] = Record(
            kind=kind, id=record, external_id=None, case_id=body.get("case"), label=label, body=dict(body),
            revision="r", created=stamp, changed=stamp, voided=None, ordinal=at)

    def today(self) -> date:
        return TODAY

    def ids(self, kind: str, *, case: str = "", containing: str = "") -> Sequence[str]:
        return [one.id for one in self.records.get(kind, {}).values()
                if containing.casefold() in one.label.casefold() and (not case or one.case_id == case)]

    def record(self, kind: str, record: str) -> Record:
        return self.records[kind][record]

    def every(self, kind: str, *, case: str = "") -> Sequence[Record]:
        return [one for one in self.records.get(kind, {}).values() if not case or one.case_id == case]

    def pseudonym(self, person: str) -> str:
        return self.records["people"][person].label if person in self.records["people"] else "a person"

    def search(self, query: str, limit: int = 50) -> Sequence[Hit]:
        found = []
        for kind, records in self.records.items():
            for one in records.values():
                text = json.dumps(one.body, ensure_ascii=False)
                at = text.casefold().find(query.casefold())
                if at >= 0 or query.casefold() in one.label.casefold():
                    found.append(Hit(kind, one.id, one.label, text[max(0, at - 30):at + 60]))
        return found[:limit]

    def waiting(self) -> Sequence[Waiting]:
        return self.unscreened

    def deeds(self, limit: int = 8) -> Sequence[Deed]:
        now = datetime(2002, 6, 13, 14, 5, tzinfo=UTC)
        return [Deed(now - timedelta(hours=at * 9), action, kind, record, label) for at, (action, kind, record, label)
                in enumerate((("statement.change", "statements", "b3", "Statement 3"),
                              ("person.change", "people", "a5", "Juniper"), ("export", "", "", ""),
                              ("backup", "", "", ""), ("incident.add", "incidents", "d4", "Taken from a consulate")))]

    def log_head(self) -> tuple[int, str]:
        return 5, "heron river gate lamp stone reed"

    def log_lines(self, first: int, last: int) -> Sequence[LogLine]:
        deeds = list(self.deeds())
        return [LogLine(seq, deeds[5 - seq], "the press" if deeds[5 - seq].action == "export" else "")
                for seq in range(min(last, 5), first - 1, -1)]

    def slots(self) -> Sequence[SlotInfo]:
        return self.key_slots

    def tried(self) -> Mapping[str, str]:
        return {"c2": "2002-05-30T09:00:00Z"}

    def backup(self) -> BackupState:
        return BackupState(self.backed_up, "grey stick", 3, 14)

    def setting(self, name: str, default: str = "") -> str:
        return self.settings.get(name, default)

    def remember(self, name: str, value: str) -> None:
        self.settings[name] = value

    def draft(self, page: str) -> Body | None:
        return self.drafts_kept.get(page)

    def drafts(self) -> Sequence[str]:
        return list(self.drafts_kept)

    def keep_draft(self, page: str, body: Body | None) -> None:
        if body is None:
            self.drafts_kept.pop(page, None)
        else:
            self.drafts_kept[page] = body

    def save(self, kind: str, record: str, body: Body, *, case: str = "") -> str:
        self.forget()
        record = record or f"{len(self.records.get(kind, {})) + 4096:x}"
        before = self.records.get(kind, {}).get(record)
        label = str(body.get("pseudonym") or body.get("title") or (before.label if before else ""))
        self.put(kind, record, label, body, before.ordinal if before else 99)
        return record

    def forget(self) -> None:
        self.memory.clear()

    def keep_masked(self, original: str, png: bytes, boxes: int, readers: Sequence[str]) -> str:
        own = f"{len(self.records['attachments']) + 512:032x}"
        first = self.records["attachments"][original]
        self.put("attachments", own, "Masked copy", {
            "case": first.body["case"], "path": "masked-copy.png", "media_type": "image/png", "sha256": "",
            "mask": {"original": original, "boxes": boxes, "cleared_for": list(readers)}})
        self.files[own] = png
        return own

    def clear_masked(self, attachment: str, readers: Sequence[str]) -> None:
        self.records["attachments"][attachment].body["mask"]["cleared_for"] = list(readers)

    def file(self, attachment: str, most: int) -> bytes | None:
        found = self.files.get(attachment)
        return found if found and len(found) <= most else None

    def history(self, kind: str, record: str) -> Sequence[tuple[str, str, Body]]:
        return []


class FakeBridge:
    """Counts what the desk asked for."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self.asked: list[tuple[str, Any]] = []
        self.jobs: list[tuple[Any, Any]] = []

    def lock(self) -> None:
        self.asked.append(("lock", None))

    def open_identities(self, person: str) -> None:
        self.asked.append(("identities", person))

    def start_worker(self, job: str, options: Mapping[str, Any], on_progress: Any, on_done: Any,
                     on_ask: Any = None) -> str:
        self.asked.append((job, dict(options)))
        self.jobs.append((on_progress, on_done))
        return f"job-{len(self.jobs)}"

    def answer(self, job: str, content: Mapping[str, Any]) -> None:
        self.asked.append(("answer", dict(content)))

    def picture(self, data: bytes, on_done: Any) -> None:
        self.asked.append(("picture", data))
        self.jobs.append((None, on_done))

    def cancel(self, job: str) -> None:
        self.asked.append(("cancel", job))

    def renew(self) -> None:
        self.asked.append(("renew", None))

    def activity(self) -> None:
        pass
