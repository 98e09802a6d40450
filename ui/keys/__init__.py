# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens the two vaults: seen, changed, added, taken away, tried."""
