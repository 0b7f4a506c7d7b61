"""How to reach the organisation: nothing is made up, an administrator enters it, everybody reads it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hamyar.core.contact import ContactDetails, UnableToChangeContactError, change_contact, contact_details
from hamyar.core.models import AuditEntry, Contact
from tests.factories.accounts import make_user
from tests.factories.priorities import NOON

pytestmark = pytest.mark.django_db
KNOWN = ContactDetails(
    address_fa="مشهد، نشانی آزمایشی",
    address_en="Mashhad, test address",
    postal_code="9185712345",
    phone="05131234567",
)


def words(client: Client, prefix: str = "") -> str:
    return client.get(f"{prefix}/contact/").content.decode()


def test_where_nothing_is_known_one_sentence_says_so_and_the_rest_is_left_out(client: Client) -> None:
    assert words(client).count("هنوز ثبت نشده") == 1
    assert "کد پستی" not in words(client)


def test_what_an_administrator_enters_stands_on_the_page_in_both_languages(client: Client) -> None:
    admin = Client()
    admin.force_login(make_user(role="administrator"))
    sent = {"address_fa": "مشهد، نشانی آزمایشی", "address_en": "Mashhad", "phone": "۰۵۱۳۱۲۳۴۵۶۷"}
    answer = admin.post(reverse("web:contact_edit"), sent)

    assert (answer.status_code, answer["Location"]) == (302, reverse("web:contact_edit"))
    assert contact_details() == ContactDetails(
        phone="05131234567", address_fa=sent["address_fa"], address_en="Mashhad"
    )
    page = words(client)
    assert "مشهد، نشانی آزمایشی" in page
    assert 'href="tel:05131234567"' in page
    assert "Mashhad" in words(client, "/en")
    entry = AuditEntry.objects.get(action="change_contact")
    assert entry.changes["phone"] == ["", "05131234567"]
    assert "/desk/contact/" in words(admin)
    assert "/desk/contact/" not in page


def test_a_wrong_postal_code_is_refused_and_nothing_is_stored() -> None:
    admin = Client()
    admin.force_login(make_user(role="administrator"))
    answer = admin.post(reverse("web:contact_edit"), {"postal_code": "12345", "phone": "1"})
    assert answer.status_code == 422
    assert "ده رقم" in answer.content.decode()
    assert contact_details() == ContactDetails()
    with pytest.raises(UnableToChangeContactError):
        change_contact(details=ContactDetails(postal_code="12"), by=None, at=NOON)


def test_storing_the_same_again_writes_nothing() -> None:
    change_contact(details=KNOWN, by=None, at=NOON)
    change_contact(details=KNOWN, by=None, at=NOON)
    assert AuditEntry.objects.filter(action="change_contact").count() == 1


def test_english_falls_back_to_persian() -> None:
    with translation.override("en"):
        assert KNOWN.address == "Mashhad, test address"
        assert ContactDetails(hours_fa="شنبه تا چهارشنبه").hours == "شنبه تا چهارشنبه"


def test_the_database_keeps_one_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(pk=2)


@pytest.mark.parametrize("known", [ContactDetails(), KNOWN])
def test_reading_asks_one_question(known: ContactDetails, django_assert_num_queries: Any) -> None:
    change_contact(details=known, by=None, at=NOON)
    with django_assert_num_queries(1):
        assert contact_details() == known
