"""Who may open which address of priorities."""

from hamyar.priorities.enums import VersionState
from tests.doors import EVERYONE, Door
from tests.factories.accounts import UserFactory
from tests.factories.places import MunicipalityFactory
from tests.factories.priorities import NOON, make_publication, make_run, make_version

DESK = frozenset({"administrator", "planner", "analyst", "chief_executive", "auditor"})
ANALYSTS = frozenset({"administrator", "analyst"})
PUBLISHERS = ANALYSTS | {"chief_executive"}


def _publication():
    return {"pk": make_publication().pk}


def _ranked_town():
    return {"code": make_publication().run.results.first().municipality.code}


def _reply():
    from hamyar.priorities.models import Reply

    publication = make_publication()
    town = publication.run.results.first().municipality
    reply = Reply.objects.create(
        publication=publication, municipality=town, text="نادرست", sent_by=UserFactory(), sent_at=NOON
    )
    return {"pk": reply.pk}


def _draft():
    return {"pk": make_version(state=VersionState.DRAFT).pk}


DOORS = {
    "priorities:ranking": Door(get=EVERYONE),
    "priorities:history": Door(get=EVERYONE),
    "priorities:method": Door(get=EVERYONE),
    "priorities:quality": Door(get=EVERYONE),
    "priorities:explorer": Door(get=EVERYONE),
    "priorities:publication": Door(get=EVERYONE, arguments=_publication),
    "priorities:package": Door(get=EVERYONE, arguments=_publication),
    "priorities:table": Door(get=EVERYONE, arguments=_publication),
    "priorities:method_file": Door(get=EVERYONE, arguments=_publication),
    "priorities:town": Door(get=EVERYONE, arguments=_ranked_town),
    "priorities:contest": Door(
        get=frozenset(), post=frozenset(), arguments=lambda: {"code": MunicipalityFactory().code}
    ),
    "priorities:runs": Door(get=DESK),
    "priorities:compute": Door(post=ANALYSTS),
    "priorities:run": Door(get=DESK, arguments=lambda: {"pk": make_run().pk}),
    "priorities:publish": Door(post=PUBLISHERS, arguments=lambda: {"pk": make_run().pk}),
    "priorities:methods": Door(get=DESK),
    "priorities:version": Door(get=DESK, arguments=lambda: {"pk": make_version().pk}),
    "priorities:edit": Door(get=ANALYSTS, post=ANALYSTS, arguments=_draft),
    "priorities:adopt": Door(post=ANALYSTS, arguments=_draft),
    "priorities:replies": Door(get=DESK),
    "priorities:answer": Door(get=ANALYSTS, post=ANALYSTS, arguments=_reply),
}
