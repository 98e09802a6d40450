# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong command line is told by the names of options alone: what was typed may be a passphrase or a name."""

from __future__ import annotations

import json

import pytest

from casefile.cli.main import main

TYPED = "velvet heron ombudsman (choose from"


@pytest.mark.parametrize("words", [
    (TYPED,), ("check", "V", TYPED), ("check", "V", "--passphrase", TYPED), ("check", "V", f"--passphrase={TYPED}"),
    ("list", "V", TYPED), ("list", "V", "people", "--limit", TYPED), ("keys", TYPED), ("keys", "add", "V", "--kind", TYPED),
    ("restore", "D", "V", "--recovery-file", "R", "--snapshot", TYPED), ("check", "V", f"--json={TYPED}"),
    ("export", "V", "--audience", TYPED, "--format", "pdf", "--out", "o"), ("doctor", "V", TYPED, TYPED)])
@pytest.mark.parametrize("as_json", [True, False])
def test_what_was_typed_in_the_wrong_place_is_not_said_again(capsys: pytest.CaptureFixture[str], words: tuple[str, ...],
                                                             as_json: bool) -> None:
    assert main([*words, *(["--json"] if as_json else [])]) == 2
    out, err = capsys.readouterr()
    assert not any(word in out + err for word in TYPED.split()[:3])
    if as_json:
        assert json.loads(out)["error"]["code"] == 2


def test_a_wrong_option_and_the_words_there_are_to_choose_from_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "V", "--passphrase", TYPED]) == main(["keys", "ad"]) == 2
    err = capsys.readouterr().err
    assert "unrecognized arguments: --passphrase\n" in err
    assert "invalid choice (choose from 'list', 'add'" in err
