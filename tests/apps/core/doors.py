"""Who may open which address of the frame."""

from tests.doors import EVERYONE, NOBODY, Door

DOORS = {
    "core:mark": Door(get=EVERYONE),
    "core:offline": Door(get=EVERYONE),
    "core:style": Door(get=NOBODY),  # for staff, whom no role makes
    "core:theme": Door(post=EVERYONE, own_account=True),
    "service_worker": Door(get=EVERYONE),
}
