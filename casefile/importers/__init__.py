# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes in from files: plan first (nothing is written), then apply (all or nothing)."""
