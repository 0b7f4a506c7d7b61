"""Who may open which address of visits."""

from hamyar.visits.models import Feed
from tests.doors import EVERYONE, Door
from tests.factories.accounts import UserFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.visits import (
    NOON,
    TeamFactory,
    TeamMemberFactory,
    VisitFactory,
    VisitProgrammeFactory,
    make_plan,
    make_wish_row,
)

DESK = frozenset({"administrator", "planner", "team_member", "chief_executive", "auditor"})
PLANNERS = frozenset({"administrator", "planner"})
APPROVERS = PLANNERS | {"chief_executive"}


def _programme():
    return {"pk": VisitProgrammeFactory().pk}


def _session():
    programme = VisitProgrammeFactory()
    return {"pk": programme.pk, "code": MunicipalityFactory().code}


def _plan():
    return {"pk": make_plan().pk}


def _two_plans():
    first = make_plan()
    return {"pk": first.pk, "other": first.pk}


def _team():
    return {"pk": TeamFactory().pk}


def _visit():
    return {"pk": VisitFactory().pk}


def _feed():
    return Feed.objects.create(
        key="a-secret-key", team=TeamFactory(), created_at=NOON, created_by=UserFactory()
    )


DOORS = {
    "visits:calendar": Door(get=EVERYONE),
    "visits:feed": Door(get=EVERYONE, arguments=lambda: {"key": _feed().key}),
    "visits:programmes": Door(get=DESK),
    "visits:new": Door(get=PLANNERS, post=PLANNERS),
    "visits:programme": Door(get=DESK, arguments=_programme),
    "visits:change": Door(get=PLANNERS, post=PLANNERS, arguments=_programme),
    "visits:compute": Door(post=PLANNERS, arguments=_programme),
    "visits:wish": Door(post=PLANNERS, arguments=_programme),
    "visits:letters": Door(get=DESK, arguments=lambda: _programme() | {"kind": "pdf"}),
    "visits:sheets": Door(get=DESK, arguments=lambda: _programme() | {"kind": "docx"}),
    "visits:again": Door(post=PLANNERS, arguments=_programme),
    "visits:move_planned": Door(get=PLANNERS, post=PLANNERS, arguments=_programme),
    "visits:named_session": Door(post=PLANNERS, arguments=_programme),
    "visits:named_session_drop": Door(post=PLANNERS, arguments=_session),
    "visits:publish": Door(post=APPROVERS, arguments=_programme),
    "visits:drop_wish": Door(post=PLANNERS, arguments=lambda: {"pk": make_wish_row().pk}),
    "visits:run": Door(get=DESK, arguments=_plan),
    "visits:approve": Door(post=APPROVERS, arguments=_plan),
    "visits:table": Door(get=DESK, arguments=_plan),
    "visits:compare": Door(get=DESK, arguments=_two_plans),
    "visits:teams": Door(get=DESK),
    "visits:team_new": Door(get=PLANNERS, post=PLANNERS),
    "visits:team": Door(get=DESK, arguments=_team),
    "visits:team_change": Door(get=PLANNERS, post=PLANNERS, arguments=_team),
    "visits:member": Door(post=PLANNERS, arguments=_team),
    "visits:absence": Door(post=PLANNERS, arguments=_team),
    "visits:team_feed": Door(post=PLANNERS, arguments=_team),
    "visits:member_end": Door(post=PLANNERS, arguments=lambda: {"pk": TeamMemberFactory().pk}),
    "visits:feed_revoke": Door(post=PLANNERS, arguments=lambda: {"pk": _feed().pk}),
    "visits:visit": Door(get=DESK, arguments=_visit),
    "visits:confirm": Door(post=PLANNERS, arguments=_visit),
    "visits:move": Door(post=PLANNERS, arguments=_visit),
    "visits:cancel": Door(post=PLANNERS, arguments=_visit),
    "visits:town_feed": Door(post=PLANNERS, arguments=_visit),
}
