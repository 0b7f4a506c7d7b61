"""Forms of the stage; they help the user, the services decide."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.core.forms import (
    IdentifierField,
    JalaliDateField,
    LineField,
    MoneyField,
    NumberField,
    RecordField,
    TextField,
)
from hamyar.core.money import Display, Money
from hamyar.core.persian import sort_key
from hamyar.findings.models import Finding
from hamyar.findings.sectors import sector_name, sectors_on
from hamyar.findings.selectors import findings_visible_to
from hamyar.group.models import Company
from hamyar.places.models import County, Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.projects.enums import ContractType, ContributionKind, PartyKind, Stage
from hamyar.projects.kinds import all_kinds, all_units, kind_name, kinds_on
from hamyar.projects.models import Contribution, Project
from hamyar.projects.permissions import can_record
from hamyar.projects.selectors import Filters, OpportunityFilters
from hamyar.projects.selectors.register import NEWEST, SEEKING_STAGES, SORTS
from hamyar.projects.services.contributions import Side, Valuation
from hamyar.projects.services.facts import COLUMNS, FACTS, LISTS

MONEY = ("cost_rial", "income_rial")
LONG, LONGER = {"rows": 3}, {"rows": 6}


def _choices(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _named(places: Iterable[Municipality | County]) -> list[tuple[str, str]]:
    ordered = sorted(places, key=lambda place: (sort_key(place.name), place.code))
    return [(place.code, place.name) for place in ordered]


def _open_towns() -> QuerySet[Municipality]:
    return Municipality.objects.filter(closed_on=None).order_by("sort_key", "pk")


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
        _choices(self.fields["kind"], every + [(kind.code, kind.name) for kind in all_kinds().values()])
        _choices(self.fields["county"], every + _named(counties))
        _choices(
            self.fields["stage"], [*every, (SEEKING_STAGES, _("still looking for a partner")), *Stage.choices]
        )
        _choices(self.fields["contract"], every + ContractType.choices)

    def given(self, *names: str) -> dict[str, str]:
        """Return what makes sense of these fields; the rest counts as not given."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {name: data.get(name, "") for name in names}


class OpportunityFilterForm(_PlainFilterForm):
    """Filters of the public list; they live in the address."""

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
        _choices(self.fields["town"], every + _named(_open_towns()))
        _choices(self.fields["company"], every + [(row.code, row.name) for row in companies])

    @property
    def filters(self) -> Filters:
        """Return the filters that make sense."""
        asked = self.given("kind", "county", "stage", "contract", "town", "company", "published")
        sort = self.given("sort")["sort"]
        is_known = sort.removeprefix("-") in SORTS
        return Filters(words=self.given("q")["q"], sort=sort if is_known else NEWEST, **asked)


