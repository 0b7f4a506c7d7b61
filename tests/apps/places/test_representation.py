import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from hamyar.accounts.models import User
from hamyar.places.selectors import municipalities_represented_by, represents
from tests.factories.places import MunicipalityFactory, RepresentationFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2024, 6, 1)


@pytest.fixture
def mayor() -> User:
    return User.objects.create_user("mayor@example.ir", full_name="شهردار فرضی")


def test_representation_holds_from_its_first_day_until_the_day_it_ends(mayor: User) -> None:
    town = MunicipalityFactory()
    RepresentationFactory(user=mayor, municipality=town, since=dt.date(2024, 1, 1), until=dt.date(2024, 7, 1))

    assert list(municipalities_represented_by(user=mayor, on=dt.date(2023, 12, 31))) == []
    assert list(municipalities_represented_by(user=mayor, on=dt.date(2024, 1, 1))) == [town]
    assert list(municipalities_represented_by(user=mayor, on=dt.date(2024, 6, 30))) == [town]
    assert list(municipalities_represented_by(user=mayor, on=dt.date(2024, 7, 1))) == []


def test_a_mayor_does_not_represent_the_neighbour(mayor: User) -> None:
    town, neighbour = MunicipalityFactory(), MunicipalityFactory()
    RepresentationFactory(user=mayor, municipality=town)

    assert represents(user=mayor, municipality=town, on=TODAY)
    assert not represents(user=mayor, municipality=neighbour, on=TODAY)


def test_a_stranger_represents_nobody() -> None:
    town = MunicipalityFactory()

    assert not represents(user=AnonymousUser(), municipality=town, on=TODAY)
