"""Which projects a reader may know of, and how much of one; every other selector starts here."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.group.selectors import companies_represented_by
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.projects.models import Project

Person = User | AnonymousUser

VIEW_DESK = "projects.view_desk"
VIEW_INTERNAL = "projects.view_internal"
VIEW_OWN = "projects.view_own"

PUBLISHED = Q(published_at__isnull=False)


def public_projects() -> QuerySet[Project]:
    """Return what everyone may read: the published investment opportunities."""
    return Project.objects.filter(PUBLISHED)


def sees_internal(*, viewer: Person) -> bool:
    """Tell whether the viewer reads every project, published or not, with the notes of the organisation."""
    return has_permission(viewer, VIEW_DESK) and has_permission(viewer, VIEW_INTERNAL)


def of_towns(towns: QuerySet[Municipality]) -> Q:
    """Return the condition for projects in which one of these towns is host or takes part."""
    joined = Project.participants.through.objects.filter(municipality__in=towns.values("pk"))
    return Q(municipality__in=towns.values("pk")) | Q(pk__in=joined.values("project_id"))


def _own(viewer: Person) -> Q:
    joined = Project.companies.through.objects.filter(
        company__in=companies_represented_by(user=viewer).values("pk")
    )
    return of_towns(municipalities_represented_by(user=viewer)) | Q(pk__in=joined.values("project_id"))


def takes_part(*, viewer: Person, project: Project) -> bool:
    """Tell whether the viewer speaks for a town or company of the project, and so knows its parties and shares."""
    return has_permission(viewer, VIEW_OWN) and Project.objects.filter(_own(viewer), pk=project.pk).exists()


def projects_visible_to(*, viewer: Person) -> QuerySet[Project]:
    """Return the projects the viewer may open on the desk.

    The staff sees all, those who may not read internal notes the published ones; a town's or a company's side
    the projects it takes part in.
    """
    if sees_internal(viewer=viewer):
        return Project.objects.all()
    allowed = Q(pk__in=())
    if has_permission(viewer, VIEW_DESK):
        allowed |= PUBLISHED
    if has_permission(viewer, VIEW_OWN):
        allowed |= _own(viewer)
    return Project.objects.filter(allowed)
