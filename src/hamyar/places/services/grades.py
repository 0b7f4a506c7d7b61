"""Grades of municipalities."""

import datetime as dt

from django.db import transaction

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.places.models import Municipality, MunicipalityGrade
from hamyar.places.permissions import Actor, require_can_edit
from hamyar.places.services.auditing import created, write


class UnableToRecordGradeError(UnableToError):
    """A grade that does not exist, or that another one of the same day contradicts."""

    default_code = "grade_refused"


@transaction.atomic
def record_grade(
    *,
    municipality: Municipality,
    grade: int,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    letter_number: str = "",
    source: str = "",
    is_year_only: bool = False,
) -> MunicipalityGrade:
    """Record the grade a municipality holds from a day on; the one before ends that day.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit municipalities.
    UnableToRecordGradeError
        When the grade is not 1 to 12, or one was recorded for the same or a later day.
    """
    require_can_edit(user=by)
    return write_grade(
        municipality=municipality,
        grade=grade,
        since=since,
        by=by,
        at=at,
        letter_number=letter_number,
        source=source,
        is_year_only=is_year_only,
    )


def write_grade(
    *,
    municipality: Municipality,
    grade: int,
    since: dt.date,
    by: Actor,
    at: dt.datetime,
    **details: str | bool,
) -> MunicipalityGrade:
    """Write a grade; for the services of this stage."""
    if not 1 <= grade <= 12:
        raise UnableToRecordGradeError(_("A grade is a whole number from 1 to 12."))
    if municipality.grades.filter(since__gte=since).exists():
        raise UnableToRecordGradeError(
            _("A grade of the same or a later day is on record; a new one must begin after it."),
            "grade_later",
        )
    municipality.grades.filter(until=None).update(until=since)
    values = {"grade": grade, "since": since, **details}
    row = MunicipalityGrade.objects.create(municipality=municipality, **values)
    write(by=by, at=at, action="record_grade", target=municipality, changes=created(values))
    return row
