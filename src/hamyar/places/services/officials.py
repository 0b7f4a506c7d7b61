"""Mayors and caretakers."""

import datetime as dt

from django.db import transaction

from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.enums import OfficialKind
from hamyar.places.models import Municipality, Official
from hamyar.places.permissions import Actor, require_can_edit
from hamyar.places.services.auditing import created, write


class UnableToAppointOfficialError(UnableToError):
    """An appointment that contradicts another one."""

    default_code = "official_refused"


@transaction.atomic
def appoint_official(
    *,
    municipality: Municipality,
    kind: OfficialKind,
    full_name: str,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    decree_number: str = "",
    decree_on: dt.date | None = None,
    source: str = "",
) -> Official:
    """Appoint a mayor or caretaker; whoever is in office ends that day.

    Side effects: the term of the predecessor is ended; one audit entry for each change.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit municipalities.
    UnableToAppointOfficialError
        When the name is missing or another official began on the same or a later day.
    """
    require_can_edit(user=by)
    values = {
        "kind": kind,
        "full_name": normalise_line(full_name),
        "since": since,
        "decree_number": normalise_line(decree_number),
        "decree_on": decree_on,
        "source": normalise_line(source),
    }
    _check(municipality, str(values["full_name"]), since)
    for predecessor in municipality.officials.filter(until=None):
        _end(predecessor, until=since, by=by, at=at)
    official = Official.objects.create(municipality=municipality, **values)
    write(by=by, at=at, action="appoint_official", target=municipality, changes=created(values))
    return official


@transaction.atomic
def end_office(*, official: Official, until: dt.date, by: Actor, at: dt.datetime) -> Official:
    """End a term of office on a day; from that day the official is no longer in office.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit municipalities.
    UnableToAppointOfficialError
        When the term has ended before, or the day is not after its first.
    """
    require_can_edit(user=by)
    if official.until is not None:
        raise UnableToAppointOfficialError(_("This term of office has ended already."), "office_ended")
    if until <= official.since:
        raise UnableToAppointOfficialError(
            _("A term of office ends after its first day."), "office_too_short"
        )
    _end(official, until=until, by=by, at=at)
    return official


def _check(municipality: Municipality, full_name: str, since: dt.date) -> None:
    if not full_name:
        raise UnableToAppointOfficialError(_("The name is missing."), "name_missing")
    if municipality.officials.filter(since__gte=since).exists():
        raise UnableToAppointOfficialError(
            _("Another official began on the same or a later day; choose a day after it."), "official_later"
        )
    if municipality.officials.filter(until__gt=since).exists():
        raise UnableToAppointOfficialError(
            _("Another official is in office on that day; choose a day after that term."), "official_overlaps"
        )


def _end(official: Official, *, until: dt.date, by: Actor, at: dt.datetime) -> None:
    official.until = until
    official.save(update_fields=["until"])
    changes = {"full_name": [official.full_name] * 2, "until": [None, until.isoformat()]}
    write(by=by, at=at, action="end_office", target=official.municipality, changes=changes)
