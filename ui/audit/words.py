# SPDX-License-Identifier: GPL-3.0-or-later
"""Acts of the log in plain words.

Promises: an act of a later version is shown by its own name, never dropped.
"""

from __future__ import annotations

_WHOLE = {
    "vault.create": "This vault was made", "vault.restore": "Restored from a backup",
    "vault.upgrade": "Brought up to date for a newer version", "keys.add": "A way to open it was added",
    "keys.change": "A passphrase was changed", "keys.remove": "A way to open it was taken away",
    "keys.re-encrypt": "Everything was written anew under new keys", "keys.try": "Recovery words were tried",
    "identity.look": "A true name was looked at", "identity.show": "A true name was shown",
    "identity.change": "An identity was changed", "person.erase": "A person was erased", "import": "Imported",
    "export": "Exported", "backup": "Backed up", "attachment.extract": "A file was taken out",
    "attachment.add": "A file was attached", "attachment.remove": "A file was removed",
    "attachment.mask": "A covered copy of a picture was made", "attachment.clear": "Who may get a covered copy was changed"}
_VERBS = {"add": "Added", "change": "Changed", "void": "Taken back", "restore": "Let count again", "import": "Imported",
          "erase": "Erased", "screen": "Screened for names", "screening": "Screened for names"}
_KINDS = {"people": "a person", "statements": "a statement", "incidents": "an incident", "appeals": "an appeal",
          "cases": "a case", "families": "a family", "counts": "a count", "exposures": "an exposure",
          "attachments": "a file", "consents": "a consent"}


def act_words(action: str, kind: str) -> str:
    """What was done, in words."""
    if action in _WHOLE:
        return _WHOLE[action]
    verb = action.rpartition(".")[2]
    if verb in _VERBS:
        return f"{_VERBS[verb]}: {_KINDS[kind]}" if kind in _KINDS else _VERBS[verb]
    return action.replace(".", ": ").replace("_", " ").capitalize()
