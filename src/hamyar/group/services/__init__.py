"""Writing the directory of companies and brands."""

from hamyar.group.services.loading import load_group

__all__ = ["load_group"]
