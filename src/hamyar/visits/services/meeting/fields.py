"""What each kind of record says; names are those of the models."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hamyar.accounts.models import User
from hamyar.places.models import Municipality
from hamyar.visits.enums import AttendanceState, Side


@dataclass(frozen=True)
class AgendaFields:
    """A point of the agenda."""

    text: str
    position: int = 0
    is_done: bool = False


@dataclass(frozen=True)
class AgendaPoint:
    """A point to put on an agenda; ``key`` names what it comes from, so that it comes once."""

    key: str
    text: str


@dataclass(frozen=True)
class AttendanceFields:
    """One person and whether they came."""

    full_name: str
    side: Side
    position: str = ""
    state: AttendanceState = AttendanceState.PRESENT
    substitute_for: str = ""
    municipality: Municipality | None = None
    user: User | None = None


@dataclass(frozen=True)
class SiteWalkFields:
    """A site that was walked, with its point where one is known."""

    title: str
    latitude: float | None = None
    longitude: float | None = None
    text: str = ""


@dataclass(frozen=True)
class PhotoFields:
    """A photo; ``site`` is the device's id of the site that was walked.

    ``content`` is the picture as the device holds it; it is needed once, later changes may leave it out.
    """

    content: bytes | None = None
    caption: str = ""
    site: UUID | None = None


@dataclass(frozen=True)
class NoteFields:
    """What was said or seen; a confidential note never reaches the town."""

    text: str
    is_confidential: bool = False


@dataclass(frozen=True)
class DecisionFields:
    """A decision of the meeting; where it stands is a step of its own, ``change_decision_state``."""

    text: str
    number: int = 0
    responsible: str = ""
    cooperating: str = ""
    due_on: date | None = None
    municipality: Municipality | None = None
