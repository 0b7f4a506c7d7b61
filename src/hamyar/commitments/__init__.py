"""Promises of all sides: who owns them, until when, what became of them."""