class ProjectForm(forms.Form):
    """One project; a town's side is asked only for what it may propose."""

    title_fa = LineField(label=_("Title"), max_length=160, widget=forms.TextInput({"dir": "auto"}))
    title_en = LineField(
        label=_("English title"), required=False, max_length=160, widget=forms.TextInput({"dir": "ltr"})
    )
    kind = forms.ChoiceField(label=_("Kind"))
    municipality = RecordField(
        label=_("Host municipality"), queryset=Municipality.objects.none(), to_field_name="code"
    )
    participants = forms.ModelMultipleChoiceField(
        label=_("Further municipalities that take part"),
        queryset=Municipality.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    companies = forms.ModelMultipleChoiceField(
        label=_("Companies of the group that take part"),
        queryset=Company.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    findings = forms.ModelMultipleChoiceField(
        label=_("Findings it came from"),
        queryset=Finding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    contract = forms.ChoiceField(label=_("Contract"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage today"),
        choices=Stage.choices,
        initial=Stage.IDEA,
        help_text=_("A project that is under way already is recorded at the stage it has reached."),
    )
    held_on = JalaliDateField(label=_("At this stage since"), required=False)
    size = NumberField(label=_("Size"), required=False)
    unit = forms.ChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("Left empty it is the usual unit of the kind."),
    )
    cost_rial = MoneyField(label=_("Estimated cost"), required=False, display=Display.BILLION_TOMAN)
    income_rial = MoneyField(
        label=_("Expected yearly income of the municipality"),
        required=False,
        display=Display.MILLION_TOMAN,
        help_text=_("For the desk; it is not shown to the public."),
    )
    cost_as_of = JalaliDateField(
        label=_("Day of the estimate"),
        required=False,
        help_text=_("Prices change; an amount without its day says little."),
    )
    summary = TextField(
        label=_("Summary"),
        required=False,
        max_length=300,
        widget=forms.Textarea(LONG),
        help_text=_("Public: one or two sentences for lists, at most 300 letters."),
    )
    public_text = TextField(
        label=_("Public text"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(LONGER),
        help_text=_("Public: what is planned and why it is worth it. Name no persons."),
    )
    offer = TextField(
        label=_("What the municipality brings"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(LONG),
        help_text=_("Public: land, buildings, permits, money, as far as it may be told."),
    )
    contact_office = LineField(
        label=_("Office to call"),
        required=False,
        max_length=160,
        help_text=_("Public: the office or unit, not the name of a person. Empty: the organisation."),
    )
    contact_phone = IdentifierField(label=_("Telephone"), required=False, max_length=40)
    contact_email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput({"dir": "ltr"})
    )
    internal_note = TextField(
        label=_("Internal note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(LONG),
        help_text=_("Only for the organisation; neither the public nor the town reads it."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, writer: User, on: dt.date, project: Project | None = None, **options: Any
    ) -> None:
        options["initial"] = _initial(project) | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.writer, self.project = writer, project
        self.is_of_town = not can_record(user=writer)
        self._offer_choices(on)
        self._offer_records()
        self._leave_out()

    def _offer_choices(self, on: dt.date) -> None:
        old = self.project
        kinds = {kind.code: kind.name for kind in kinds_on(on=on)}
        sectors = {sector.code: sector.name for sector in sectors_on(on=on)}
        if old is not None:
            kinds.setdefault(old.kind, kind_name(old.kind))
            if old.sector:
                sectors.setdefault(old.sector, sector_name(old.sector))
        none = [("", gettext("not chosen"))]
        _choices(self.fields["kind"], [*none, *kinds.items()])
        _choices(self.fields["sector"], [*none, *sectors.items()])
        _choices(self.fields["contract"], [("", gettext("not decided yet")), *ContractType.choices])
        units = [(unit.code, unit.name) for unit in all_units().values()]
        _choices(self.fields["unit"], [("", gettext("usual unit of the kind")), *units])

    def _offer_records(self) -> None:
        towns = _open_towns()
        own = municipalities_represented_by(user=self.writer).order_by("sort_key", "pk")
        self._field("municipality").queryset = own if self.is_of_town else towns
        self._field("participants").queryset = towns
        self._field("companies").queryset = Company.objects.order_by("position", "code")
        self._field("findings").queryset = self._known_findings()
        if self.is_of_town and self.project is None and own.count() == 1:
            self.initial.setdefault("municipality", own.get().code)

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _known_findings(self) -> QuerySet[Finding]:
        """Return what may be linked: findings of the host town, of its county, and those that are linked."""
        code = self.data.get("municipality") if self.is_bound else self.initial.get("municipality")
        visible = findings_visible_to(viewer=self.writer)
        of_town = visible.filter(municipality__code=code or "")
        of_county = visible.filter(municipality=None, county__municipalities__code=code or "")
        linked = self.project.findings.values("pk") if self.project else Finding.objects.none().values("pk")
        asked = [pk for pk in [self.initial.get("finding")] if pk]
        known = findings_visible_to(viewer=self.writer, with_duplicates=True)
        wanted = known.filter(pk__in=of_town.values("pk")) | known.filter(pk__in=of_county.values("pk"))
        wanted |= known.filter(pk__in=linked) | known.filter(pk__in=asked)
        return wanted.select_related("municipality", "county").order_by("-recorded_at", "-pk")

    def _leave_out(self) -> None:
        if self.project is not None:
            del self.fields["stage"], self.fields["held_on"]
        if self.is_of_town:
            for name in ("companies", "internal_note", "stage", "held_on"):
                self.fields.pop(name, None)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of the project that were asked for; amounts as whole rials."""
        data = self.cleaned_data
        given = {name: data[name] for name in FACTS if name in data}
        for name in MONEY:
            money: Money | None = given.get(name)
            given[name] = None if money is None else money.amount
        return given

    @property
    def begins(self) -> dict[str, Any]:
        """Return how far a new project has come."""
        data = self.cleaned_data
        if not data.get("stage"):
            return {}
        return {"stage": Stage(data["stage"]), "held_on": data.get("held_on")}


def _initial(project: Project | None) -> dict[str, Any]:
    if project is None:
        return {}
    shown: dict[str, Any] = {name: getattr(project, name) for name in COLUMNS}
    shown |= {name: list(getattr(project, name).all()) for name in LISTS}
    for name in MONEY:
        shown[name] = None if shown[name] is None else Money(shown[name])
    size = project.size
    return shown | {
        "municipality": project.municipality.code,
        "size": None if size is None else size.normalize(),
        "revision": project.revision,
    }


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
        _choices(self.fields["to"], [choice for choice in Stage.choices if choice[0] != project.stage])


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(LONG))


class ValuationForm(forms.Form):
    """An amount on a day, who found it and where that is written."""

    amount = MoneyField(label=_("Value"), display=Display.MILLION_TOMAN)
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
        _choices(self.fields["side"], [*labels, ("new", gettext("another body, named below"))])

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
