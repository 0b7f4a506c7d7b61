"""Who changed what. Every service that changes something calls :func:`record`."""

from hamyar.core.audit.recording import differences, facts_of, record

__all__ = ["differences", "facts_of", "record"]
