"""What the core keeps: audit entries."""

from hamyar.core.models.audit import AuditEntry

__all__ = ["AuditEntry"]
