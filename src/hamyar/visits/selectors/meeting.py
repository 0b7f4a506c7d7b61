"""Reading what was recorded at a meeting, its minutes and who still has to confirm them."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, Q, QuerySet

from hamyar.places.models import Municipality
from hamyar.visits.enums import AttendanceState, Side, VisitState
from hamyar.visits.models import (
    AgendaItem,
    Attendance,
    Confirmation,
    CountySession,
    Decision,
    DeviceRecord,
    Meeting,
    MinutesVersion,
    Note,
    SitePhoto,
    SiteWalk,
    Visit,
)

RecordT = TypeVar("RecordT", bound=DeviceRecord)
CAME = (AttendanceState.PRESENT, AttendanceState.SUBSTITUTE)


@dataclass(frozen=True)
class MeetingRecords:
    """Everything recorded at a meeting that was not withdrawn, in the order of the minutes."""

    agenda: tuple[AgendaItem, ...]
    attendances: tuple[Attendance, ...]
    sites: tuple[SiteWalk, ...]
    photos: tuple[SitePhoto, ...]
    notes: tuple[Note, ...]
    decisions: tuple[Decision, ...]

    @property
    def loose_photos(self) -> tuple[SitePhoto, ...]:
        """Return the photos of no site."""
        return tuple(photo for photo in self.photos if photo.site_id is None)

    def photos_of(self, site: SiteWalk) -> tuple[SitePhoto, ...]:
        """Return the photos of a site."""
        return tuple(photo for photo in self.photos if photo.site_id == site.pk)

    @property
    def sites_with_photos(self) -> tuple[tuple[SiteWalk, tuple[SitePhoto, ...]], ...]:
        """Return each site with its photos."""
        return tuple((site, self.photos_of(site)) for site in self.sites)


def belonging_to(meeting: Meeting) -> Q:
    """Filter records to a meeting; a session has those of its visits too."""
    if isinstance(meeting, CountySession):
        return Q(session=meeting) | Q(visit__session=meeting)
    return Q(visit=meeting)


def records_of(*, meeting: Meeting, for_town: bool = False) -> MeetingRecords:
    """Return the records of a meeting; for a town's side without confidential notes."""
    hidden: Q = Q(is_confidential=False) if for_town else Q()
    return MeetingRecords(
        agenda=_rows(AgendaItem, meeting),
        attendances=tuple(_of(Attendance, meeting).select_related("municipality")),
        sites=tuple(_of(SiteWalk, meeting).select_related("visit__municipality")),
        photos=_rows(SitePhoto, meeting),
        notes=tuple(_of(Note, meeting).filter(hidden).select_related("visit__municipality")),
        decisions=tuple(_of(Decision, meeting).select_related("municipality", "visit__municipality")),
    )


def _of(model: type[RecordT], meeting: Meeting) -> QuerySet[RecordT]:
    return QuerySet(model).filter(belonging_to(meeting), withdrawn_at=None)


def _rows(model: type[RecordT], meeting: Meeting) -> tuple[RecordT, ...]:
    return tuple(_of(model, meeting))


def someone_came(*, meeting: Meeting) -> bool:
    """Tell whether anybody is recorded as present."""
    return _of(Attendance, meeting).filter(state__in=CAME).exists()


def versions_of(*, meeting: Meeting) -> QuerySet[MinutesVersion]:
    """Return the versions of the minutes, newest first, with who confirmed or differed."""
    given = Confirmation.objects.select_related("confirmed_by", "municipality").order_by("confirmed_at", "pk")
    owner = Q(session=meeting) if isinstance(meeting, CountySession) else Q(visit=meeting)
    rows = MinutesVersion.objects.filter(owner).select_related("created_by")
    return rows.prefetch_related(Prefetch("confirmations", queryset=given)).order_by("-number")


def latest_minutes(*, meeting: Meeting) -> MinutesVersion | None:
    """Return the version in force."""
    return versions_of(meeting=meeting).first()


def towns_to_confirm(*, meeting: Meeting) -> tuple[Municipality, ...]:
    """Return the towns whose side confirms: that of the visit, or those of the session that were not cancelled."""
    if isinstance(meeting, Visit):
        return (meeting.municipality,)
    gone = (VisitState.CANCELLED, VisitState.MOVED)
    visits = meeting.visits.exclude(state__in=gone).select_related("municipality")
    towns = {visit.municipality_id: visit.municipality for visit in visits}
    return tuple(sorted(towns.values(), key=lambda town: (town.sort_key, town.code)))


@dataclass(frozen=True)
class Party:
    """One side that confirms: the organisation where there is no town."""

    side: Side
    municipality: Municipality | None = None


def missing_confirmations(*, minutes: MinutesVersion, meeting: Meeting) -> tuple[Party, ...]:
    """Return the sides that have not confirmed this text."""
    given = set(minutes.confirmations.filter(dissent="").values_list("side", "municipality"))
    asked = [Party(Side.ORGANISATION)]
    asked += [Party(Side.MUNICIPALITY, town) for town in towns_to_confirm(meeting=meeting)]
    return tuple(
        party
        for party in asked
        if (party.side, party.municipality.pk if party.municipality else None) not in given
    )


def meeting_with_key(key: str) -> Meeting | None:
    """Return the meeting of an address: ``12`` is a visit, ``s3`` a county session."""
    if key.startswith("s"):
        return (
            CountySession.objects.select_related("county", "host", "trip__team", "trip__programme")
            .filter(pk=int(key[1:]))
            .first()
        )
    visits = Visit.objects.select_related(
        "municipality__county", "trip__team", "trip__programme", "moved_to", "session"
    )
    return visits.filter(pk=int(key)).first()


def key_of(meeting: Meeting) -> str:
    """Return how a meeting is named in addresses."""
    return f"s{meeting.pk}" if isinstance(meeting, CountySession) else str(meeting.pk)
