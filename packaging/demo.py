# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road in one go, with invented people: vault, import, press file, appeal, backup, restore.

Everything is done by the program's own commands, as a person would.  Left behind in the folder
given: the press PDF and TXT, the appeal, the backup, the vault and its passphrases (they protect
nothing: the people are invented).  The restored vault is compared with the first one and removed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(sys.executable).with_name("casefile")
CASE_WORDS = "lantern orchard gravel compass thimble meadow"
IDENTITY_WORDS = "harbour pumice bracket sycamore ladder quiver"
KINDS = ("cases", "people", "families", "statements", "incidents", "appeals", "attachments")


def say(text: str) -> None:
    """One line for the person watching."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def casefile(*words: str | Path) -> dict[str, Any]:
    """Run one command with --json; its answer.  Ends the demonstration when it fails."""
    done = subprocess.run([str(PROGRAM), *map(str, words), "--json"], capture_output=True, text=True, check=False)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        answer = {"error": {"message": done.stderr.strip()[-300:] or "no answer"}}
    if done.returncode:
        say(f"casefile {words[0]}: exit {done.returncode}: {answer.get('error', {}).get('message')}")
        sys.exit(1)
    return answer


def passphrases(folder: Path) -> tuple[list[str | Path], list[str | Path]]:
    """Write both passphrase files; the options for the case vault alone and for both."""
    one, two = folder / "case-passphrase.txt", folder / "identity-passphrase.txt"
    for path, words in ((one, CASE_WORDS), (two, IDENTITY_WORDS)):
        path.write_text(words + "\n", "utf-8")
        path.chmod(0o600)
    case: list[str | Path] = ["--passphrase-file", one]
    return case, [*case, "--identity-passphrase-file", two]


def contents(vault: Path, both: list[str | Path], folder: Path, name: str) -> Any:
    """The vault's records with identities, as interchange."""
    place = folder / name
    place.mkdir()
    out = place / "records.json"
    casefile("export", vault, "--audience", "internal", "--format", "json", "--show-identities", "--out", out, *both)
    document = json.loads(out.read_text("utf-8"))
    shutil.rmtree(place)
    return document


def main(target: str) -> int:
    """Do everything into the folder `target`, which is made anew."""
    os.umask(0o077)
    folder = (ROOT / target).absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case, both = passphrases(folder)
    vault, recovery = folder / "vault", folder / "recovery.txt"

    casefile("new", vault, "--recovery-out", recovery, "--kdf", "low-memory", *both)
    report = casefile("import", vault, ROOT / "resources" / "sample" / "sample-case.json", *both)
    say("Made a vault and imported the sample case: "
        + ", ".join(f"{number} {kind}" for kind, number in report["created"].items()))
    counts = {kind: len(casefile("list", vault, kind, *case)["items"]) for kind in KINDS}
    critical = [one for one in casefile("risk", vault, *case)["people"] if one["disclosure_risk"] == "critical"]
    say(f"Risk looked at for {counts['people']} people; {len(critical)} at critical risk if this were read.")

    for form in ("pdf", "txt"):
        done = casefile("export", vault, "--audience", "press", "--format", form, "--resolve", "redact",
                        "--out", folder / f"press.{form}", *both)
        say(f"Press file ({form}): {done['people']} people in it, {len(done['excluded'])} left out, "
            f"{done['replaced']} places replaced, canaries {done['canaries']}.")
    appeal = casefile("list", vault, "appeals", *case)["items"][0]
    casefile("appeal", vault, appeal["id"], "--format", "txt", "--resolve", "redact",
             "--out", folder / "appeal.txt", *both)
    for name in ("press.pdf", "press.txt", "appeal.txt"):
        casefile("leakcheck", vault, folder / name, *both)
    say("Appeal written; all three files opened again and searched: nothing found that must not leave.")

    stick = folder / "backup"
    done = casefile("backup", vault, stick, "--include-identities", "--allow-same-disk", *both)
    checked = casefile("verify", stick, "--recovery-file", recovery)
    say(f"Backup {done['snapshot']}: {done['bytes_written']} bytes, restored as a test; "
        f"{checked['files']} files verified.")
    restored = folder / "restored"
    casefile("restore", stick, restored, "--recovery-file", recovery, *both)
    same = contents(vault, both, folder, "first") == contents(restored, both, folder, "second")
    casefile("check", restored, *both)
    shutil.rmtree(restored)
    say("Restored into a new vault: " + ("every record is the same." if same else "THE RECORDS DIFFER."))
    say(f"Counts: {', '.join(f'{number} {kind}' for kind, number in counts.items())}.")
    say(f"Look at them in {target}: press.pdf, press.txt, appeal.txt, backup/.")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build/demo"))
