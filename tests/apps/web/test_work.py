"""Long work in the web: one's own, with a way to stop it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from hamyar.core.progress import begin, running
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = make_user(role="planner")
    client.force_login(user)
    return user


@pytest.fixture
def progress(user):
    return begin(title="رتبه‌بندی", by=user, at=timezone.now(), total=10)


def test_strangers_are_led_to_sign_in(client) -> None:
    addresses = [reverse("web:work_list"), reverse("web:work", args=[uuid4()])]
    assert [client.get(address).status_code for address in addresses] == [302, 302]
    assert client.post(reverse("web:work_stop", args=[uuid4()])).status_code == 302


def test_running_work_asks_for_itself_again_and_offers_to_stop(client, progress) -> None:
    html = client.get(reverse("web:work", args=[progress.pk])).content.decode()
    assert 'hx-trigger="every 1s"' in html
    assert '<meta http-equiv="refresh" content="3">' in html
    assert reverse("web:work_stop", args=[progress.pk]) in html
    part = client.get(reverse("web:work", args=[progress.pk]), headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="work"')


def test_finished_work_leads_to_its_result_and_asks_no_more(client, progress) -> None:
    with running(progress.pk) as report:
        report.result_url = "/ranking/"
    html = client.get(reverse("web:work", args=[progress.pk])).content.decode()
    assert "hx-trigger" not in html
    assert 'href="/ranking/"' in html


def test_work_is_stopped_with_and_without_script(client, progress) -> None:
    address = reverse("web:work_stop", args=[progress.pk])
    assert client.post(address)["Location"] == reverse("web:work", args=[progress.pk])
    progress.refresh_from_db()
    assert progress.state == "stopped"
    part = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "متوقف شد" in part


def test_the_list_shows_ones_own_work(client, progress) -> None:
    begin(title="کار دیگری", by=make_user(), at=timezone.now())
    html = client.get(reverse("web:work_list")).content.decode()
    assert "رتبه‌بندی" in html
    assert "کار دیگری" not in html


def test_the_work_of_others_is_hidden_except_from_who_may_see_all(client, progress) -> None:
    address = reverse("web:work", args=[progress.pk])
    client.force_login(make_user(role="analyst"))
    assert client.get(address).status_code == 404
    assert client.post(reverse("web:work_stop", args=[progress.pk])).status_code == 404
    client.force_login(make_user(role="auditor"))
    html = client.get(address).content.decode()
    assert "رتبه‌بندی" in html
    assert reverse("web:work_stop", args=[progress.pk]) not in html
    progress.refresh_from_db()
    assert progress.state == "waiting"


def test_unknown_work_is_not_found(client, user) -> None:
    assert client.get(reverse("web:work", args=[uuid4()])).status_code == 404
