# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the vault: the matcher, the profiles, the replacement and the proof."""
