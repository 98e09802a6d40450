# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity window: a process of its own, in plum, that shows one person's true name at a time."""
