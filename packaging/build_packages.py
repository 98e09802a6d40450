# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds what can be installed into the folder given: a wheel, and the source as a tar archive.

Promises: built twice from one commit, the bytes are the same (fixed times, sorted members).  Packages
for Debian, Windows and macOS are not built yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(target: str) -> int:
    """Build both packages; prints their names and hashes."""
    folder = (ROOT / target).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    when = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True,
                          check=True).stdout.strip()
    environment = dict(os.environ, SOURCE_DATE_EPOCH=when, PYTHONHASHSEED="0")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
                    "--wheel-dir", str(folder), str(ROOT)], env=environment, check=True)
    source = folder / "casefile-source.tar.gz"
    subprocess.run(["git", "archive", "--format=tar.gz", "--prefix=casefile/", f"--output={source}", "HEAD"],
                   cwd=ROOT, check=True)
    listed = subprocess.run(["sha256sum", *sorted(path.name for path in folder.iterdir() if path.is_file())],
                            cwd=folder, capture_output=True, text=True, check=True)
    sys.stdout.write(listed.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "dist"))
