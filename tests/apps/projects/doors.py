"""Who may open which address of projects; a project that is not one's own is not there (404)."""

from tests.doors import EVERYONE, Door
from tests.factories.projects import OpportunityFactory, ProjectFactory, make_contribution

STAFF = frozenset(
    {
        "administrator",
        "planner",
        "team_member",
        "analyst",
        "public_relations",
        "news_editor",
        "reporter",
        "chief_executive",
        "auditor",
    }
)
TOWNS = frozenset({"mayor", "council_secretary"})
OUTSIDE = TOWNS | {"company"}
READERS = STAFF | OUTSIDE
PLANNERS = frozenset({"administrator", "planner"})
MOVERS = PLANNERS | {"chief_executive"}


def a_project():
    return {"code": ProjectFactory().code}


def an_opportunity():
    return {"code": OpportunityFactory().code}


def a_contribution():
    return {"pk": make_contribution().pk}


DOORS = {
    "projects:opportunities": Door(get=EVERYONE),
    "projects:opportunities_export": Door(get=EVERYONE, arguments=lambda: {"kind": "csv"}),
    "projects:opportunity": Door(get=EVERYONE, arguments=an_opportunity),
    "projects:list": Door(get=READERS),
    "projects:export": Door(get=READERS, arguments=lambda: {"kind": "xlsx"}),
    "projects:new": Door(get=PLANNERS | TOWNS, post=PLANNERS | TOWNS),
    "projects:project": Door(get=READERS, arguments=a_project),
    "projects:change": Door(get=PLANNERS | OUTSIDE, post=PLANNERS | OUTSIDE, arguments=an_opportunity),
    "projects:move": Door(post=MOVERS, arguments=a_project),
    "projects:publish": Door(post=MOVERS, arguments=a_project),
    "projects:unpublish": Door(post=MOVERS, arguments=an_opportunity),
    "projects:contribution_new": Door(get=PLANNERS, post=PLANNERS, arguments=a_project),
    "projects:revalue": Door(get=PLANNERS, post=PLANNERS, arguments=a_contribution),
    "projects:withdraw": Door(get=PLANNERS, post=PLANNERS, arguments=a_contribution),
}
"""For a town's or company's side another's project is not there (404), which counts as through; nothing is shown."""
