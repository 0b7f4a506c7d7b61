"""Who may open which address of the ranking: what is published is for everyone."""

from tests.doors import EVERYONE, Door
from tests.factories.priorities import make_publication


def a_publication():
    return {"pk": make_publication().pk}


def a_ranked_town():
    return {"code": make_publication().run.results.first().municipality.code}


OPEN = Door(get=EVERYONE)
PUBLISHED = Door(get=EVERYONE, arguments=a_publication)

DOORS = {
    "priorities:ranking": OPEN,
    "priorities:explorer": OPEN,
    "priorities:history": OPEN,
    "priorities:method": OPEN,
    "priorities:publication": PUBLISHED,
    "priorities:package": PUBLISHED,
    "priorities:table": PUBLISHED,
    "priorities:method_file": PUBLISHED,
    "priorities:town": Door(get=EVERYONE, arguments=a_ranked_town),
}
