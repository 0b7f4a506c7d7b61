"""What the editor schedules happens at its hour, once."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from hamyar.core.schedule import regular_work
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.services.scheduling import Carried, publish_scheduled
from tests.factories.newsroom import NOON, make_item

pytestmark = pytest.mark.django_db


LONG_AGO = NOON - timedelta(days=3650)


def test_an_item_goes_out_at_its_hour_once_and_not_before():
    item = make_item(live=False)
    revision = item.save_revision()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=LONG_AGO)
    assert publish_scheduled(at=LONG_AGO - timedelta(seconds=1)) == Carried(0, 0)
    assert publish_scheduled(at=LONG_AGO + timedelta(seconds=1)) == Carried(1, 0)
    item.refresh_from_db()
    assert item.live
    assert publish_scheduled(at=LONG_AGO + timedelta(minutes=1)) == Carried(0, 0)
    assert PageLogEntry.objects.filter(page_id=item.pk, action="wagtail.publish.scheduled").count() == 1


def test_an_item_is_taken_back_at_its_end_once():
    item = make_item()
    NewsPage.objects.filter(pk=item.pk).update(expire_at=LONG_AGO)
    assert publish_scheduled(at=LONG_AGO - timedelta(seconds=1)) == Carried(0, 0)
    assert publish_scheduled(at=LONG_AGO + timedelta(seconds=1)) == Carried(0, 1)
    item.refresh_from_db()
    assert (item.live, item.expired) == (False, True)
    assert publish_scheduled(at=LONG_AGO + timedelta(minutes=1)) == Carried(0, 0)


def test_the_worker_knows_the_work_of_the_newsroom():
    names = {work.name for work in regular_work()}
    assert {"newsroom.publish_scheduled", "newsroom.fold_readings"} <= names
