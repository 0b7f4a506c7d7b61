"""Comments on visits, and the visits that wait for an answer or a confirmation."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from hamyar.visits.enums import OPEN_FOR_COMMENTS, Side, VisitState
from hamyar.visits.models import Confirmation, CountySession, MinutesVersion, Visit, VisitComment


def comments_on(*, visits: QuerySet[Visit]) -> QuerySet[VisitComment]:
    """Return the comments on these visits, oldest first."""
    rows = VisitComment.objects.filter(Exists(visits.filter(pk=OuterRef("visit"))))
    return rows.select_related("written_by", "minutes", "visit__municipality").order_by("written_at", "pk")


def unanswered(*, visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return those visits whose last word is the town's while an answer may still be written."""
    last = VisitComment.objects.filter(visit=OuterRef("pk")).order_by("-written_at", "-pk")
    rows = visits.filter(state__in=OPEN_FOR_COMMENTS)
    return rows.annotate(last_side=Subquery(last.values("side")[:1])).filter(last_side=Side.MUNICIPALITY)


def _of_text_in_force() -> QuerySet[Confirmation]:
    """Return the confirmations of texts that no later version has replaced."""
    later = MinutesVersion.objects.filter(
        Q(visit=OuterRef("minutes__visit")) | Q(session=OuterRef("minutes__session")),
        number__gt=OuterRef("minutes__number"),
    )
    return Confirmation.objects.filter(~Exists(later), dissent="")


def unconfirmed_by_town(*, visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return those visits whose minutes, or those of their session, the town has still to confirm."""
    given = _of_text_in_force().filter(
        Q(minutes__visit=OuterRef("pk")) | Q(minutes__session=OuterRef("session")),
        municipality=OuterRef("municipality"),
    )
    return visits.filter(~Exists(given), state=VisitState.MINUTED)


def unconfirmed_by_organisation(*, visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Return those visits with minutes of their own that the organisation has still to confirm."""
    given = _of_text_in_force().filter(side=Side.ORGANISATION, minutes__visit=OuterRef("pk"))
    return visits.filter(~Exists(given), state=VisitState.MINUTED, session=None)


def sessions_unconfirmed_by_organisation(*, sessions: QuerySet[CountySession]) -> QuerySet[CountySession]:
    """Return those county sessions whose minutes the organisation has still to confirm."""
    given = _of_text_in_force().filter(side=Side.ORGANISATION, minutes__session=OuterRef("pk"))
    return sessions.filter(~Exists(given), state=VisitState.MINUTED)
