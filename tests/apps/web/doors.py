"""Who may open which address that joins stages, and of the frame."""

from tests.doors import EVERYONE, SIGNED_IN, Door
from tests.factories.places import BoundarySetFactory, MunicipalityFactory

DOORS = {
    "web:home": Door(get=EVERYONE),
    "web:desk": Door(get=SIGNED_IN),
    "municipalities:list": Door(get=EVERYONE),
    "municipalities:map": Door(get=EVERYONE),
    "municipalities:export": Door(get=EVERYONE, arguments=lambda: {"kind": "csv"}),
    "municipalities:boundaries": Door(get=EVERYONE, arguments=lambda: {"code": BoundarySetFactory().code}),
    "municipalities:detail": Door(get=EVERYONE, arguments=lambda: {"code": MunicipalityFactory().code}),
    "municipalities:short": Door(get=EVERYONE, arguments=lambda: {"code": MunicipalityFactory().code}),
    "set_language": Door(post=EVERYONE, own_account=True),
}
