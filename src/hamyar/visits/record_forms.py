"""Forms for what is recorded at a meeting, one for each kind, and the table of kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import JalaliDateField, LineField, RecordField, TextField
from hamyar.core.jalali import TEHRAN, format_jalali
from hamyar.core.translation import active_language
from hamyar.places.models import Municipality
from hamyar.visits.enums import DECISION_MOVES, AttendanceState, DecisionState, Side
from hamyar.visits.models import (
    AgendaItem,
    Attendance,
    CountySession,
    Decision,
    DeviceRecord,
    Meeting,
    Note,
    SitePhoto,
    SiteWalk,
    Visit,
)
from hamyar.visits.permissions import towns_of
from hamyar.visits.services import meeting as services
from hamyar.visits.services.meeting import (
    AgendaFields,
    AttendanceFields,
    DecisionFields,
    NoteFields,
    PhotoFields,
    SiteWalkFields,
)


class RecordForm(forms.Form):
    """What every record carries: the id that makes sending it twice harmless, and the revision that was seen."""

    device_id = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if "municipality" in self.fields:
            self._offer_towns()

    def _offer_towns(self) -> None:
        if isinstance(self.meeting, Visit):
            del self.fields["municipality"]
            return
        towns: Any = self.fields["municipality"]
        towns.queryset = towns_of(meeting=self.meeting).order_by("sort_key", "code")

    def record_fields(self) -> Any:
        """Return what was typed as the fields of the kind."""
        raise NotImplementedError

    def said(self) -> list[tuple[str, str]]:
        """Return each label with what was typed, in words."""
        return self._in_words(self.cleaned_data)

    def stands(self, current: DeviceRecord) -> list[tuple[str, str]]:
        """Return each label with what is stored, in words."""
        return self._in_words({name: getattr(current, name, None) for name in self.fields})

    def _in_words(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        shown = [field for field in self.visible_fields() if field.name != "content"]
        return [(str(field.label), _words(field.field, values.get(field.name))) for field in shown]


def _words(field: forms.Field, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, date):
        return format_jalali(value, language=active_language())
    if isinstance(field, forms.ChoiceField) and not isinstance(field, RecordField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # ours are plain pairs
    return str(value)


class AgendaForm(RecordForm):
    """A point of the agenda."""

    text = LineField(label=_("Point of the agenda"), max_length=400)
    is_done = forms.BooleanField(label=_("Talked about"), required=False)

    def record_fields(self) -> AgendaFields:
        """Return what was typed."""
        given = self.cleaned_data
        return AgendaFields(text=given["text"], is_done=given["is_done"])


class AttendanceForm(RecordForm):
    """Who came."""

    full_name = LineField(label=_("Full name"), max_length=120)
    position = LineField(label=_("Position"), max_length=160, required=False)
    side = forms.ChoiceField(label=_("On whose side"), choices=Side.choices, initial=Side.MUNICIPALITY)
    municipality = RecordField(label=_("Town"), queryset=Municipality.objects.none(), required=False)
    state = forms.ChoiceField(
        label=_("Attendance"), choices=AttendanceState.choices, initial=AttendanceState.PRESENT
    )
    substitute_for = LineField(
        label=_("In place of"), max_length=120, required=False, help_text=_("Only for a substitute.")
    )

    def record_fields(self) -> AttendanceFields:
        """Return what was typed."""
        given = self.cleaned_data
        return AttendanceFields(
            full_name=given["full_name"],
            side=Side(given["side"]),
            position=given["position"],
            state=AttendanceState(given["state"]),
            substitute_for=given["substitute_for"],
            municipality=given.get("municipality"),
        )


class SiteForm(RecordForm):
    """A site that was walked."""

    title = LineField(label=_("Site"), max_length=200)
    text = TextField(
        label=_("What was seen"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, help_text=_("Such as 34.97; may stay empty.")
    )
    longitude = forms.FloatField(label=_("Longitude"), required=False)

    def record_fields(self) -> SiteWalkFields:
        """Return what was typed."""
        given = self.cleaned_data
        return SiteWalkFields(given["title"], given["latitude"], given["longitude"], given["text"])


class PhotoForm(RecordForm):
    """A photo of a site or of the meeting."""

    content = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_("Up to 10 megabytes; where and with what it was taken is removed."),
    )
    caption = LineField(label=_("Caption of the picture or file"), max_length=200, required=False)
    site = RecordField(
        label=_("Of the site"),
        queryset=SiteWalk.objects.none(),
        required=False,
        empty_label=_("of the meeting"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        sites: Any = self.fields["site"]
        owner = {"session": meeting} if isinstance(meeting, CountySession) else {"visit": meeting}
        sites.queryset = SiteWalk.objects.filter(withdrawn_at=None, **owner)
        self.fields["content"].required = str(self["revision"].value() or 0) == "0"

    def record_fields(self) -> PhotoFields:
        """Return what was typed."""
        given = self.cleaned_data
        content = given["content"].read() if given["content"] else None
        return PhotoFields(content, given["caption"], given["site"].device_id if given["site"] else None)


class NoteForm(RecordForm):
    """What was said or seen."""

    text = TextField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    is_confidential = forms.BooleanField(
        label=_("Stays inside the organisation"),
        required=False,
        help_text=_("Neither the town nor the minutes see it."),
    )

    def record_fields(self) -> NoteFields:
        """Return what was typed."""
        given = self.cleaned_data
        return NoteFields(given["text"], is_confidential=given["is_confidential"])


class DecisionForm(RecordForm):
    """A decision of the meeting."""

    text = TextField(label=_("It was decided that"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    responsible = LineField(label=_("Who acts"), max_length=200, required=False)
    cooperating = LineField(label=_("Who helps"), max_length=300, required=False)
    due_on = JalaliDateField(label=_("Until when"), required=False)
    municipality = RecordField(
        label=_("Only for the town"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=_("for all towns of the session"),
    )

    def record_fields(self) -> DecisionFields:
        """Return what was typed."""
        given = self.cleaned_data
        return DecisionFields(
            text=given["text"],
            responsible=given["responsible"],
            cooperating=given["cooperating"],
            due_on=given["due_on"],
            municipality=given.get("municipality"),
        )


@dataclass(frozen=True)
class Kind:
    """A kind of record: its words, where it is stored, how it is asked for and saved."""

    code: str
    add: str | Promise
    change: str | Promise
    model: type[DeviceRecord]
    form: type[RecordForm]
    save: Callable[..., DeviceRecord]


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "agenda",
            _("Add a point"),
            _("Change the point of the agenda"),
            AgendaItem,
            AgendaForm,
            services.save_agenda_item,
        ),
        Kind(
            "attendance",
            _("Add somebody"),
            _("Change the attendance"),
            Attendance,
            AttendanceForm,
            services.save_attendance,
        ),
        Kind("site", _("Add a site"), _("Change the site"), SiteWalk, SiteForm, services.save_site_walk),
        Kind("photo", _("Add a photo"), _("Change the photo"), SitePhoto, PhotoForm, services.save_photo),
        Kind("note", _("Add a note"), _("Change the note"), Note, NoteForm, services.save_note),
        Kind(
            "decision",
            _("Add a decision"),
            _("Change the decision"),
            Decision,
            DecisionForm,
            services.save_decision,
        ),
    )
}


class HoldForm(forms.Form):
    """When and where it took place."""

    on = JalaliDateField(label=_("Day"))
    started = forms.TimeField(label=_("Hour of the start"), help_text=_("Such as 10:30."))
    ended = forms.TimeField(label=_("Hour of the end"), required=False)
    place = LineField(label=_("Room or address"), max_length=200, required=False)
    chair = LineField(label=_("Chair"), max_length=120, required=False)
    secretary = LineField(label=_("Secretary"), max_length=120, required=False)

    def facts(self) -> dict[str, Any]:
        """Return what was typed as the service takes it."""
        given = self.cleaned_data
        moments = {
            name: datetime.combine(given["on"], given[name], TEHRAN) if given[name] else None
            for name in ("started", "ended")
        }
        return {**moments, **{name: given[name] for name in ("place", "chair", "secretary")}}


def hold_initial(meeting: Meeting) -> dict[str, Any]:
    """Return what is known of when and where, to begin with."""
    start = (meeting.held_start or meeting.planned_start).astimezone(TEHRAN)
    end = (meeting.held_end or meeting.planned_end).astimezone(TEHRAN)
    texts = {name: getattr(meeting, name) for name in ("place", "chair", "secretary")}
    return {"on": start.date(), "started": start.time(), "ended": end.time(), **texts}


class DecisionStateForm(forms.Form):
    """Where a decision stands now."""

    to = forms.ChoiceField(label=_("State"))
    evidence = LineField(
        label=_("Evidence or reason"),
        max_length=400,
        required=False,
        help_text=_("Such as the number of a letter."),
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [(each.value, each.label) for each in DECISION_MOVES[DecisionState(decision.state)]]


class SessionForm(forms.Form):
    """Which coming visits of the county become one session, where and when."""

    visits = forms.ModelMultipleChoiceField(
        label=_("Towns"), queryset=Visit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    host = RecordField(label=_("Host town"), queryset=Municipality.objects.none())
    on = JalaliDateField(label=_("Day"))
    started = forms.TimeField(label=_("Hour of the start"), help_text=_("Such as 10:30."))
    ended = forms.TimeField(label=_("Hour of the end"))
    place = LineField(label=_("Room or address"), max_length=200, required=False)

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visits: Any = self.fields["visits"]
        visits.queryset = among
        visits.label_from_instance = lambda visit: visit.municipality.name
        host: Any = self.fields["host"]
        host.queryset = Municipality.objects.filter(visits__in=among).distinct().order_by("sort_key", "code")
