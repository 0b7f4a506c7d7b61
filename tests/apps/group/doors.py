"""Who may open the directory of the group."""

from tests.doors import EVERYONE, Door

DOORS = {"group:companies": Door(get=EVERYONE)}
