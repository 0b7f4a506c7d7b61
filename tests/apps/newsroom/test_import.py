"""Items of the old site come in with their numbers, view counts and slips; all or nothing."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.newsroom.errors import UnableToImportNewsError
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.selectors import view_count
from hamyar.newsroom.services.items import import_news
from tests.factories.accounts import make_user
from tests.factories.newsroom import NOON, open_newsroom
from tests.factories.places import MunicipalityFactory

pytestmark = pytest.mark.django_db
ROW = {"id": 7, "headline": "الویت", "lead": "لید", "date": "۱۴۰۰/۰۱/۰۲ 14:05", "views": "۱۲"}


def take_in(content, *, name="old.json", role="public_relations"):
    open_newsroom()
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return import_news(content=data, name=name, by=make_user(role=role), at=NOON)


def test_a_table_comes_in_once():
    MunicipalityFactory(code="1359")
    table = "id,kind,headline,lead,body,date,views,group,municipalities\n"
    table += '7,news,الویت,لید,"بند <یک>\n\nبند دو",1400/01/02,12,عمران,1359\n393,gallery,گالری,لید,,1400/01/03,5,,\n'
    assert take_in(table.encode("utf-8-sig"), name="old.csv").added == 2
    item, gallery = NewsPage.objects.get(legacy_id=7), PhotoGalleryPage.objects.get(legacy_id=393)
    assert (item.title, item.news_group.name_fa, item.is_time_known, item.live) == (
        "الویت",
        "عمران",
        False,
        True,
    )
    assert [block.value.source for block in item.body] == ["<p>بند &lt;یک&gt;</p>", "<p>بند دو</p>"]
    assert (view_count(page_id=item.pk), view_count(page_id=gallery.pk)) == (12, 5)
    again = take_in(table.encode(), name="old.csv")
    assert (again.added, again.kept) == (0, 2)
    assert AuditEntry.objects.filter(action="import_news").count() == 1


def test_the_hour_is_kept_where_it_is_known():
    take_in([ROW])
    item = NewsPage.objects.get(legacy_id=7)
    assert (item.is_time_known, item.published_at.isoformat()) == (True, "2021-03-22T09:35:00+00:00")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"headline": ""}, "news_cell"),
        ({"date": "1400/13/01"}, "news_cell"),
        ({"views": "-1"}, "news_cell"),
        ({"kind": "film"}, "news_cell"),
        ({"price": "1"}, "news_cell"),
        ({"municipalities": "9999"}, "news_unknown_town"),
    ],
)
def test_a_wrong_row_stores_nothing(change, code):
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in([{**ROW, "id": 6}, {**ROW, **change}])
    assert refusal.value.code == code
    assert NewsPage.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "code"), [(b"{", "news_not_json"), (b"{}", "news_not_a_list"), (b"\xff\xfe", "news_not_utf8")]
)
def test_a_file_that_cannot_be_read_is_refused(content, code):
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in(content)
    assert refusal.value.code == code


def test_only_those_who_publish_import():
    with pytest.raises(PermissionDenied):
        take_in([ROW], role="reporter")
    assert NewsPage.objects.count() == 0
