"""Companies, who speaks for them, and promises for tests; people and promises are made up."""

import datetime as dt
import uuid

import factory
from factory.django import DjangoModelFactory

from hamyar.accounts.models import User
from hamyar.commitments.enums import PromisingSide, Visibility
from hamyar.commitments.models import Commitment
from hamyar.group.models import Company, CompanyRepresentation
from hamyar.places.models import Municipality, Representation
from tests.factories.accounts import UserFactory, make_user
from tests.factories.places import MunicipalityFactory

AT = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
LONG_AGO = dt.date(2020, 3, 20)
DAY = dt.timedelta(days=1)


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = Company

    code = factory.Sequence(lambda n: f"company-{n}")
    name_fa = factory.Sequence(lambda n: f"شرکت فرضی {n}")
    name_en = factory.Sequence(lambda n: f"Company {n}")


class CommitmentFactory(DjangoModelFactory):
    """A public promise of the organisation, due in ten days."""

    class Meta:
        model = Commitment

    device_id = factory.LazyFunction(uuid.uuid4)
    side = PromisingSide.ORGANISATION
    text = factory.Sequence(lambda n: f"نقشهٔ زمین {n} تهیه و فرستاده شود.")
    owner_name = "مسئول فرضی"
    first_due_on = factory.SelfAttribute("due_on")
    due_on = TODAY + 10 * DAY
    visibility = Visibility.PUBLIC
    recorded_at = AT - 60 * DAY
    recorded_by = factory.SubFactory(UserFactory)


def make_mayor(town: Municipality | None = None, *, role: str = "mayor") -> tuple[User, Municipality]:
    """Return a person who speaks for a town, and the town."""
    town = town or MunicipalityFactory()
    user = make_user(role=role)
    Representation.objects.create(user=user, municipality=town, since=LONG_AGO)
    return user, town


def make_company_user(company: Company | None = None, *, is_head: bool = False) -> tuple[User, Company]:
    """Return a person who speaks for a company, and the company."""
    company = company or CompanyFactory()
    user = make_user(role="company")
    CompanyRepresentation.objects.create(user=user, company=company, since=LONG_AGO, is_head=is_head)
    return user, company
