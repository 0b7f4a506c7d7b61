"""Indicators: reviewed definitions, dated values with status and source, imports that can be undone."""
