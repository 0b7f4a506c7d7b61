"""Who may open which address that joins stages, and of the frame."""

from tests.doors import EVERYONE, SIGNED_IN, Door

DOORS = {
    "web:home": Door(get=EVERYONE),
    "web:desk": Door(get=SIGNED_IN),
    "set_language": Door(post=EVERYONE, own_account=True),
}
