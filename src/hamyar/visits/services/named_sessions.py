"""County sessions of a draft: one meeting in a host town that counts as a visit of several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.places.models import Municipality
from hamyar.visits.errors import UnableToPlanVisitsError
from hamyar.visits.models import VisitProgramme
from hamyar.visits.permissions import PLAN
from hamyar.visits.rules import ProgrammeRules, SessionRule, read_rules
from hamyar.visits.services.planning import require_draft


@dataclass(frozen=True)
class SessionFacts:
    """Where a county session would be held, for which towns, and how long."""

    host: Municipality
    members: Sequence[Municipality]
    minutes: int


@transaction.atomic
def name_session(*, programme: VisitProgramme, facts: SessionFacts, by: User, at: datetime) -> SessionRule:
    """Let the next run hold a county session where it saves time and road.

    Raises
    ------
    UnableToPlanVisitsError
        When the towns are of several counties, fewer than two, or one stands in another session, or the
        session is too short or too long.
    """
    require_permission(by, PLAN)
    require_draft(programme)
    rules = read_rules(programme.rules)
    _require_members(rules, facts)
    made = SessionRule(facts.host.code, tuple(sorted(town.code for town in facts.members)), facts.minutes)
    _store(programme, replace(rules, sessions=(*rules.sessions, made)))
    changes = {"host": [None, facts.host.name_fa], "members": [None, len(made.members)]}
    record(by=by, at=at, action="name_session", target=programme, changes=changes)
    return made


@transaction.atomic
def drop_session(*, programme: VisitProgramme, host: Municipality, by: User, at: datetime) -> None:
    """Plan the towns of a county session one by one again.

    Raises
    ------
    UnableToPlanVisitsError
        When no session is held in the town.
    """
    require_permission(by, PLAN)
    require_draft(programme)
    rules = read_rules(programme.rules)
    left = tuple(each for each in rules.sessions if each.host != host.code)
    if len(left) == len(rules.sessions):
        raise UnableToPlanVisitsError(_("No county session is named for this town."), "no_session")
    _store(programme, replace(rules, sessions=left))
    record(by=by, at=at, action="drop_session", target=programme, changes={"host": [host.name_fa, None]})


def _require_members(rules: ProgrammeRules, facts: SessionFacts) -> None:
    if len({town.county_id for town in (facts.host, *facts.members)}) > 1:
        raise UnableToPlanVisitsError(_("The towns of a session belong to one county."), "several_counties")
    if len(facts.members) < 2:
        raise UnableToPlanVisitsError(_("A county session needs two towns or more."), "too_few_towns")
    taken = {code for each in rules.sessions for code in (each.host, *each.members)}
    for town in (facts.host, *facts.members):
        if town.code in taken:
            raise UnableToPlanVisitsError(
                _("{town} stands in another county session."), "town_in_two_sessions", town=town
            )


def _store(programme: VisitProgramme, rules: ProgrammeRules) -> None:
    programme.rules = read_rules(rules.as_json()).as_json()
    programme.save(update_fields=["rules"])
