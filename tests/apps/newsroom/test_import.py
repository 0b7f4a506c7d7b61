"""Items of the old site come in with their numbers, view counts and slips; all or nothing."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from hamyar.core.models import AuditEntry
from hamyar.newsroom.errors import UnableToImportNewsError
from hamyar.newsroom.models import NewsGroup, NewsPage, PhotoGalleryPage
from hamyar.newsroom.selectors import view_count
from hamyar.newsroom.services.items import import_news, preview_news
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
    ("content", "code"), [(b"{", "news_not_json"), (b"{}", "news_not_a_list"), (b"\xff\xe9", "news_not_utf8")]
)
def test_a_file_that_cannot_be_read_is_refused(content, code):
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in(content)
    assert refusal.value.code == code


FAULTS = [
    ({"headline": "ت" * 256}, "headline", "۲۵۵"),
    ({"sign_off": "م" * 61}, "sign_off", "۶۰"),
    ({"date": "1400/12/30"}, "date", "۲۹ روز"),
    ({"date": "2021-03-01"}, "date", "۱۲۰۰"),
    ({"date": "1400/1/2 25:00"}, "date", "ساعت"),
    ({"id": "هفت"}, "id", "عدد"),
    ({"views": "9" * 5000}, "views", "عدد"),
    ({"lead": ["یک"]}, "lead", "متن"),
    ({"hashtags": "#" + "ه" * 81}, "hashtags", "۸۰"),
    ({"municipalities": "9999"}, "municipalities", "9999"),
]


@pytest.mark.parametrize(("change", "column", "reason"), FAULTS)
def test_a_wrong_cell_is_named_with_file_row_column_and_reason(change, column, reason):
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in([{**ROW, "id": 6}, {**ROW, **change}])
    first, second = refusal.value.message.splitlines()
    assert "old.json" in first
    assert second.startswith(f"ردیف ۲، ستون «{column}»")
    assert reason in second
    assert NewsPage.objects.count() == 0


def test_rows_of_a_table_are_numbered_as_a_spreadsheet_numbers_them():
    table = "id;headline;lead;date;price\n1;الف;لید;1400/01/01;\n;;;;\nx;ب;لید;1400/01/01;\n3;پ;;1400/01/01;;بیش\n"
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in(table.encode(), name="old.csv")
    told = refusal.value.message.splitlines()[1:]
    assert [line.split(":")[0] for line in told] == [
        "ردیف ۲، ستون «price»",
        "ردیف ۵، ستون «—»",
    ]


def test_a_number_that_stands_twice_is_refused_with_both_rows():
    with pytest.raises(UnableToImportNewsError) as refusal:
        take_in([ROW, {**ROW, "id": 8}, {**ROW, "headline": "دیگر"}])
    assert "ردیف ۳" in refusal.value.message
    assert "ردیف ۱" in refusal.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_old_encodings_are_read(encoding):
    table = "id\theadline\tlead\tdate\n7\tگزارش كار شهرداري\tلید اين خبر\t۱۴۰۰/۰۱/۰۲\n"
    if encoding == "windows-1256":
        table = table.translate(str.maketrans("ی۰۱۲۴", "ي0124"))
    take_in(table.encode(encoding), name="old.csv")
    item = NewsPage.objects.get(legacy_id=7)
    assert (item.title, item.lead) == ("گزارش کار شهرداری", "لید این خبر")


def test_what_was_read_as_an_old_encoding_is_said_before():
    open_newsroom()
    table = "id,headline,lead,date\n7,گزارش كار شهرداري,متن,1400/1/2\n".encode("windows-1256")
    preview = preview_news(content=table, name="x.csv", by=make_user(role="public_relations"))
    assert preview.is_of_old_encoding


def test_markup_of_the_old_site_becomes_paragraphs_without_scripts_and_pictures():
    body = (
        '<div><p>بند <b>یک</b>&nbsp;با <a href="/news/detail/news/5/show/" onclick="x()">پیوند</a></p>'
        '<script>alert(1)</script><img src="http://old/x.jpg" onerror="x()"><h2>سرِ بخش</h2>'
        '<ul><li>الف</li><li>ب</li></ul>سطر<br>دیگر<br><br><a href="javascript:x()">بد</a> ۵ &lt; ۶<!-- راز --></div>'
    )
    take_in([{**ROW, "body": body, "headline": "تیتر &laquo;یک&raquo;"}])
    item = NewsPage.objects.get(legacy_id=7)
    assert item.title == "تیتر «یک»"
    assert [(block["type"], block["value"]) for block in item.body.raw_data] == [
        ("paragraph", '<p>بند <b>یک</b> با <a href="/news/detail/news/5/show/">پیوند</a></p>'),
        ("crosshead", "سرِ بخش"),
        ("paragraph", "<ul><li>الف</li><li>ب</li></ul>"),
        ("paragraph", "<p>سطر<br/>دیگر</p>"),
        ("paragraph", "<p>بد ۵ &lt; ۶</p>"),
    ]


def test_pictures_that_stay_out_are_counted():
    open_newsroom()
    rows = json.dumps([{**ROW, "body": "<p>الف</p><img src=x><iframe src=y></iframe>"}]).encode()
    by = make_user(role="public_relations")
    assert preview_news(content=rows, name="x.json", by=by).pictures_left_out == 2


def test_what_no_database_stores_is_dropped_and_a_very_long_body_is_read():
    long = "واژه " * 60_000
    take_in([{**ROW, "lead": "لی\x00د\ud800", "body": long}])
    item = NewsPage.objects.get(legacy_id=7)
    assert item.lead == "لید"
    assert len(item.body[0].value.source) > 290_000
    table = f'id,headline,lead,date,body\n8,الف,لید,1400/1/1,"{long}"\n'
    assert take_in(table.encode(), name="old.csv").added == 1


def test_groups_that_differ_by_a_sign_get_addresses_of_their_own():
    take_in([{**ROW, "group": "عمران"}, {**ROW, "id": 8, "group": "عمران؟"}, {**ROW, "id": 9, "group": "؟؟"}])
    assert sorted(NewsGroup.objects.values_list("slug", flat=True)) == ["news", "عمران", "عمران-2", "عمومی"]


@pytest.mark.parametrize("content", ["[" * 200_000, "[" + "9" * 5000 + "]", "[]", "[1]"])
def test_lists_that_are_none_are_refused(content):
    with pytest.raises(UnableToImportNewsError):
        take_in(content.encode())


def test_only_those_who_publish_import():
    with pytest.raises(PermissionDenied):
        take_in([ROW], role="reporter")
    assert NewsPage.objects.count() == 0
