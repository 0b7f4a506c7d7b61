"""Steps of a project and what its sides bring."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import (
    JalaliDateField,
    LineField,
    MoneyField,
    TextField,
)
from hamyar.core.money import Display, Money
from hamyar.projects.enums import ContributionKind, PartyKind, Stage
from hamyar.projects.forms.choices import set_choices
from hamyar.projects.models import Contribution, Project
from hamyar.projects.services.contributions import Side, Valuation

LONG = {"rows": 3}


class MoveForm(forms.Form):
    """A step from stage to stage."""

    to = forms.ChoiceField(label=_("New stage"))
    held_on = JalaliDateField(label=_("Day"))
    document = LineField(label=_("Document or letter number"), required=False, max_length=120)
    note = TextField(
        label=_("Reason or note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text=_("Needed unless it is the next stage of the usual order."),
    )

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        set_choices(self.fields["to"], [choice for choice in Stage.choices if choice[0] != project.stage])


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(LONG))


class ValuationForm(forms.Form):
    """An amount on a day, who found it and where that is written."""

    amount = MoneyField(label=_("Value in money"), display=Display.MILLION_TOMAN)
    valued_on = JalaliDateField(
        label=_("Day of the valuation"), help_text=_("Of cash: the day as of which it is counted.")
    )
    valuer = LineField(
        label=_("Valuer"),
        required=False,
        max_length=160,
        help_text=_("Official expert or panel; not for cash."),
    )
    document = LineField(label=_("Number of the report"), required=False, max_length=160)

    def __init__(self, *args: Any, before: Contribution | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if before is not None:
            amount = self.fields["amount"]
            if isinstance(amount, MoneyField):
                amount.expected = Money(before.amount_rial)

    @property
    def valuation(self) -> Valuation:
        """Return what was entered."""
        data = self.cleaned_data
        return Valuation(data["amount"].amount, data["valued_on"], data["valuer"], data["document"])


class ContributionForm(ValuationForm):
    """Something a side brings."""

    side = forms.ChoiceField(label=_("Who brings it"))
    body = LineField(
        label=_("Name of the other body"),
        required=False,
        max_length=200,
        help_text=_("Only for an investor or body that is not in the list."),
    )
    kind = forms.ChoiceField(label=_("What is brought"), choices=ContributionKind.choices)
    description = LineField(
        label=_("Description"),
        required=False,
        max_length=300,
        help_text=_("For example 15 hectares, plot number"),
    )

    field_order = ("side", "body", "kind", "description", "amount", "valued_on", "valuer", "document")

    def __init__(self, *args: Any, project: Project, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sides = _sides(project)
        labels = [(code, _label(side)) for code, side in self.sides.items()]
        set_choices(self.fields["side"], [*labels, ("new", gettext("another body, named below"))])

    @property
    def chosen_side(self) -> Side:
        """Return who brings it."""
        code = self.cleaned_data["side"]
        return self.sides.get(code) or Side(PartyKind.OTHER, body=self.cleaned_data["body"])

    @property
    def chosen_kind(self) -> ContributionKind:
        """Return what is brought."""
        return ContributionKind(self.cleaned_data["kind"])


def _sides(project: Project) -> dict[str, Side]:
    """Return who may bring something: host, participants, companies, the organisation, bodies named before."""
    towns = [project.municipality, *project.participants.order_by("sort_key", "pk")]
    sides = {f"town-{town.code}": Side(PartyKind.MUNICIPALITY, municipality=town) for town in towns}
    sides["organisation"] = Side(PartyKind.ORGANISATION)
    for company in project.companies.order_by("position", "code"):
        sides[f"company-{company.code}"] = Side(PartyKind.COMPANY, company=company)
    for party in project.parties.filter(kind=PartyKind.OTHER).order_by("pk"):
        sides[f"body-{party.pk}"] = Side(PartyKind.OTHER, body=party.body)
    return sides


def _label(side: Side) -> str:
    if side.municipality is not None:
        return gettext("Municipality of {town}").format(town=side.municipality.name)
    if side.company is not None:
        return side.company.name
    return side.body or str(PartyKind.ORGANISATION.label)
