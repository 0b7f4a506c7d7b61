"""Forms of the desk; they help the user, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import Role, User
from hamyar.core.forms import (
    IdentifierField,
    IntegerField,
    JalaliDateField,
    LineField,
    MoneyField,
    NumberField,
    RecordField,
)
from hamyar.core.money import Display, Money
from hamyar.places.enums import CensusStatus, CouncilRole, ImportKind, OfficialKind
from hamyar.places.models import BoundarySet, County, Municipality
from hamyar.places.services import MunicipalityFacts
from hamyar.places.services.imports import ImportOptions

REPRESENTING = ("mayor", "council_secretary")
"""Roles whose people speak for a municipality."""

SOURCE_HELP = _("Where it is written, for example a letter with its number or a page.")


class SourceField(LineField):
    def __init__(self) -> None:
        super().__init__(label=_("source"), required=False, max_length=300, help_text=SOURCE_HELP)


class MunicipalityForm(forms.Form):
    code = IdentifierField(
        label=_("code"), max_length=8, help_text=_("City code of the Statistical Centre, for example 1359.")
    )
    name_fa = LineField(label=_("Persian name"), max_length=80)
    name_en = LineField(label=_("English name"), max_length=80, required=False)
    also_written_fa = LineField(
        label=_("also written"),
        max_length=160,
        required=False,
        help_text=_("Other spellings, with a comma between them; the search finds them too."),
    )
    county = RecordField(label=_("county today"), queryset=County.objects.all())
    census_county = RecordField(
        label=_("county in the census of 1395"), queryset=County.objects.all(), required=False
    )
    district = LineField(label=_("district"), max_length=80, required=False)
    is_county_seat = forms.BooleanField(label=_("seat of the county"), required=False)
    census_status = forms.ChoiceField(label=_("in the census of 1395"), choices=CensusStatus.choices)
    latitude = NumberField(
        label=_("latitude"), required=False, help_text=_("In degrees, for example 34.975.")
    )
    longitude = NumberField(
        label=_("longitude"), required=False, help_text=_("In degrees, for example 59.624.")
    )
    coordinate_source = LineField(label=_("source of the point"), max_length=300, required=False)
    established_year = IntegerField(
        label=_("year of foundation (Jalali)"), required=False, help_text=_("For example 1337.")
    )
    established_source = LineField(label=_("source of the foundation year"), max_length=300, required=False)
    division_source = LineField(label=_("source of the divisions"), max_length=300, required=False)
    closed_on = JalaliDateField(
        label=_("closed on"),
        required=False,
        help_text=_("Only when the municipality no longer exists; it then leaves lists and rankings."),
    )

    def __init__(self, *args: Any, municipality: Municipality | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if municipality:
            self.fields["code"].disabled = True

    @property
    def facts(self) -> MunicipalityFacts:
        data = dict(self.cleaned_data)
        for name in ("latitude", "longitude"):
            data[name] = None if data[name] is None else float(data[name])
        data["census_status"] = CensusStatus(data["census_status"])
        return MunicipalityFacts(**data)


class GradeForm(forms.Form):
    grade = IntegerField(
        label=_("grade"), min_value=1, max_value=12, help_text=_("1 to 12; 12 is the highest.")
    )
    since = JalaliDateField(label=_("from"))
    letter_number = IdentifierField(label=_("letter number"), max_length=60, required=False)
    source = SourceField()


class OfficialForm(forms.Form):
    kind = forms.ChoiceField(label=_("office"), choices=OfficialKind.choices)
    full_name = LineField(label=_("full name"), max_length=120)
    since = JalaliDateField(label=_("from"), help_text=_("Whoever is in office now ends on this day."))
    decree_number = IdentifierField(label=_("decree number"), max_length=60, required=False)
    decree_on = JalaliDateField(label=_("date of the decree"), required=False)
    source = SourceField()

    def clean_kind(self) -> OfficialKind:
        return OfficialKind(self.cleaned_data["kind"])


class EndForm(forms.Form):
    until = JalaliDateField(label=_("until"), help_text=_("From this day on it no longer holds."))


class CouncilForm(forms.Form):
    term_no = IntegerField(
        label=_("term"),
        min_value=1,
        max_value=99,
        help_text=_("The number of a term on record corrects it, for example when its end is postponed."),
    )
    since = JalaliDateField(label=_("from"))
    until = JalaliDateField(label=_("until"), required=False)
    seats = IntegerField(label=_("seats"), min_value=1, max_value=51, required=False)
    source = SourceField()


class CouncilMemberForm(forms.Form):
    full_name = LineField(label=_("full name"), max_length=120)
    role = forms.ChoiceField(label=_("role"), choices=CouncilRole.choices, initial=CouncilRole.MEMBER)
    is_alternate = forms.BooleanField(label=_("alternate member"), required=False)
    since = JalaliDateField(label=_("from"))
    source = SourceField()

    def clean_role(self) -> CouncilRole:
        return CouncilRole(self.cleaned_data["role"])


class ShareholdingForm(forms.Form):
    amount = MoneyField(label=_("amount"), display=Display.RIAL)
    percent = NumberField(
        label=_("percent"), required=False, min_value=0, max_value=100, decimal_places=4, max_digits=7
    )
    has_voting_right = forms.BooleanField(label=_("has a vote"), required=False, initial=True)
    since = JalaliDateField(label=_("from"))
    document_number = IdentifierField(label=_("document number"), max_length=60, required=False)
    source = SourceField()

    def __init__(self, *args: Any, expected: Money | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        amount = self.fields["amount"]
        if isinstance(amount, MoneyField):
            amount.expected = expected


class RepresentativeInvitationForm(forms.Form):
    municipality = RecordField(
        label=_("municipality"), queryset=Municipality.objects.filter(closed_on=None), to_field_name="code"
    )
    role = RecordField(
        label=_("Role"), queryset=Role.objects.filter(code__in=REPRESENTING), to_field_name="code"
    )
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    full_name = LineField(label=_("Full name"), max_length=120, required=False)
    position = LineField(label=_("Position"), max_length=120, required=False)


class RepresentationForm(forms.Form):
    user = RecordField(
        label=_("user"), queryset=User.objects.filter(is_active=True).order_by("full_name", "pk")
    )
    municipality = RecordField(label=_("municipality"), queryset=Municipality.objects.filter(closed_on=None))
    since = JalaliDateField(label=_("from"))
    until = JalaliDateField(label=_("until"), required=False)


class DistanceForm(forms.Form):
    origin = RecordField(label=_("from"), queryset=Municipality.objects.filter(closed_on=None))
    destination = RecordField(label=_("to"), queryset=Municipality.objects.filter(closed_on=None))
    km = NumberField(label=_("kilometres"), min_value=0, decimal_places=1, max_digits=6)
    minutes = IntegerField(label=_("minutes"), required=False)
    source = SourceField()


class UploadForm(forms.Form):
    file = forms.FileField(label=_("file"), max_length=200)
    source = SourceField()
    since = JalaliDateField(
        label=_("from"), required=False, help_text=_("Where the file does not say it for each row.")
    )
    boundary_set = RecordField(
        label=_("boundary set"), queryset=BoundarySet.objects.all(), to_field_name="code"
    )
    attribution = LineField(
        label=_("attribution"),
        max_length=300,
        help_text=_("Shown below the map, for example © OpenStreetMap contributors."),
    )
    licence = LineField(label=_("licence"), max_length=120, help_text=_("For example ODbL 1.0."))

    USED = {
        ImportKind.PLACES: ("file", "source"),
        ImportKind.BOUNDARIES: ("file", "boundary_set", "attribution", "licence"),
        ImportKind.DISTANCES: ("file", "source"),
        ImportKind.SHAREHOLDERS: ("file", "since", "source"),
    }

    def __init__(self, *args: Any, kind: ImportKind, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in set(self.fields) - set(self.USED[kind]):
            del self.fields[name]
        accept = ".geojson,.json" if kind is ImportKind.BOUNDARIES else ".csv,.xlsx"
        self.fields["file"].widget.attrs["accept"] = accept

    @property
    def options(self) -> ImportOptions:
        data = self.cleaned_data
        chosen = data.get("boundary_set")
        return ImportOptions(
            since=data.get("since"),
            source=data.get("source", ""),
            boundary_set=chosen.code if chosen else "",
            attribution=data.get("attribution", ""),
            licence=data.get("licence", ""),
        )
