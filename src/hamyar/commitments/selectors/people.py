"""Who is reminded of a promise, and who is told when it stays undone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hamyar.accounts.models import User
from hamyar.commitments.enums import PromisingSide
from hamyar.commitments.models import Commitment
from hamyar.group.models import CompanyRepresentation
from hamyar.places.models import Representation
from hamyar.places.selectors.dated import valid_on

CHIEF_EXECUTIVE = "chief_executive"
MAYOR = "mayor"


@dataclass(frozen=True)
class People:
    """Who speaks for which company and town on a day, and who heads the organisation."""

    of_company: dict[int, list[User]] = field(default_factory=dict)
    heads_of_company: dict[int, list[User]] = field(default_factory=dict)
    of_town: dict[int, list[User]] = field(default_factory=dict)
    mayors_of_town: dict[int, list[User]] = field(default_factory=dict)
    executives: tuple[User, ...] = ()

    def reminded(self, commitment: Commitment) -> list[User]:
        """Return the owner; without an account who speaks for the promising side; else who recorded it."""
        if commitment.owner is not None and commitment.owner.is_active:
            return [commitment.owner]
        speakers = self._of(commitment, self.of_company, self.of_town)
        return speakers or _active([commitment.recorded_by])

    def chiefs(self, commitment: Commitment) -> list[User]:
        """Return the chief that was named, the head of the company, the mayor, or the chief executive.

        Nobody is their own chief: then it is the chief executive.
        """
        told = {user.pk for user in self.reminded(commitment)}
        for found in (
            [commitment.chief] if commitment.chief else [],
            self._of(commitment, self.heads_of_company, self.mayors_of_town),
            self.executives,
        ):
            others = [user for user in _active(found) if user.pk not in told]
            if others:
                return others
        return []

    @staticmethod
    def _of(
        commitment: Commitment, companies: dict[int, list[User]], towns: dict[int, list[User]]
    ) -> list[User]:
        if commitment.side == PromisingSide.COMPANY:
            return companies.get(commitment.company_id or 0, [])
        if commitment.side == PromisingSide.MUNICIPALITY:
            return towns.get(commitment.municipality_id or 0, [])
        return []


def _active(users: Iterable[User]) -> list[User]:
    return [user for user in users if user.is_active]


def people_on(day: dt.date) -> People:
    """Return who speaks for whom on a day, in four queries."""
    of_company, heads, of_town, mayors = (defaultdict(list) for _number in range(4))
    speakers = CompanyRepresentation.objects.filter(valid_on(day), user__is_active=True)
    for row in speakers.select_related("user").order_by("user__full_name", "pk"):
        of_company[row.company_id].append(row.user)
        if row.is_head:
            heads[row.company_id].append(row.user)
    holders = set(User.objects.filter(roles__code=MAYOR).values_list("pk", flat=True))
    town_speakers = Representation.objects.filter(valid_on(day), user__is_active=True)
    for speaker in town_speakers.select_related("user").order_by("user__full_name", "pk"):
        of_town[speaker.municipality_id].append(speaker.user)
        if speaker.user_id in holders:
            mayors[speaker.municipality_id].append(speaker.user)
    executives = User.objects.filter(roles__code=CHIEF_EXECUTIVE, is_active=True).order_by("full_name", "pk")
    return People(dict(of_company), dict(heads), dict(of_town), dict(mayors), tuple(executives))
