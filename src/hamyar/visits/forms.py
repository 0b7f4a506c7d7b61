"""Forms of the stage."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.core.forms import IntegerField, JalaliDateField, LineField, RecordField
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import to_ascii_digits
from hamyar.core.translation import active_language
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run
from hamyar.priorities.selectors import current_publication
from hamyar.visits.enums import Span
from hamyar.visits.models import Team, VisitProgramme
from hamyar.visits.rules import LIMITS, SESSION_MINUTES, ProgrammeRules, read_rules
from hamyar.visits.services.named_sessions import SessionFacts
from hamyar.visits.services.programmes import ProgrammeFacts

RULE_LABELS = {
    "visits_each": _("Guaranteed visits of every town"),
    "visits_last_tier": _("Guaranteed visits of a town of the last tier"),
    "visits_most": _("Most visits of one town"),
    "spacing_days": _("Least days between two visits of a town"),
    "visit_minutes": _("Minutes of one visit"),
    "stops_a_day": _("Most towns in one day"),
    "longest_trip_days": _("Most days of one trip"),
    "day_starts_at": _("Departure from the base"),
    "break_minutes": _("Minutes of the noon stop for prayer and lunch"),
    "ramadan_minutes": _("Working minutes a day in Ramadan"),
}
HOUR_RULE = "day_starts_at"


class HourField(forms.TimeField):
    """An hour of the day, typed in Persian or Latin digits: «۷:۳۰»."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": _("Such as 10:30."), **options})

    def to_python(self, value: Any) -> Any:
        return super().to_python(to_ascii_digits(value) if isinstance(value, str) else value)


def _towns() -> Any:
    return Municipality.objects.filter(closed_on=None).order_by("sort_key", "code")


