"""Filters of the register and of the public list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import (
    LineField,
)
from hamyar.group.models import Company
from hamyar.places.models import County
from hamyar.projects.enums import ContractType, Stage
from hamyar.projects.forms.choices import named, open_towns, set_choices
from hamyar.projects.kinds import all_kinds
from hamyar.projects.selectors import Filters, OpportunityFilters
from hamyar.projects.selectors.register import NEWEST, SEEKING_STAGES, SORTS


class _PlainFilterForm(forms.Form):
    """What the desk's and the public list ask alike."""

    hide_optional = True

    q = LineField(
        label=_("Words or code"), required=False, max_length=120, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    contract = forms.ChoiceField(label=_("Contract"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All"))]
        counties = County.objects.filter(municipalities__closed_on=None).distinct()
        set_choices(self.fields["kind"], every + [(kind.code, kind.name) for kind in all_kinds().values()])
        set_choices(self.fields["county"], every + named(counties))
        set_choices(
            self.fields["stage"], [*every, (SEEKING_STAGES, _("still looking for a partner")), *Stage.choices]
        )
        set_choices(self.fields["contract"], every + ContractType.choices)

    def given(self, *names: str) -> dict[str, str]:
        """Return what makes sense of these fields; the rest counts as not given."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {name: data.get(name, "") for name in names}


class OpportunityFilterForm(_PlainFilterForm):
    """Filters of the public list; they live in the address. Cancelled projects are never public."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All")), (SEEKING_STAGES, _("still looking for a partner"))]
        shown = [choice for choice in Stage.choices if choice[0] != Stage.CANCELLED]
        set_choices(self.fields["stage"], [*every, *shown])

    @property
    def filters(self) -> OpportunityFilters:
        """Return the filters that make sense."""
        return OpportunityFilters(
            words=self.given("q")["q"], **self.given("kind", "county", "stage", "contract")
        )


class FilterForm(_PlainFilterForm):
    """Filters of the register; they live in the address."""

    town = forms.ChoiceField(label=_("Municipality"), required=False)
    company = forms.ChoiceField(label=_("Company"), required=False)
    published = forms.ChoiceField(
        label=_("Public"),
        required=False,
        choices=[("", _("All")), ("yes", _("published")), ("no", _("internal"))],
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_staff: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All"))]
        if not is_staff:
            del self.fields["county"], self.fields["town"], self.fields["company"]
            return
        companies = Company.objects.order_by("position", "code")
        set_choices(self.fields["town"], every + named(open_towns()))
        set_choices(self.fields["company"], every + [(row.code, row.name) for row in companies])

    @property
    def filters(self) -> Filters:
        """Return the filters that make sense."""
        asked = self.given("kind", "county", "stage", "contract", "town", "company", "published")
        sort = self.given("sort")["sort"]
        is_known = sort.removeprefix("-") in SORTS
        return Filters(words=self.given("q")["q"], sort=sort if is_known else NEWEST, **asked)
