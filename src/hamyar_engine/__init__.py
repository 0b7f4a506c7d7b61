"""Hamyar's numbers: pure functions over frozen, validated inputs.

No Django, no input or output, no clock and no global random state in this package.
"""

__version__ = "0.1.0"
