# SPDX-License-Identifier: GPL-3.0-or-later
"""Which process holds what: the supervisor, its children, and the small messages between them.

supervisor   no Qt, no secret; starts and ends the others, relays what they seal to each other
unlock       a passphrase in, a root out, sealed to the desk; ends
desk         the case database; never an identity root, never a passphrase
identity     one person's true name at a time; ends when closed, idle, or at lock
decoder      foreign bytes in, pixels out; no key, no file; ends with the picture
worker       one long job with the places it may write given at its start; ends with the job

Lock means that the processes which held keys have ended.
"""
