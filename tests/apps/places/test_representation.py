import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from hamyar.accounts.models import Invitation, User
from hamyar.accounts.services import accept_invitation
from hamyar.core.jalali import local_date
from hamyar.places.selectors import municipalities_represented_by, represents
from tests.factories.accounts import make_role, make_user
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


def invitation_form(town, **changed) -> dict[str, str]:
    make_role("mayor")
    return {"municipality": town.code, "role": "mayor", "email": "mayor@example.ir", **changed}


def test_an_invited_mayor_speaks_for_the_town_from_the_day_of_acceptance(
    client, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    town, neighbour = MunicipalityFactory(), MunicipalityFactory()
    client.force_login(make_user(role="administrator"))
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("places:invite_representative"), invitation_form(town))
    invitation = Invitation.objects.get()
    assert page.status_code == 200
    assert "/account/invitation/" in page.content.decode()
    assert [message.to for message in mailoutbox] == [["mayor@example.ir"]]
    accepted = invitation.sent_at + dt.timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        user = accept_invitation(
            invitation=invitation, full_name="علی ملکی", position="", password="a-long-secret-9", at=accepted
        )
    assert represents(user=user, municipality=town, on=local_date(accepted))
    assert not represents(user=user, municipality=town, on=local_date(invitation.sent_at))
    assert not represents(user=user, municipality=neighbour, on=local_date(accepted))


@pytest.mark.parametrize("wrong", [{"municipality": "9"}, {"role": "administrator"}, {"email": "no"}])
def test_an_invitation_that_is_wrong_invites_nobody(client, wrong: dict[str, str]) -> None:
    client.force_login(make_user(role="administrator"))
    page = client.post(
        reverse("places:invite_representative"), invitation_form(MunicipalityFactory(), **wrong)
    )
    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_a_known_address_is_refused_beside_its_field(client) -> None:
    client.force_login(make_user(role="administrator", email="known@example.ir"))
    form = invitation_form(MunicipalityFactory(), email="known@example.ir")
    page = client.post(reverse("places:invite_representative"), form)
    assert page.status_code == 422
    assert "email" in page.context["form"].errors


def test_a_stranger_represents_nobody() -> None:
    town = MunicipalityFactory()

    assert not represents(user=AnonymousUser(), municipality=town, on=TODAY)
