"""Who may do what with teams, programmes, visits and their minutes; codes are in ``accounts/definitions``."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Now, TruncDate

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.places.selectors.dated import valid_on
from hamyar.visits.models import CountySession, Meeting, TeamMember, Visit

Person = User | AnonymousUser

VIEW_DESK = "visits.view_desk"
VIEW_OWN = "visits.view_own"
CHANGE_TEAMS = "visits.change_teams"
PLAN = "visits.plan_programme"
APPROVE = "visits.approve_programme"
PUBLISH = "visits.publish_programme"
CHANGE_VISITS = "visits.change_visits"
RECORD = "visits.record_meetings"
SIGN = "visits.sign_minutes"
ANSWER = "visits.answer_minutes"


def memberships_of(*, user: Person) -> QuerySet[TeamMember]:
    """Return the teams the user is in today."""
    if not isinstance(user, User) or not user.is_active:
        return TeamMember.objects.none()
    return TeamMember.objects.filter(valid_on(TruncDate(Now())), user=user)


def towns_of(*, meeting: Meeting) -> QuerySet[Municipality]:
    """Return the towns that sit at the table."""
    if isinstance(meeting, Visit):
        return Municipality.objects.filter(pk=meeting.municipality_id)
    return Municipality.objects.filter(visits__session=meeting).distinct()


def is_of_own_team(*, user: Person, meeting: Meeting) -> bool:
    """Tell whether the user travels with the team of the meeting."""
    trip = meeting.trip
    return trip is not None and memberships_of(user=user).filter(team=trip.team_id).exists()


def own_towns(*, user: Person, meeting: Meeting) -> QuerySet[Municipality]:
    """Return the towns of the meeting the user speaks for."""
    return towns_of(meeting=meeting).filter(pk__in=municipalities_represented_by(user=user).values("pk"))


def can_view_inside(*, user: Person) -> bool:
    """Tell whether the user sees what stays inside the organisation."""
    return has_permission(user, VIEW_DESK)


def can_view_meeting(*, user: Person, meeting: Meeting) -> bool:
    """Tell whether the user sees the meeting: the desk every one, a town's side its own."""
    if can_view_inside(user=user):
        return True
    return has_permission(user, VIEW_OWN) and own_towns(user=user, meeting=meeting).exists()


def can_record(*, user: Person, meeting: Meeting) -> bool:
    """Tell whether the user writes the records: a planner of any meeting, a team of its own."""
    if not has_permission(user, RECORD):
        return False
    return has_permission(user, CHANGE_VISITS) or is_of_own_team(user=user, meeting=meeting)


def can_sign(*, user: Person, meeting: Meeting) -> bool:
    """Tell whether the user confirms minutes for the organisation: a planner, or the head of the team."""
    if not has_permission(user, SIGN):
        return False
    if has_permission(user, CHANGE_VISITS):
        return True
    trip = meeting.trip
    return trip is not None and memberships_of(user=user).filter(team=trip.team_id, is_head=True).exists()


def can_answer(*, user: Person, meeting: Meeting, municipality: Municipality) -> bool:
    """Tell whether the user confirms minutes, or dissents, for this town of the meeting."""
    if not has_permission(user, ANSWER):
        return False
    return own_towns(user=user, meeting=meeting).filter(pk=municipality.pk).exists()


def require_can_view_meeting(*, user: Person, meeting: Meeting) -> None:
    """Refuse who is neither of the desk nor of a town at the table."""
    if not can_view_meeting(user=user, meeting=meeting):
        raise PermissionDenied(VIEW_OWN)


def require_can_record(*, user: Person, meeting: Meeting) -> None:
    """Refuse who does not write the records of this meeting."""
    if not can_record(user=user, meeting=meeting):
        raise PermissionDenied(RECORD)


def require_can_sign(*, user: Person, meeting: Meeting) -> None:
    """Refuse who does not confirm minutes for the organisation."""
    if not can_sign(user=user, meeting=meeting):
        raise PermissionDenied(SIGN)


def require_can_answer(*, user: Person, meeting: Meeting, municipality: Municipality) -> None:
    """Refuse who does not speak for this town of the meeting."""
    if not can_answer(user=user, meeting=meeting, municipality=municipality):
        raise PermissionDenied(ANSWER)


def visits_visible_to(*, user: Person) -> QuerySet[Visit]:
    """Return the visits the user may know of: all of them on the desk, else those of the own towns."""
    if can_view_inside(user=user):
        return Visit.objects.all()
    if not has_permission(user, VIEW_OWN):
        return Visit.objects.none()
    return Visit.objects.filter(municipality__in=municipalities_represented_by(user=user))


def sessions_visible_to(*, user: Person) -> QuerySet[CountySession]:
    """Return the county sessions the user may know of."""
    if can_view_inside(user=user):
        return CountySession.objects.all()
    return CountySession.objects.filter(pk__in=visits_visible_to(user=user).values("session"))
