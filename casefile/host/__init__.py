# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program asks of the operating system: private files, locks, the clock, places on disk."""
