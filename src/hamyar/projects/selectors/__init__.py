"""Reading projects."""

from hamyar.projects.selectors.opportunities import (
    OpportunityFilters,
    latest_opportunities,
    opportunities,
    opportunity_with_code,
    public_projects_of,
)
from hamyar.projects.selectors.register import Filters, register
from hamyar.projects.selectors.towns import TownProjects, projects_of_town
from hamyar.projects.selectors.visibility import (
    projects_visible_to,
    public_projects,
    sees_internal,
    takes_part,
)

__all__ = [
    "Filters",
    "OpportunityFilters",
    "TownProjects",
    "latest_opportunities",
    "opportunities",
    "opportunity_with_code",
    "projects_of_town",
    "projects_visible_to",
    "public_projects",
    "public_projects_of",
    "register",
    "sees_internal",
    "takes_part",
]
