"""Forms of the stage; they help the user, the services decide."""

from hamyar.projects.forms.filters import FilterForm, OpportunityFilterForm
from hamyar.projects.forms.project import ProjectForm
from hamyar.projects.forms.steps import ContributionForm, MoveForm, ReasonForm, ValuationForm

__all__ = [
    "ContributionForm",
    "FilterForm",
    "MoveForm",
    "OpportunityFilterForm",
    "ProjectForm",
    "ReasonForm",
    "ValuationForm",
]
