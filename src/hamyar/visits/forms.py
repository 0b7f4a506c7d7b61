"""Forms of the stage."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.core.forms import IntegerField, JalaliDateField, LineField
from hamyar.places.models import Municipality
from hamyar.priorities.models import Run
from hamyar.visits.enums import Span
from hamyar.visits.models import Team, VisitProgramme
from hamyar.visits.rules import LIMITS, ProgrammeRules, read_rules
from hamyar.visits.services.programmes import ProgrammeFacts

RULE_LABELS = {
    "visits_each": _("Guaranteed visits of every town"),
    "visits_last_tier": _("Guaranteed visits of a town of the last tier"),
    "visits_most": _("Most visits of one town"),
    "spacing_days": _("Least days between two visits of a town"),
    "visit_minutes": _("Minutes of one visit"),
    "stops_a_day": _("Most towns in one day"),
    "longest_trip_days": _("Most days of one trip"),
    "day_starts_at": _("Departure, in minutes after midnight (450 is half past seven)"),
    "break_minutes": _("Minutes of the noon stop for prayer and lunch"),
    "ramadan_minutes": _("Working minutes a day in Ramadan"),
}


def _towns() -> Any:
    return Municipality.objects.filter(closed_on=None).order_by("sort_key", "code")


class ProgrammeForm(forms.Form):
    """A programme: which part of which year, by which teams, from which ranking, by which rules."""

    title = LineField(label=_("Title"), max_length=160)
    jalali_year = IntegerField(label=_("Year"), min_value=1380, max_value=1499)
    span = forms.ChoiceField(label=_("Part of the year"), choices=Span.choices)
    ranking_run = forms.ModelChoiceField(
        label=_("Ranking run"),
        queryset=Run.objects.none(),
        help_text=_("Towns of its last tier are owed more; the need of each town comes from it."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, programme: VisitProgramme | None = None, **kwargs: Any) -> None:
        if programme is not None:
            kwargs["initial"] = _initial(programme)
        super().__init__(*args, **kwargs)
        runs: Any = self.fields["ranking_run"]
        runs.queryset = Run.objects.select_related("version__method").order_by("-created_at", "-id")
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.filter(is_active=True)
        defaults = ProgrammeRules().as_json()
        for name, label in RULE_LABELS.items():
            least, most = LIMITS[name]
            self.fields[name] = IntegerField(
                label=label, min_value=least, max_value=most, initial=defaults[name]
            )

    def facts(self) -> ProgrammeFacts:
        """Return what was decided."""
        given = self.cleaned_data
        return ProgrammeFacts(
            title=given["title"],
            jalali_year=int(given["jalali_year"]),
            span=Span(given["span"]),
            ranking_run=given["ranking_run"],
            teams=tuple(given["teams"]),
            rules={name: int(given[name]) for name in RULE_LABELS},
        )


def _initial(programme: VisitProgramme) -> dict[str, Any]:
    return {
        "title": programme.title,
        "jalali_year": programme.jalali_year,
        "span": programme.span,
        "ranking_run": programme.ranking_run_id,
        "teams": list(programme.teams.values_list("pk", flat=True)),
        **read_rules(programme.rules).as_json(),
    }


class ComputeForm(forms.Form):
    """How long to search, and whether the plan before is kept as far as possible."""

    seconds = IntegerField(label=_("Seconds of search"), min_value=1, max_value=3600, initial=60)
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


class WishForm(forms.Form):
    """What is asked of the next run for one town."""

    municipality = forms.ModelChoiceField(label=_("Municipality"), queryset=Municipality.objects.none())
    kind = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("pin", _("pin the visit to this day")),
            ("not_this_week", _("not in the week of this day")),
        ],
    )
    on = JalaliDateField(label=_("Day"))
    team = forms.ModelChoiceField(
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
    base = forms.ModelChoiceField(
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
    user = forms.ModelChoiceField(label=_("Account, if any"), queryset=User.objects.none(), required=False)
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


class MoveForm(forms.Form):
    """Another day for a visit."""

    on = JalaliDateField(label=_("New day"))
    at = forms.TimeField(label=_("Hour"), help_text=_("Such as 10:30."))
    reason = LineField(label=_("Reason"), max_length=300)


class CancelForm(forms.Form):
    """Why a visit is not made."""

    reason = LineField(label=_("Reason"), max_length=300)
