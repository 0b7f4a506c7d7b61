"""Facts of projects; no business logic."""

from hamyar.projects.models.contribution import Contribution, Party
from hamyar.projects.models.history import StageChange
from hamyar.projects.models.project import Project

__all__ = ["Contribution", "Party", "Project", "StageChange"]
