"""Writing the directory of companies and brands, and who speaks for a company."""

from hamyar.group.services.loading import load_group
from hamyar.group.services.representation import (
    UnableToRepresentCompanyError,
    end_company_representation,
    grant_company_representation,
)

__all__ = [
    "UnableToRepresentCompanyError",
    "end_company_representation",
    "grant_company_representation",
    "load_group",
]
