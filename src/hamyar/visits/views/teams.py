"""Teams on the desk."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hamyar.accounts.edge import origin, refusal_as_message, requires, signed_in
from hamyar.accounts.permissions import has_permission
from hamyar.core.errors import UnableToError, as_validation_error
from hamyar.core.jalali import local_date
from hamyar.visits.forms import AbsenceForm, MemberForm, TeamForm
from hamyar.visits.models import Feed, Team, TeamMember
from hamyar.visits.permissions import CHANGE_TEAMS, VIEW_DESK
from hamyar.visits.services.teams import (
    add_absence,
    add_member,
    add_team,
    change_team,
    end_member,
    open_feed,
    revoke_feed,
)


@requires(VIEW_DESK)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List the teams."""
    teams = Team.objects.select_related("base").annotate(
        people=Count("members", filter=Q(members__until=None), distinct=True)
    )
    context = {"teams": teams, "may_change": has_permission(request.user, CHANGE_TEAMS)}
    return render(request, "visits/desk/teams.html", context)


@requires(CHANGE_TEAMS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add a team."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_team(facts=form.facts(), by=signed_in(request), at=timezone.now())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(made)
    return render(request, "visits/desk/edit_team.html", {"form": form, "heading": _("New team")})


@requires(CHANGE_TEAMS)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a team can do."""
    team = get_object_or_404(Team.objects.select_related("base"), pk=pk)
    form = TeamForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        try:
            change_team(team=team, facts=form.facts(), by=signed_in(request), at=timezone.now())
        except UnableToError as refusal:
            form.add_error(None, as_validation_error(refusal))
        else:
            return redirect(team)
    context = {"form": form, "heading": _("Change the team"), "team": team}
    return render(request, "visits/desk/edit_team.html", context)


@requires(VIEW_DESK)
@require_GET
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a team: what it can do, who is in it, when it is away."""
    return _page(request, pk, MemberForm(), AbsenceForm())


def _page(request: HttpRequest, pk: int, member_form: MemberForm, absence_form: AbsenceForm) -> HttpResponse:
    found = get_object_or_404(Team.objects.select_related("base"), pk=pk)
    may_change = has_permission(request.user, CHANGE_TEAMS)
    context = {
        "team": found,
        "members": found.members.filter(until=None).select_related("user"),
        "absences": found.absences.all(),
        "member_form": member_form,
        "absence_form": absence_form,
        "may_change": may_change,
        "feed": found.feeds.filter(revoked_at=None).first() if may_change else None,
        "origin": origin(request),
    }
    return render(request, "visits/desk/team.html", context)


@requires(CHANGE_TEAMS)
@require_POST
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody travel with a team."""
    found = get_object_or_404(Team, pk=pk)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form, AbsenceForm())
    with refusal_as_message(request, _("The member is added.")):
        add_member(team=found, **form.cleaned_data, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(CHANGE_TEAMS)
@require_POST
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody leave a team today."""
    found = get_object_or_404(TeamMember.objects.select_related("team"), pk=pk, until=None)
    at = timezone.now()
    with refusal_as_message(request, _("The member has left the team.")):
        end_member(member=found, until=local_date(at), by=signed_in(request), at=at)
    return redirect(found.team)


@requires(CHANGE_TEAMS)
@require_POST
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Record days on which a team does not travel."""
    found = get_object_or_404(Team, pk=pk)
    form = AbsenceForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, MemberForm(), form)
    with refusal_as_message(request, _("The absence is recorded; the next run heeds it.")):
        add_absence(team=found, **form.cleaned_data, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(CHANGE_TEAMS)
@require_POST
def feed_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new secret calendar address of a team."""
    found = get_object_or_404(Team, pk=pk)
    with refusal_as_message(request, _("The calendar has a new address; an older one no longer works.")):
        open_feed(of=found, by=signed_in(request), at=timezone.now())
    return redirect(found)


@requires(CHANGE_TEAMS)
@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a calendar address."""
    found = get_object_or_404(Feed.objects.select_related("team", "municipality"), pk=pk)
    with refusal_as_message(request, _("The calendar address no longer works.")):
        revoke_feed(feed=found, by=signed_in(request), at=timezone.now())
    return redirect(found.team) if found.team else redirect("visits:programmes")
