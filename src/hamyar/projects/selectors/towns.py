"""The projects of one town, for its page and its file."""

from dataclasses import dataclass

from django.db.models import Q

from hamyar.places.models import Municipality
from hamyar.projects.models import Project
from hamyar.projects.selectors.visibility import Person, of_towns, projects_visible_to, public_projects


@dataclass(frozen=True)
class TownProjects:
    """The projects of a town as one reader may see them."""

    rows: tuple[Project, ...]
    on_desk: frozenset[int]
    """Keys of those the reader may open on the desk."""


def projects_of_town(*, municipality: Municipality, viewer: Person) -> TownProjects:
    """Return what the reader may know of a town's projects: everyone the published ones, others what they may see."""
    of_town = of_towns(Municipality.objects.filter(pk=municipality.pk))
    visible = projects_visible_to(viewer=viewer).filter(of_town)
    inside = frozenset(visible.values_list("pk", flat=True) if viewer.is_authenticated else ())
    known = Q(pk__in=inside) | Q(pk__in=public_projects().values("pk"))
    rows = Project.objects.filter(of_town, known).select_related("municipality__county")
    return TownProjects(tuple(rows.order_by("-recorded_at", "-pk")), inside)
