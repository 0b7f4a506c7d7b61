"""Who may open which address of the desk of places."""

from tests.doors import ADMINISTRATOR, ROLES, Door
from tests.factories.accounts import UserFactory
from tests.factories.places import (
    CityCouncilFactory,
    CouncilMemberFactory,
    DistanceFactory,
    MunicipalityFactory,
    OfficialFactory,
    PlaceImportFactory,
    RepresentationFactory,
)

STAFF = ROLES - {"mayor", "council_secretary", "company"}
EDITORS = ADMINISTRATOR | {"planner"}


def _town():
    return {"code": MunicipalityFactory().code}


DOORS = {
    "places:list": Door(get=STAFF | {"mayor", "council_secretary"}),
    "places:file": Door(get=STAFF, arguments=_town),
    "places:create": Door(get=EDITORS, post=EDITORS),
    "places:edit": Door(get=EDITORS, post=EDITORS, arguments=_town),
    "places:grade": Door(get=EDITORS, post=EDITORS, arguments=_town),
    "places:official": Door(get=EDITORS, post=EDITORS, arguments=_town),
    "places:end_office": Door(get=EDITORS, post=EDITORS, arguments=lambda: {"pk": OfficialFactory().pk}),
    "places:council": Door(get=EDITORS, post=EDITORS, arguments=_town),
    "places:council_member": Door(
        get=EDITORS, post=EDITORS, arguments=lambda: {"pk": CityCouncilFactory().pk}
    ),
    "places:end_membership": Door(
        get=EDITORS, post=EDITORS, arguments=lambda: {"pk": CouncilMemberFactory().pk}
    ),
    "places:share": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=_town),
    "places:shares": Door(get=STAFF),
    "places:representations": Door(get=STAFF),
    "places:grant_representation": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "places:invite_representative": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "places:end_representation": Door(
        get=ADMINISTRATOR,
        post=ADMINISTRATOR,
        arguments=lambda: {"pk": RepresentationFactory(user=UserFactory()).pk},
    ),
    "places:distances": Door(get=STAFF),
    "places:record_distance": Door(get=EDITORS, post=EDITORS),
    "places:forget_distance": Door(post=EDITORS, arguments=lambda: {"pk": DistanceFactory().pk}),
    "places:measure_distances": Door(post=EDITORS),
    "places:boundaries": Door(get=STAFF),
    "places:imports": Door(get=STAFF),
    "places:template": Door(get=STAFF, arguments=lambda: {"kind": "places"}),
    "places:upload": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=lambda: {"kind": "places"}),
    "places:preview": Door(
        get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=lambda: {"pk": PlaceImportFactory().pk}
    ),
    "places:discard": Door(post=ADMINISTRATOR, arguments=lambda: {"pk": PlaceImportFactory().pk}),
}
