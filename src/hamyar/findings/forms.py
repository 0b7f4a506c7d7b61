"""Forms of the stage."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.forms import IntegerField, LineField, NumberField, TextField
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import sort_key
from hamyar.findings.enums import FindingKind, FindingState, Urgency, Visibility
from hamyar.findings.models import Finding
from hamyar.findings.permissions import CHANGE
from hamyar.findings.sectors import all_sectors, sector_name, sectors_on
from hamyar.findings.selectors.register import NEWEST, OPEN_STATES, SORTS, Filters
from hamyar.findings.selectors.visibility import Person, sees_confidential
from hamyar.findings.services.facts import FACTS
from hamyar.places.models import County, Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.visits.enums import VisitState
from hamyar.visits.models import CountySession, TeamMember, Visit

CODE = {"dir": "ltr"}


def _choices(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _named(places: Iterable[Municipality | County]) -> list[tuple[str, str]]:
    ordered = sorted(places, key=lambda place: (sort_key(place.name), place.code))
    return [(place.code, place.name) for place in ordered]


class FilterForm(forms.Form):
    """Filters of the register; they live in the address."""

    hide_optional = True

    q = LineField(
        label=_("Words"), required=False, max_length=120, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    town = forms.ChoiceField(label=_("Municipality"), required=False)
    visibility = forms.ChoiceField(label=_("Visibility"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All"))]
        sectors = [(code, sector.name) for code, sector in all_sectors().items()]
        _choices(self.fields["kind"], every + FindingKind.choices)
        _choices(self.fields["sector"], every + sectors)
        _choices(self.fields["state"], [*every, (OPEN_STATES, _("still open")), *FindingState.choices])
        _choices(self.fields["urgency"], every + Urgency.choices)
        _choices(self.fields["visibility"], every + Visibility.choices)
        counties = County.objects.filter(municipalities__closed_on=None).distinct()
        _choices(self.fields["county"], every + _named(counties))
        _choices(self.fields["town"], every + _named(Municipality.objects.filter(closed_on=None)))
        if not sees_confidential(viewer=viewer):
            del self.fields["visibility"]

    def leave_out_places(self) -> None:
        """Ask a town's side for neither county nor town."""
        del self.fields["county"], self.fields["town"]

    @property
    def filters(self) -> Filters:
        """Return the filters that make sense; the rest counts as not given."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        sort = data.get("sort", "")
        names = ("kind", "sector", "state", "urgency", "town", "county", "visibility")
        return Filters(
            words=data.get("q", ""),
            sort=sort if sort.removeprefix("-") in SORTS else NEWEST,
            **{name: data.get(name, "") for name in names},
        )


class FindingForm(forms.Form):
    """One finding, written at the desk or by a town's side."""

    device_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingKind.choices)
    title = LineField(
        label=_("What was found, in one line"),
        max_length=160,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    sector = forms.ChoiceField(label=_("Sector"))
    meeting = forms.ChoiceField(label=_("Found at the visit"), required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        help_text=_("Only for a finding of the whole county, without a municipality."),
    )
    text = TextField(
        label=_("Description"), required=False, max_length=5000, widget=forms.Textarea({"rows": 5})
    )
    size = NumberField(label=_("Size"), required=False, help_text=_("For example 2, or 1.5"))
    unit = LineField(
        label=_("Unit of the size"),
        required=False,
        max_length=40,
        help_text=_("For example machines, metres, cubic metres a day"),
    )
    people_affected = IntegerField(label=_("People affected"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, initial=Urgency.MEDIUM)
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=Visibility.choices,
        initial=Visibility.CONFIDENTIAL,
        help_text=_("A confidential finding is never shown to the municipality or the public."),
    )

    def __init__(self, *args: Any, writer: User, on: Any, finding: Finding | None = None, **kw: Any) -> None:
        kw["initial"] = (_facts_of(finding) if finding else {"device_id": uuid.uuid4(), "revision": 0}) | (
            kw.get("initial") or {}
        )
        super().__init__(*args, **kw)
        self.is_of_town = not has_permission(writer, CHANGE) and not _is_of_team(writer)
        old = [(finding.sector, sector_name(finding.sector))] if finding else []
        offered = [(sector.code, sector.name) for sector in sectors_on(on=on)]
        _choices(self.fields["sector"], [("", "—"), *dict(old + offered).items()])
        if self.is_of_town:
            self._ask_town(writer)
        else:
            self._ask_desk(writer, finding)

    def _ask_town(self, writer: User) -> None:
        own = _named(municipalities_represented_by(user=writer))
        _choices(self.fields["municipality"], own)
        self.fields["municipality"].required = True
        for name in ("meeting", "county", "visibility"):
            del self.fields[name]

    def _ask_desk(self, writer: User, finding: Finding | None) -> None:
        towns = Municipality.objects.filter(closed_on=None)
        _choices(self.fields["municipality"], [("", "—"), *_named(towns)])
        _choices(self.fields["county"], [("", "—"), *_named(County.objects.all())])
        if finding is not None:
            del self.fields["meeting"]
            return
        may_without = has_permission(writer, CHANGE)
        none = [("", _("not at a visit"))] if may_without else []
        self.fields["meeting"].required = not may_without
        _choices(self.fields["meeting"], [*none, *_meetings(None if may_without else writer)])

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of the finding that were asked for."""
        return {name: value for name, value in self.cleaned_data.items() if name in FACTS}

    @property
    def found_at(self) -> dict[str, Visit | CountySession]:
        """Return the visit or county session that was chosen, by the name the service knows it under."""
        kind, _sep, pk = str(self.cleaned_data.get("meeting") or "").partition(":")
        if kind == "visit":
            return {"visit": Visit.objects.select_related("municipality__county", "trip").get(pk=pk)}
        if kind == "session":
            return {"session": CountySession.objects.select_related("county", "trip").get(pk=pk)}
        return {}


def _facts_of(finding: Finding) -> dict[str, Any]:
    facts = {name: getattr(finding, name) for name in FACTS}
    size = finding.size
    return facts | {
        "device_id": finding.device_id,
        "revision": finding.revision,
        "municipality": finding.municipality.code if finding.municipality else "",
        "county": "" if finding.municipality else finding.county.code,
        "size": None if size is None else f"{size.normalize():f}",
    }


def _is_of_team(writer: User) -> bool:
    return has_permission(writer, "findings.record_findings")


def _meetings(of_team_of: User | None) -> list[tuple[str, str]]:
    """Return the visits and county sessions to choose from, newest first."""
    asked = ~Q(state__in=[VisitState.CANCELLED, VisitState.MOVED])
    if of_team_of is not None:
        asked &= Q(trip__team__in=TeamMember.objects.filter(user=of_team_of, until=None).values("team"))
    visits = Visit.objects.filter(asked).select_related("municipality")
    sessions = CountySession.objects.filter(asked).select_related("county")
    rows = [(v.planned_start, f"visit:{v.pk}", v.municipality.name) for v in visits]
    rows += [(s.planned_start, f"session:{s.pk}", str(s.county)) for s in sessions]
    return [
        (value, f"{name} · {format_jalali(start, 'short')}")
        for start, value, name in sorted(rows, key=lambda row: (row[0], row[1]), reverse=True)
    ]


class ReasonForm(forms.Form):
    """A step of a finding, with its reason."""

    to = forms.ChoiceField(choices=FindingState.choices, widget=forms.HiddenInput)
    reason = TextField(label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))


class MergeForm(forms.Form):
    """Which finding is kept."""

    kept = IntegerField(label=_("Number of the finding that is kept"), min_value=1)
    reason = LineField(label=_("Reason"), required=False, max_length=300)


class EvidenceForm(forms.Form):
    """A file or photo."""

    file = forms.FileField(
        label=_("File or photo"),
        help_text=_(
            "JPEG, PNG, WebP, PDF, Word or Excel, at most 15 megabytes. Place and camera are removed from photos."
        ),
        widget=forms.ClearableFileInput({"accept": ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"}),
    )
    caption = LineField(label=_("Caption of the picture or file"), required=False, max_length=200)


class UploadForm(forms.Form):
    """A file of findings."""

    file = forms.FileField(label=_("File"), widget=forms.ClearableFileInput({"accept": ".csv,.xlsx"}))
