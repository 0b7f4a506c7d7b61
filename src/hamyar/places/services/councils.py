"""City councils and their members."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.enums import CouncilRole
from hamyar.places.models import CityCouncil, CouncilMember, Municipality
from hamyar.places.permissions import Actor, require_can_edit_council
from hamyar.places.selectors.dated import valid_on
from hamyar.places.services.auditing import created, differences, write


class UnableToRecordCouncilError(UnableToError):
    """A council or member that contradicts what is on record."""

    default_code = "council_refused"


@transaction.atomic
def record_council(
    *,
    municipality: Municipality,
    term_no: int,
    since: dt.date,
    until: dt.date | None,
    seats: int | None,
    by: Actor,
    at: dt.datetime,
    source: str = "",
) -> CityCouncil:
    """Record a term of the city council, or correct the one of that number: terms were extended by law.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit this council.
    UnableToRecordCouncilError
        When the days are out of order or overlap another term.
    """
    require_can_edit_council(user=by, municipality=municipality)
    _check_term(municipality, term_no, since, until)
    values = {"since": since, "until": until, "seats": seats, "source": normalise_line(source)}
    council = municipality.councils.filter(term_no=term_no).first()
    before = {field: getattr(council, field) for field in values} if council else {}
    council, _is_new = CityCouncil.objects.update_or_create(
        municipality=municipality, term_no=term_no, defaults=values
    )
    changes = differences(before, {"term_no": term_no, **values} if not before else values)
    if changes:
        write(by=by, at=at, action="record_council", target=municipality, changes=changes)
    return council


def _check_term(municipality: Municipality, term_no: int, since: dt.date, until: dt.date | None) -> None:
    if term_no < 1:
        raise UnableToRecordCouncilError(_("The number of the term starts at 1."), "term_number")
    if until is not None and until <= since:
        raise UnableToRecordCouncilError(_("A term ends after its first day."), "term_too_short")
    begins_before_our_end = Q() if until is None else Q(since__lt=until)
    ends_after_our_start = Q(until__isnull=True) | Q(until__gt=since)
    others = municipality.councils.exclude(term_no=term_no)
    if others.filter(begins_before_our_end, ends_after_our_start).exists():
        raise UnableToRecordCouncilError(_("The days overlap another term of this council."), "term_overlaps")


@transaction.atomic
def record_council_member(
    *,
    council: CityCouncil,
    full_name: str,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    role: CouncilRole = CouncilRole.MEMBER,
    is_alternate: bool = False,
    source: str = "",
) -> CouncilMember:
    """Record a member or alternate of a council.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit this council.
    UnableToRecordCouncilError
        When the name is missing or on record, all seats are taken, or the day lies outside the term.
    """
    require_can_edit_council(user=by, municipality=council.municipality)
    full_name = normalise_line(full_name)
    _check_member(council, full_name, since)
    if not is_alternate:
        _check_seat(council, since, role)
    values = {"full_name": full_name, "role": role, "is_alternate": is_alternate, "since": since}
    member = CouncilMember.objects.create(council=council, source=normalise_line(source), **values)
    write(
        by=by,
        at=at,
        action="record_council_member",
        target=council.municipality,
        changes=created({"term_no": council.term_no, **values}),
    )
    return member


def _check_member(council: CityCouncil, full_name: str, since: dt.date) -> None:
    if not full_name:
        raise UnableToRecordCouncilError(_("The name is missing."), "name_missing")
    if since < council.since or (council.until is not None and since >= council.until):
        raise UnableToRecordCouncilError(_("The day lies outside the term of this council."), "outside_term")
    if council.members.filter(valid_on(since), full_name=full_name).exists():
        raise UnableToRecordCouncilError(
            _("This person is a member of this council already."), "member_twice"
        )


def _check_seat(council: CityCouncil, since: dt.date, role: CouncilRole) -> None:
    sitting = council.members.filter(valid_on(since), is_alternate=False)
    if council.seats is not None and sitting.count() >= council.seats:
        raise UnableToRecordCouncilError(
            _("All {seats} seats are taken; end a membership first."), "no_seat", seats=council.seats
        )
    if role is CouncilRole.CHAIR and sitting.filter(role=role).exists():
        raise UnableToRecordCouncilError(
            _("The council has a chair; end that membership first."), "two_chairs"
        )


@transaction.atomic
def end_membership(*, member: CouncilMember, until: dt.date, by: Actor, at: dt.datetime) -> CouncilMember:
    """End a membership on a day.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit this council.
    UnableToRecordCouncilError
        When it has ended before, or the day is not after its first.
    """
    municipality = member.council.municipality
    require_can_edit_council(user=by, municipality=municipality)
    if member.until is not None:
        raise UnableToRecordCouncilError(_("This membership has ended already."), "membership_ended")
    if until <= member.since:
        raise UnableToRecordCouncilError(_("A membership ends after its first day."), "membership_too_short")
    member.until = until
    member.save(update_fields=["until"])
    changes = {"full_name": [member.full_name] * 2, "until": [None, until.isoformat()]}
    write(by=by, at=at, action="end_membership", target=municipality, changes=changes)
    return member
