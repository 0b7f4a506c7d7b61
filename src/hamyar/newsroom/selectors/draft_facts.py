"""The facts a draft may tell: only what everyone may know.

A visit's decisions are told once both sides confirmed the minutes, and never one behind which an internal promise
or a confidential finding stands. Notes, places, evidence, photos and agenda are not asked for at all.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from hamyar.commitments.enums import CommitmentState, Visibility
from hamyar.commitments.models import Commitment
from hamyar.core.jalali import format_jalali, local_date
from hamyar.core.persian import to_persian_digits
from hamyar.findings.enums import FindingKind
from hamyar.findings.models import Finding
from hamyar.findings.selectors.towns import ASKS
from hamyar.findings.selectors.visibility import public_findings
from hamyar.newsroom.drafting import Facts, joined
from hamyar.places.models import Municipality
from hamyar.priorities.models import Publication
from hamyar.visits.enums import AttendanceState, Side, VisitState
from hamyar.visits.models import Attendance, CountySession, Decision, Meeting, Visit

CONFIRMED = (VisitState.CONFIRMED_BY_BOTH, VisitState.CLOSED)
CAME = (AttendanceState.PRESENT, AttendanceState.SUBSTITUTE)
OFFERS = (FindingKind.CAPACITY, FindingKind.POTENTIAL)
MOST_TOWNS = 10
FIRST_TOWNS = 3


def facts_of_visit(*, visit: Visit) -> Facts:
    """Return what may be told of a visit."""
    town = visit.municipality
    of_meeting = Q(visit=visit) | (Q(session=visit.session_id) if visit.session_id else Q(pk__in=()))
    return {
        "شهر": town.name_fa,
        "شهرستان": town.county.name_fa,
        **_of_meeting(visit, of_meeting, town=town),
    }


def facts_of_session(*, session: CountySession) -> Facts:
    """Return what may be told of a county session."""
    towns = session.visits.select_related("municipality").order_by("planned_start", "pk")
    return {
        "میزبان": session.host.name_fa,
        "شهرها": tuple(visit.municipality.name_fa for visit in towns) or (session.host.name_fa,),
        "شهرستان": session.county.name_fa,
        **_of_meeting(session, Q(session=session) | Q(visit__session=session), town=None),
    }


def facts_of_ranking(*, publication: Publication) -> Facts:
    """Return what is told of a published ranking; all of it is public."""
    results = publication.run.results.select_related("municipality").order_by(
        "-rank", "municipality__name_fa"
    )
    names = tuple(result.municipality.name_fa for result in results[:MOST_TOWNS])
    tiers = len(set(results.values_list("tier", flat=True)))
    return {
        "سازمان": settings.ORGANISATION["fa"],
        "عنوان": publication.title_fa,
        "روز": _day(publication.published_at),
        "شمار": to_persian_digits(str(results.count())),
        "گروه‌ها": to_persian_digits(str(tiers)),
        "نخستین": joined(names[:FIRST_TOWNS]),
        "فهرست": names,
    }


def _of_meeting(
    meeting: Meeting, of_meeting: Q, *, town: Municipality | None
) -> dict[str, str | tuple[str, ...]]:
    came = Attendance.objects.filter(of_meeting, state__in=CAME).order_by("pk")
    found = public_findings().filter(of_meeting, _for("municipality", town))
    findings = list(found.select_related("municipality").order_by("recorded_at", "pk"))
    return {
        "سازمان": settings.ORGANISATION["fa"],
        "روز": _day(meeting.held_start or meeting.planned_start),
        "هیئت": _people(came.filter(side=Side.ORGANISATION)),
        "میزبانان": _people(came.filter(_for("municipality", town), side=Side.MUNICIPALITY)),
        "نیازها": _titles(findings, ASKS, town),
        "ظرفیت‌ها": _titles(findings, OFFERS, town),
        "مصوبات": tuple(row.text for row in _decisions(meeting, of_meeting, town)),
        "تعهدات": tuple(told_promise(row) for row in _promises(of_meeting, town)),
    }


def _titles(
    findings: list[Finding], kinds: tuple[FindingKind, ...], town: Municipality | None
) -> tuple[str, ...]:
    """Return what was found; where several towns sat together each line says of which it is."""
    chosen = (finding for finding in findings if finding.kind in kinds)
    return tuple(
        finding.title
        if town or finding.municipality is None
        else f"{finding.municipality.name_fa}: {finding.title}"
        for finding in chosen
    )


def _for(field: str, town: Municipality | None) -> Q:
    """Narrow to one town and to what concerns all; without a town nothing is narrowed."""
    return Q(**{field: town}) | Q(**{f"{field}__isnull": True}) if town else Q()


def tellable_promises() -> QuerySet[Commitment]:
    """Return the public promises that still hold."""
    return _public_promises().exclude(state=CommitmentState.CANCELLED)


def _public_promises() -> QuerySet[Commitment]:
    """Return public promises behind which no finding stands that is not public."""
    is_open = Q(finding__isnull=True) | Q(finding__in=public_findings())
    return Commitment.objects.filter(is_open, visibility=Visibility.PUBLIC)


def _decisions(meeting: Meeting, of_meeting: Q, town: Municipality | None) -> QuerySet[Decision]:
    if meeting.state not in CONFIRMED:
        return Decision.objects.none()
    told = _public_promises().values("pk")
    secret = Commitment.objects.filter(decision__isnull=False).exclude(pk__in=told).values("decision")
    rows = Decision.objects.filter(of_meeting, _for("municipality", town)).exclude(pk__in=secret)
    return rows.order_by("number", "pk")


def _promises(of_meeting: Q, town: Municipality | None) -> QuerySet[Commitment]:
    rows = tellable_promises().filter(of_meeting, _for("town", town))
    return rows.select_related("company", "municipality").order_by("due_on", "pk")


def told_promise(row: Commitment) -> str:
    """Return a promise as a line: by whom, what, until when."""
    return f"{row.promised_by}: {row.text.strip().rstrip('.')} (تا {format_jalali(row.due_on)})"


def _people(came: QuerySet[Attendance]) -> tuple[str, ...]:
    return tuple(f"{who.full_name} ({who.position})" if who.position else who.full_name for who in came)


def _day(moment: datetime) -> str:
    return format_jalali(local_date(moment), "weekday")
