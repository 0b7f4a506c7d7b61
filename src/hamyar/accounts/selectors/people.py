"""People, as the desk lists them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hamyar.accounts.enums import ADMINISTRATOR, PersonState
from hamyar.accounts.models import Role, SignInGuard, User
from hamyar.accounts.selectors.second_factor import SECOND_FACTORS
from hamyar.core.persian import matches, sort_key


@dataclass(frozen=True)
class PeopleFilter:
    """What to show of the list of people."""

    words: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One line of the list."""

    user: User
    roles: tuple[Role, ...]
    has_second_factor: bool
    state: PersonState


@dataclass(frozen=True)
class SessionRow:
    """One signed-in browser of a person."""

    session: UserSession
    is_current: bool


def active_administrators() -> QuerySet[User]:
    """Return who may do everything and can sign in."""
    held = Q(roles__code=ADMINISTRATOR) | Q(is_superuser=True)
    return User.objects.filter(held, is_active=True).distinct()


def other_active_administrators(*, user: User) -> QuerySet[User]:
    """Return the active administrators besides this person."""
    return active_administrators().exclude(pk=user.pk)


def people(*, chosen: PeopleFilter, at: datetime) -> list[PersonRow]:
    """Return the people of the list in Persian order, with what is known of their sign-in.

    Three queries: people, their roles, the addresses locked out.
    """
    rows = [row for row in _rows(chosen, at) if not chosen.state or row.state == chosen.state]
    return sorted(rows, key=lambda row: (sort_key(row.user.full_name), row.user.email))


def _rows(chosen: PeopleFilter, at: datetime) -> list[PersonRow]:
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    users = User.objects.annotate(with_second_factor=Exists(factors)).prefetch_related(
        Prefetch("roles", queryset=Role.objects.order_by("position", "code"))
    )
    if chosen.role:
        users = users.filter(pk__in=User.roles.through.objects.filter(role__code=chosen.role).values("user"))
    locked = locked_addresses(at=at)
    return [
        PersonRow(
            user=user,
            roles=tuple(user.roles.all()),
            has_second_factor=user.with_second_factor,
            state=_state(user, locked),
        )
        for user in users
        if matches(chosen.words, f"{user.full_name} {user.email} {user.position}")
    ]


def _state(user: User, locked: frozenset[str]) -> PersonState:
    if not user.is_active:
        return PersonState.INACTIVE
    return PersonState.LOCKED if user.email.lower() in locked else PersonState.ACTIVE


def locked_addresses(*, at: datetime) -> frozenset[str]:
    """Return the e-mail addresses that are locked out at a moment."""
    return frozenset(SignInGuard.objects.filter(locked_until__gt=at).values_list("email", flat=True))


def locked_until(*, user: User, at: datetime) -> datetime | None:
    """Return until when the person is locked out, or nothing."""
    guard = SignInGuard.objects.filter(email=user.email.lower(), locked_until__gt=at).first()
    return guard.locked_until if guard else None


def sessions_of(*, user: User, current_key: str = "") -> list[SessionRow]:
    """Return the signed-in browsers of a person, this one first, then the newest."""
    sessions = sorted(UserSession.objects.purge_and_list(user), key=lambda s: s.last_seen_at, reverse=True)
    rows = [SessionRow(session=s, is_current=s.session_key == current_key) for s in sessions]
    return sorted(rows, key=lambda row: not row.is_current)
