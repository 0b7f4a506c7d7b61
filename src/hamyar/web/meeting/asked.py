"""What a person is asked for at visits: to answer a town, to confirm minutes."""

from django.db.models import QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.places.selectors import municipalities_represented_by
from hamyar.visits.models import CountySession, Meeting, TeamMember, Visit, VisitComment
from hamyar.visits.permissions import ANSWER, CHANGE_VISITS, RECORD, SIGN, memberships_of, visits_visible_to
from hamyar.visits.selectors.comments import (
    comments_on,
    sessions_unconfirmed_by_organisation,
    unanswered,
    unconfirmed_by_organisation,
    unconfirmed_by_town,
)


def comments_of(*, meeting: Meeting, reader: User) -> QuerySet[VisitComment]:
    """Return the comments on a visit, or on those visits of a county session the reader may see."""
    visible = visits_visible_to(user=reader)
    if isinstance(meeting, CountySession):
        return comments_on(visits=visible.filter(session=meeting))
    return comments_on(visits=visible.filter(pk=meeting.pk))


def visits_to_answer(*, user: User) -> QuerySet[Visit]:
    """Return the visits where the user is the one to answer a comment: any for a planner, else of the own team."""
    if not has_permission(user, RECORD):
        return Visit.objects.none()
    if has_permission(user, CHANGE_VISITS):
        return unanswered(visits=Visit.objects.all())
    return unanswered(visits=Visit.objects.filter(trip__team__in=_teams(memberships_of(user=user))))


def minutes_to_confirm(*, user: User) -> int:
    """Count the minutes that wait for the user's confirmation, for a town and for the organisation."""
    count = 0
    if has_permission(user, ANSWER):
        own = Visit.objects.filter(municipality__in=municipalities_represented_by(user=user))
        count += unconfirmed_by_town(visits=own).count()
    if has_permission(user, SIGN):
        visits, sessions = Visit.objects.all(), CountySession.objects.all()
        if not has_permission(user, CHANGE_VISITS):
            teams = _teams(memberships_of(user=user).filter(is_head=True))
            visits, sessions = visits.filter(trip__team__in=teams), sessions.filter(trip__team__in=teams)
        count += unconfirmed_by_organisation(visits=visits).count()
        count += sessions_unconfirmed_by_organisation(sessions=sessions).count()
    return count


def _teams(members: QuerySet[TeamMember]) -> QuerySet[TeamMember, int]:
    return members.values_list("team", flat=True)
