"""One project as it is written."""

import datetime as dt
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
from hamyar.findings.models import Finding
from hamyar.findings.sectors import sector_name, sectors_on
from hamyar.findings.selectors import findings_visible_to
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.projects.enums import ContractType, Stage
from hamyar.projects.forms.choices import open_towns, set_choices
from hamyar.projects.kinds import all_units, kind_name, kinds_on
from hamyar.projects.models import Project
from hamyar.projects.permissions import can_record
from hamyar.projects.services.facts import COLUMNS, FACTS, LISTS

MONEY = ("cost_rial", "income_rial")
LONG, LONGER = {"rows": 3}, {"rows": 6}


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
        label=_("Summary for lists"),
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
        set_choices(self.fields["kind"], [*none, *kinds.items()])
        set_choices(self.fields["sector"], [*none, *sectors.items()])
        set_choices(self.fields["contract"], [("", gettext("not decided yet")), *ContractType.choices])
        units = [(unit.code, unit.name) for unit in all_units().values()]
        set_choices(self.fields["unit"], [("", gettext("usual unit of the kind")), *units])

    def _offer_records(self) -> None:
        towns = open_towns()
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
