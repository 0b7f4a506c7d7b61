"""Changing projects, and computing the shares of their parties."""

from hamyar.projects.services.contributions import (
    Side,
    record_contribution,
    revalue_contribution,
    withdraw_contribution,
)
from hamyar.projects.services.moving import move_project
from hamyar.projects.services.publishing import publish_project, unpublish_project
from hamyar.projects.services.saving import change_project, record_project
from hamyar.projects.services.shares import PartyShare, ProjectShares, shares_of

__all__ = [
    "PartyShare",
    "ProjectShares",
    "Side",
    "change_project",
    "move_project",
    "publish_project",
    "record_contribution",
    "record_project",
    "revalue_contribution",
    "shares_of",
    "unpublish_project",
    "withdraw_contribution",
]