class ProgrammeForm(forms.Form):
    """A programme: which part of which year, by which teams, from which ranking, by which rules."""

    title = LineField(label=_("Title"), max_length=160)
    jalali_year = IntegerField(label=_("Year"), min_value=1380, max_value=1499)
    span = forms.ChoiceField(label=_("Part of the year"), choices=Span.choices)
    ranking_run = RecordField(
        label=_("Ranking run"),
        queryset=Run.objects.none(),
        help_text=_("Towns of its last tier are owed more; the need of each town comes from it."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, programme: VisitProgramme | None = None, **kwargs: Any) -> None:
        self.sessions = read_rules(programme.rules).as_json()["sessions"] if programme else []
        kwargs["initial"] = _initial(programme) if programme else {**_usual(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        runs: Any = self.fields["ranking_run"]
        runs.queryset = Run.objects.select_related("version__method").order_by("-created_at", "-id")
        runs.label_from_instance = run_label
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.filter(is_active=True)
        for name, label in RULE_LABELS.items():
            least, most = LIMITS[name]
            self.fields[name] = (
                HourField(label=label)
                if name == HOUR_RULE
                else IntegerField(label=label, min_value=least, max_value=most)
            )

    def basics(self) -> list[forms.BoundField]:
        """Return the fields a planner must look at."""
        return [self[name] for name in self.fields if name not in RULE_LABELS]

    def rules(self) -> list[forms.BoundField]:
        """Return the rules, which have usual values."""
        return [self[name] for name in RULE_LABELS]

    def has_rule_errors(self) -> bool:
        """Tell whether a rule has to be corrected."""
        return any(name in RULE_LABELS for name in self.errors)

    def facts(self) -> ProgrammeFacts:
        """Return what was decided."""
        given = self.cleaned_data
        return ProgrammeFacts(
            title=given["title"],
            jalali_year=int(given["jalali_year"]),
            span=Span(given["span"]),
            ranking_run=given["ranking_run"],
            teams=tuple(given["teams"]),
            rules={name: _whole(given[name]) for name in RULE_LABELS} | {"sessions": self.sessions},
        )


def run_label(run: Run) -> str:
    """Name a ranking run by its method and day."""
    day = format_jalali(run.created_at, "long", language=active_language())
    return f"{run.version.method}، {day}" if active_language() == "fa" else f"{run.version.method}, {day}"


def _whole(value: Any) -> int:
    """Return a rule as the whole number that is stored; an hour as minutes after midnight."""
    return value.hour * 60 + value.minute if isinstance(value, time) else int(value)


def _shown(numbers: dict[str, int]) -> dict[str, Any]:
    hour = numbers[HOUR_RULE]
    return numbers | {HOUR_RULE: time(hour // 60, hour % 60)}


def _usual() -> dict[str, Any]:
    """Return what most programmes begin with: the ranking in force, all active teams, the usual rules."""
    publication = current_publication()
    return {
        "ranking_run": publication.run_id if publication else None,
        "teams": list(Team.objects.filter(is_active=True).values_list("pk", flat=True)),
        **_shown(ProgrammeRules().numbers()),
    }


def _initial(programme: VisitProgramme) -> dict[str, Any]:
    return {
        "title": programme.title,
        "jalali_year": programme.jalali_year,
        "span": programme.span,
        "ranking_run": programme.ranking_run_id,
        "teams": list(programme.teams.values_list("pk", flat=True)),
        **_shown(read_rules(programme.rules).numbers()),
    }


class ComputeForm(forms.Form):
    """How long to search, and whether the plan before is kept as far as possible."""

    seconds = IntegerField(
        label=_("Seconds of search"),
        min_value=1,
        max_value=3600,
        initial=30,
        help_text=_("Half a minute is enough for a province; longer searches save some kilometres."),
    )
    seed = IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("Another number tries other random moves."),
    )
    mode = forms.ChoiceField(
        label=_("Way of planning"),
        choices=[
            ("keep", _("keep the plan before as far as possible")),
            ("anew", _("plan everything anew")),
        ],
        initial="keep",
    )


class MovePlannedForm(forms.Form):
    """Another day for a visit of a draft's plan; the next run puts it there."""

    municipality = RecordField(queryset=Municipality.objects.none(), widget=forms.HiddenInput)
    from_on = JalaliDateField(widget=forms.HiddenInput)
    on = JalaliDateField(label=_("New day"))
    team = RecordField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("any team")
    )
    reason = LineField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, programme: VisitProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = _towns()
        teams: Any = self.fields["team"]
        teams.queryset = programme.teams.all()


class NamedSessionForm(forms.Form):
    """A county session: where, for which towns, how long."""

    host = RecordField(label=_("Host town"), queryset=Municipality.objects.none())
    members = forms.ModelMultipleChoiceField(
        label=_("Towns that come"),
        queryset=Municipality.objects.none(),
        required=False,
        help_text=_("Leave empty for all towns of the county."),
    )
    minutes = IntegerField(
        label=_("Minutes of the session"),
        min_value=SESSION_MINUTES[0],
        max_value=SESSION_MINUTES[1],
        initial=180,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("host", "members"):
            towns: Any = self.fields[name]
            towns.queryset = _towns().select_related("county")
            towns.label_from_instance = lambda town: f"{town.name} ({town.county.name})"

    def facts(self) -> SessionFacts:
        """Return what was decided; nobody chosen means every town of the host's county."""
        host, chosen = self.cleaned_data["host"], list(self.cleaned_data["members"])
        return SessionFacts(
            host=host,
            members=chosen or list(_towns().filter(county=host.county)),
            minutes=int(self.cleaned_data["minutes"]),
        )


class WishForm(forms.Form):
    """What is asked of the next run for one town."""

    municipality = RecordField(label=_("Municipality"), queryset=Municipality.objects.none())
    kind = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("pin", _("pin the visit to this day")),
            ("not_this_week", _("not in the week of this day")),
        ],
    )
    on = JalaliDateField(label=_("Day"))
    team = RecordField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("any team")
    )
    reason = LineField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, programme: VisitProgramme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns: Any = self.fields["municipality"]
        towns.queryset = _towns()
        teams: Any = self.fields["team"]
        teams.queryset = programme.teams.all()


class TeamForm(forms.Form):
    """A team."""

    name = LineField(label=_("Name"), max_length=120)
    code = forms.SlugField(label=_("Code"), max_length=30, help_text=_("Latin letters, such as team-1."))
    base = RecordField(
        label=_("Base"), queryset=Municipality.objects.none(), help_text=_("Where each trip begins and ends.")
    )
    minutes_a_day = IntegerField(
        label=_("Working minutes a day, driving included"), min_value=60, max_value=1440, initial=600
    )
    nights_per_trip = IntegerField(label=_("Nights away in one trip"), min_value=0, max_value=4, initial=1)
    nights_per_month = IntegerField(
        label=_("Nights away in a month"), min_value=0, max_value=31, required=False
    )
    is_active = forms.BooleanField(label=_("Active"), required=False, initial=True)

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        if team is not None:
            names = ("name", "minutes_a_day", "nights_per_trip", "nights_per_month", "is_active")
            kwargs["initial"] = {name: getattr(team, name) for name in names} | {"base": team.base_id}
        super().__init__(*args, **kwargs)
        if team is not None:
            del self.fields["code"]
        towns: Any = self.fields["base"]
        towns.queryset = _towns()

    def facts(self) -> dict[str, Any]:
        """Return what was decided, numbers as whole ones."""
        whole = ("minutes_a_day", "nights_per_trip", "nights_per_month")
        given = dict(self.cleaned_data)
        return given | {name: None if given[name] is None else int(given[name]) for name in whole}


class MemberForm(forms.Form):
    """Somebody who travels with a team."""

    full_name = LineField(label=_("Full name"), max_length=120)
    position = LineField(label=_("Position"), max_length=120, required=False)
    user = RecordField(label=_("Account, if any"), queryset=User.objects.none(), required=False)
    is_head = forms.BooleanField(
        label=_("Heads the team"),
        required=False,
        help_text=_("Confirms minutes for the organisation."),
    )
    since = JalaliDateField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users: Any = self.fields["user"]
        users.queryset = User.objects.filter(is_active=True).order_by("full_name", "pk")


class AbsenceForm(forms.Form):
    """Days on which a team does not travel."""

    first_on = JalaliDateField(label=_("First day"))
    last_on = JalaliDateField(label=_("Last day"))
    reason = LineField(label=_("Reason"), max_length=200, required=False)


class LetterForm(forms.Form):
    """What the register gives the letters; one town, or all."""

    number = LineField(label=_("Letter number"), max_length=40, required=False)
    on = JalaliDateField(label=_("Date of the letters"), required=False)
    town = LineField(max_length=8, required=False, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Another day for a visit."""

    on = JalaliDateField(label=_("New day"))
    at = HourField(label=_("Hour"))
    reason = LineField(label=_("Reason"), max_length=300)


class CancelForm(forms.Form):
    """Why a visit is not made."""

    reason = LineField(label=_("Reason"), max_length=300)
