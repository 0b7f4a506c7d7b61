"""Teams: who they are, when they travel, and their calendar addresses."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.places.models import Municipality
from hamyar.visits.errors import UnableToChangeTeamError
from hamyar.visits.models import Feed, Team, TeamAbsence, TeamMember
from hamyar.visits.permissions import CHANGE_TEAMS

TEAM_FACTS = ("name", "base", "minutes_a_day", "nights_per_trip", "nights_per_month", "is_active")


@transaction.atomic
def add_team(*, facts: dict[str, Any], by: User, at: datetime) -> Team:
    """Add a team.

    Raises
    ------
    UnableToChangeTeamError
        When the code is taken, or the base has no point.
    """
    require_permission(by, CHANGE_TEAMS)
    _require_point(facts["base"])
    if Team.objects.filter(code=facts["code"]).exists():
        raise UnableToChangeTeamError(_("There is a team with this code already."), "team_code_taken")
    team = Team.objects.create(**facts)
    record(
        by=by,
        at=at,
        action="add_team",
        target=team,
        changes=_audited({name: [None, value] for name, value in facts.items()}),
    )
    return team


@transaction.atomic
def change_team(*, team: Team, facts: dict[str, Any], by: User, at: datetime) -> Team:
    """Change what a team can do; programmes computed before stay as they are."""
    require_permission(by, CHANGE_TEAMS)
    _require_point(facts.get("base", team.base))
    changes = {name: [getattr(team, name), facts[name]] for name in TEAM_FACTS if name in facts}
    for name, (_old, new) in changes.items():
        setattr(team, name, new)
    team.save()
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changed:
        record(by=by, at=at, action="change_team", target=team, changes=_audited(changed))
    return team


def _audited(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Name towns instead of keeping records in the record of changes."""
    return {
        name: [value.name_fa if isinstance(value, Municipality) else value for value in pair]
        for name, pair in changes.items()
    }


def _require_point(base: Municipality) -> None:
    if base.latitude is None:
        raise UnableToChangeTeamError(
            _("{town} has no point on the map, so no trip can begin there."), "base_without_point", town=base
        )


@transaction.atomic
def add_member(
    *,
    team: Team,
    full_name: str,
    position: str,
    user: User | None,
    since: date,
    by: User,
    at: datetime,
    is_head: bool = False,
) -> TeamMember:
    """Let somebody travel with a team from a day on."""
    require_permission(by, CHANGE_TEAMS)
    if user is not None and team.members.filter(user=user, until=None).exists():
        raise UnableToChangeTeamError(_("This person is in the team already."), "member_twice")
    member = TeamMember.objects.create(
        team=team, full_name=full_name, position=position, user=user, since=since, is_head=is_head
    )
    facts = {"team": [None, team.name], "full_name": [None, full_name], "is_head": [None, is_head]}
    record(by=by, at=at, action="add_team_member", target=member, changes=facts)
    return member


@transaction.atomic
def end_member(*, member: TeamMember, until: date, by: User, at: datetime) -> None:
    """Let somebody leave a team; the day itself no longer counts."""
    require_permission(by, CHANGE_TEAMS)
    if until <= member.since:
        member.delete()
    else:
        member.until = until
        member.save()
    record(by=by, at=at, action="end_team_member", target=member.team, changes={"until": [None, until]})


@transaction.atomic
def add_absence(
    *, team: Team, first_on: date, last_on: date, reason: str, by: User, at: datetime
) -> TeamAbsence:
    """Record days, both included, on which a team does not travel."""
    require_permission(by, CHANGE_TEAMS)
    if last_on < first_on:
        raise UnableToChangeTeamError(_("The last day is before the first."), "absence_ends_early")
    absence = TeamAbsence.objects.create(team=team, first_on=first_on, last_on=last_on, reason=reason)
    facts = {"first_on": [None, first_on], "last_on": [None, last_on], "reason": [None, reason]}
    record(by=by, at=at, action="add_team_absence", target=team, changes=facts)
    return absence


@transaction.atomic
def open_feed(*, of: Team | Municipality, by: User, at: datetime) -> Feed:
    """Make a new secret calendar address of a team or a town; older ones are revoked."""
    require_permission(by, CHANGE_TEAMS)
    owner = {"team": of} if isinstance(of, Team) else {"municipality": of}
    Feed.objects.filter(**owner, revoked_at=None).update(revoked_at=at)
    feed = Feed.objects.create(key=secrets.token_urlsafe(32), created_at=at, created_by=by, **owner)
    record(by=by, at=at, action="open_feed", target=of)
    return feed


@transaction.atomic
def revoke_feed(*, feed: Feed, by: User, at: datetime) -> None:
    """Close a calendar address; whoever knows it sees nothing any more."""
    require_permission(by, CHANGE_TEAMS)
    Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=at)
    record(by=by, at=at, action="revoke_feed", target=feed.team or feed.municipality)
