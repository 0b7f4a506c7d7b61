"""Dated trips under change: every rule of the calendar is kept at every step."""
