"""Changing indicators: every write, every audit entry of the stage."""

from hamyar.indicators.services.loading import LoadedFacts, load_definitions, load_facts

__all__ = ["LoadedFacts", "load_definitions", "load_facts"]
