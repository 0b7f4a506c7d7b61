"""A device as the server sees it: what it sends, word by word."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hamyar.accounts.models import User
from hamyar.visits.models import Visit
from tests.factories.accounts import make_user
from tests.factories.visits import TeamFactory, TeamMemberFactory, TripFactory, VisitFactory


def operation(visit: Visit, kind: str = "note", **given: Any) -> dict[str, Any]:
    """Return a change as a device writes it; ``base`` 0 is a new record."""
    fields = given.pop("fields", None) or {"text": "آب شهر دو روز قطع بوده است.", "is_confidential": False}
    return {
        "id": str(uuid.uuid4()),
        "visit": visit.pk,
        "kind": kind,
        "record": str(uuid.uuid4()),
        "base": 0,
        "fields": fields,
        "device_time": timezone.now().isoformat(),
        "resolves": None,
        "resolution": None,
        **given,
    }


@dataclass
class Device:
    """A telephone with a signed-in person."""

    user: User
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.force_login(self.user)

    def send(self, *operations: dict[str, Any], **given: Any) -> list[dict[str, Any]]:
        """Send a batch and return what became of each change."""
        response = self.post(*operations, **given)
        assert response.status_code == 200, response.content
        return response.json()["results"]

    def post(self, *operations: dict[str, Any], **given: Any) -> Any:
        """Send a batch and return the whole answer."""
        document = {
            "user": self.user.pk,
            "device_now": timezone.now().isoformat(),
            "operations": list(operations),
            **given,
        }
        return self.client.post(reverse("field:sync"), json.dumps(document), content_type="application/json")

    def snapshot(self) -> dict[str, Any]:
        """Fetch what the page takes along."""
        return self.client.get(reverse("field:visits")).json()


def make_member(*, team: Any = None, **fields: Any) -> User:
    """Make a member of a visiting team."""
    user = make_user(role="team_member", **fields)
    TeamMemberFactory(team=team or TeamFactory(), user=user, full_name=user.full_name)
    return user


def make_team_visit(user: User, **fields: Any) -> Visit:
    """Make a visit of today for the team of the person."""
    team = user.team_memberships.get().team
    now = timezone.now()
    return VisitFactory(
        trip=TripFactory(team=team),
        planned_start=now,
        planned_end=now + dt.timedelta(hours=2),
        **fields,
    )
