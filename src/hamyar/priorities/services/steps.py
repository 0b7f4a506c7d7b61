"""The engine's names for the steps of a method, for the parts of this stage that show them."""

from hamyar_engine.index.enums import Aggregation, Missing, Normalisation

__all__ = ["Aggregation", "Missing", "Normalisation"]
