"""An agenda filled from what is known: each point comes once, however often it is asked for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Max

from hamyar.accounts.models import User
from hamyar.core.persian import search_key
from hamyar.visits.models import AgendaItem, Meeting
from hamyar.visits.selectors.meeting import belonging_to
from hamyar.visits.services.meeting.fields import AgendaFields, AgendaPoint
from hamyar.visits.services.meeting.records import save_agenda_item
from hamyar.visits.services.meeting.saving import open_meeting


@transaction.atomic
def fill_agenda(
    *, meeting: Meeting, points: Sequence[AgendaPoint], by: User, at: datetime
) -> tuple[AgendaItem, ...]:
    """Put points at the end of the agenda and return the new ones.

    A point that came before is left as it stands, also where its words were changed or it was withdrawn; so is
    one whose words somebody wrote by hand.

    Raises
    ------
    PermissionDenied
        When ``by`` is neither a planner nor of the team.
    UnableToSaveRecordError
        When the minutes are confirmed, or the visit was cancelled or moved.
    """
    found = open_meeting(meeting=meeting, by=by)
    there = AgendaItem.objects.filter(belonging_to(found))
    written = {search_key(item.text) for item in there.filter(withdrawn_at=None)}
    ids = {uuid5(NAMESPACE_URL, f"agenda:{point.key}"): point for point in points}
    known = set(AgendaItem.objects.filter(device_id__in=ids).values_list("device_id", flat=True))
    fresh = {
        device_id: point
        for device_id, point in ids.items()
        if device_id not in known and search_key(point.text) not in written
    }
    last = there.aggregate(last=Max("position"))["last"] or 0
    return tuple(
        save_agenda_item(
            meeting=found,
            device_id=device_id,
            revision=0,
            fields=AgendaFields(text=point.text, position=last + place),
            device_time=None,
            by=by,
            at=at,
        )
        for place, (device_id, point) in enumerate(fresh.items(), 1)
    )
