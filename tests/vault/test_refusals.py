# SPDX-License-Identifier: GPL-3.0-or-later
"""How a vault says no: a wrong passphrase, a damaged slot and a foreign vault each by its own code, and no answer tells more."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import crypto.errors
import crypto.slots
from casefile.errors import Damaged, DriveTrouble
from casefile.host import places
from casefile.store import database
from casefile.vault.create import create
from casefile.vault.unlock import open_with_roots
from crypto.errors import WrongSecret
from crypto.header import Header, new_header, open_cases, parse, with_slots
from crypto.kdf import PROFILES, Cost, stretch
from crypto.recovery import RecoveryKey
from crypto.secret import Secret
from crypto.slots import CASES, Slot, passphrase_slot
from tests.conftest import ROOT, Answer, Passphrases

CHEAP = PROFILES["low-memory"]
WRONG = "no such words were ever chosen for this"
Run = Callable[..., Answer]


@pytest.fixture(scope="module")
def many_slots() -> Header:
    """A header that three passphrases open, and two pairs of persons."""
    recovery = RecoveryKey.generate().recipient
    new = new_header(bytes(16), "the first of three", "of the identities", CHEAP, recovery, recovery, 0)
    header = parse(new.data)
    more = [passphrase_slot(header.fixed, CASES, new.rc, phrases, CHEAP, 0, new.rc) for phrases in (
        ("the second of three",), ("the third of three",), ("one", "another"), ("another", "a third"))]
    return parse(with_slots(header, [*header.slots, *more], new.rc))


@pytest.fixture
def stretched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, Cost]]:
    """(salt, cost) of every run of the key derivation from here on; it does run."""
    seen: list[tuple[bytes, Cost]] = []
    real = stretch

    def watched(passphrase: str, salt: bytes, cost: Cost) -> Secret:
        seen.append((salt, cost))
        return real(passphrase, salt, cost)

    monkeypatch.setattr(crypto.slots, "stretch", watched)
    return seen


def salts(header: Header, persons: int) -> set[bytes]:
    """The salts of every slot of the cases that so many persons open."""
    return {slot.body[12 + 16 * one:28 + 16 * one] for slot in header.of(CASES) if slot.phrases == persons
            for one in range(persons)}


def damaged(header: Header, slot: Slot) -> Header:
    """The header with another commitment in one slot."""
    at = header.data.index(slot.body) + len(slot.body) - 1
    data = bytearray(header.data)
    data[at] ^= 1
    return parse(bytes(data))


def test_a_wrong_passphrase_costs_the_same_work_whichever_slot_it_comes_near(
        many_slots: Header, stretched: list[tuple[bytes, Cost]]) -> None:
    singles = [slot for slot in many_slots.of(CASES) if slot.phrases == 1]
    assert len(singles) == 3
    for phrases in (("the second of thre", None), (WRONG, "another")):
        stretched.clear()
        with pytest.raises(WrongSecret):
            open_cases(many_slots, passphrase=phrases[0], second=phrases[1])
        persons = 1 if phrases[1] is None else 2
        assert {salt for salt, _ in stretched} == salts(many_slots, persons), "every slot is tried, none twice"
        assert len(stretched) == len(salts(many_slots, persons))
        assert {cost for _, cost in stretched} == {CHEAP}
    stretched.clear()
    with pytest.raises(WrongSecret):
        open_cases(damaged(many_slots, singles[1]), passphrase=WRONG)
    assert len(stretched) == 3, "a damaged slot costs what a whole one does"


def test_each_refusal_has_its_own_code_at_the_command_line(run_cli: Run, vault: Path, tmp_path: Path,
                                                           passphrases: Passphrases) -> None:
    def answer(root: Path, phrase: Path, *more: Any) -> tuple[int, str, str]:
        got = run_cli("list", root, "people", "--json", "--passphrase-file", phrase, *more)
        error = json.loads(got.out)["error"]
        return got.code, error["kind"], error["message"]

    wrong, near = tmp_path / "wrong", tmp_path / "near"
    wrong.write_text(WRONG)
    near.write_text(passphrases.a[:-1])
    foreign = tmp_path / "foreign"
    create(foreign, "another passphrase of another vault 71", passphrases.b, cost=CHEAP,
           case_recovery=RecoveryKey.generate(), identity_recovery=RecoveryKey.generate())
    mixed, hurt = (Path(shutil.copytree(vault, tmp_path / name)) for name in ("mixed", "hurt"))
    shutil.copyfile(foreign / "cases.db", mixed / "cases.db")
    header = bytearray((vault / "header").read_bytes())
    slot = next(one for one in parse(bytes(header)).of(CASES) if one.phrases == 1)
    header[bytes(header).index(slot.body) + 13] ^= 1  # in its salt
    (hurt / "header").write_bytes(header)
    found = {name: answer(root, phrase) for name, root, phrase in (
        ("wrong", vault, wrong), ("near", vault, near), ("of another vault", foreign, passphrases.file_a),
        ("damaged slot", hurt, passphrases.file_a), ("wrong at a damaged slot", hurt, wrong),
        ("foreign database", mixed, passphrases.file_a), ("no vault", tmp_path, passphrases.file_a))}
    assert {name: got[:2] for name, got in found.items()} == {
        "wrong": (3, "wrong-passphrase"), "near": (3, "wrong-passphrase"),
        "of another vault": (3, "wrong-passphrase"), "wrong at a damaged slot": (3, "wrong-passphrase"),
        "damaged slot": (4, "header"), "foreign database": (4, "damaged"), "no vault": (6, "not-a-vault")}
    assert len({got[2] for got in found.values() if got[0] == 3}) == 1, "one message for every wrong passphrase"


def test_headers_beyond_the_limits_are_refused_in_little_memory(tmp_path: Path) -> None:
    vectors = json.loads((ROOT / "tests/vectors/crypto/header.json").read_text("ascii"))["vectors"]
    edges = [one for one in vectors if one["class"] in ("cost ceiling", "cost floor", "limits", "length", "size")
             and one["expect"] != "ok"]
    assert len(edges) >= 20
    (tmp_path / "edges.json").write_text(json.dumps([one["hex"] + "00" * one.get("zeros_after", 0) for one in edges]))
    done = subprocess.run([sys.executable, "-c", (
        "import json, re, sys\nfrom crypto.errors import CryptoError\nfrom crypto.header import open_cases, parse\n"
        "refused = 0\nfor text in json.load(open(sys.argv[1])):\n"
        "    try:\n        open_cases(parse(bytes.fromhex(text)), passphrase='any words at all')\n"
        "    except CryptoError:\n        refused += 1\n"
        "print(refused, int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)\n"),
        str(tmp_path / "edges.json")], capture_output=True, text=True, check=True, cwd=ROOT)
    refused, mebibytes = map(int, done.stdout.split())
    assert refused == len(edges)
    assert mebibytes < 100


def test_too_little_memory_is_no_wrong_passphrase(vault: Path, passphrases: Passphrases) -> None:
    done = subprocess.run([sys.executable, "-c", (
        "import resource, sys\nfrom pathlib import Path\nfrom casefile.errors import CasefileError\n"
        "from casefile.processes import opening\nfrom casefile.vault import keys, unlock\n"
        "from casefile.vault.credentials import Credentials\nfrom casefile.vault.layout import Layout\n"
        "from crypto.secret import Secret\nfrom crypto.slots import CASES\n"
        "vault, phrase = Path(sys.argv[1]), sys.stdin.readline().rstrip()\nheader = Layout(vault).read_header()\n"
        "rc = opening.cases_root(vault, phrase).rc\n"
        "now = int(open('/proc/self/statm').read().split()[0]) * 4096\n"
        "resource.setrlimit(resource.RLIMIT_AS, (now + (16 << 20),) * 2)\n"
        "for act in (lambda: unlock.open_vault(vault, phrase), lambda: opening.cases_root(vault, phrase),\n"
        "            lambda: opening.both_roots(vault, rc, phrase),\n"
        "            lambda: opening.slots_opened_by(vault, opening.Roots(rc), phrase),\n"
        "            lambda: keys.require_unused(header, (phrase,), rc)):\n"
        "    try:\n        act()\n        print('done')\n"
        "    except CasefileError as error:\n        print(error.kind)\n"), str(vault)],
        input=passphrases.a, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.split() == ["memory"] * 5, done.stderr


@pytest.mark.parametrize("phrase", ["", "\u00a0", "casefile", "x" * 1025])
def test_no_empty_blank_or_default_passphrase_opens_a_vault(many_slots: Header, phrase: str) -> None:
    with pytest.raises(crypto.errors.CryptoError):
        open_cases(many_slots, passphrase=phrase)


def test_a_vault_on_a_network_drive_is_read_and_never_written(monkeypatch: pytest.MonkeyPatch, vault: Path,
                                                              roots: tuple[bytes, bytes]) -> None:
    monkeypatch.setattr(places, "file_system", lambda path: places.FileSystem("cifs", path, "x", read_only=False))
    with pytest.raises(DriveTrouble) as refused:
        open_with_roots(vault, Secret(roots[0]), write=True)
    assert refused.value.kind == "network-drive"
    open_with_roots(vault, Secret(roots[0])).close()


@pytest.mark.parametrize("readonly", [True, False])
def test_the_settings_durability_rests_on_are_read_back_at_every_opening(
        monkeypatch: pytest.MonkeyPatch, vault: Path, roots: tuple[bytes, bytes], readonly: bool) -> None:
    for name, said in database._PER_FILE.items():
        monkeypatch.setitem(database._PER_FILE, name, (said[0], "something else"))  # what is read is not what is wanted
        with pytest.raises(Damaged) as refused:
            open_with_roots(vault, Secret(roots[0]), write=not readonly)
        assert refused.value.kind == "settings", name
        monkeypatch.undo()
