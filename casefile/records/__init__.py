# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept: one file per noun, the language of lifted text, reading and searching."""
