from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from hamyar.core.models import SearchDocument, SearchPosting, SearchSlip
from hamyar.core.search import Entry, Source, find, hits, read_query, rebuild, refresh, suggest
from hamyar.core.search.correcting import fit
from hamyar.core.search.matching import Index
from hamyar.core.search.numbers import Numbers, unpacked
from tests.apps.core.search.made_up import ITEM, NEWS, SOURCES, TOWN, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def _collection() -> None:
    rebuild(sources=SOURCES)


def names(text: str, **narrowed: str) -> list[str]:
    found = find(read_query(text), sources=SOURCES, **narrowed)
    return [
        "".join(piece.text for piece in hit.name)
        for hit in hits(found.documents, query=found.query, sources=SOURCES, language="fa")
    ]


@pytest.mark.usefixtures("_collection")
@pytest.mark.parametrize(
    ("spellings", "first"),
    [
        (("شهرداری‌ها", "شهرداریها", "شهرداري ها", "شهرداری‌های", "شهرداريهاي"), "نشست شهرداری‌های استان"),
        (("مه‌ولات", "مهولات", "مه ولات", "مَه‌ولات"), "مه‌ولات"),
        (("رشتخوار", "رشتخوار ", "رشت خوار", "رشت‌خوار", "رشتـخوار", "رشتخار"), "رشتخوار"),
        (("گناباد", "گنآباد", "گناباد\u200f", "گنا\u200fباد", "گناباد‌ها"), "گناباد"),
        (("Gonabad", "gonabad", "GONABAD"), "گناباد"),
        (("تربت‌حیدریه", "تربت حیدریه", "تربتحیدریه", "تربت حيدريه", "تربت‌حیدرية"), "تربت‌حیدریه"),
        (("تربت جام", "تربت‌جام", "تربتجام"), "تربت جام"),
        (("۱۳۹۹", "1399", "١٣٩٩"), "جلسه درباره آب گناباد"),
        (("اعضاء", "اعضا"), "بازدید از نیشابور"),
        (("خانه‌ی همیار", "خانه همیار", "خانهٔ همیار", "خانۀ همیار", "خانه ی همیار"), "نشست شهرداری‌های استان"),
        (("اولویت", "الویت", "اولویتها", "اولویت ها"), "نشست شهرداری‌های استان"),
        (("همیار_ماشین", "همیارماشین", "همیار ماشین", "همیار‌ماشین"), "نشست شهرداری‌های استان"),
    ],
)
def test_every_spelling_finds_the_same_in_the_same_order(spellings: tuple[str, ...], first: str) -> None:
    answers = [names(spelling) for spelling in spellings]
    assert [answer[0] for answer in answers] == [first] * len(spellings)
    assert {frozenset(answer) for answer in answers} == {frozenset(answers[0])}


@pytest.mark.usefixtures("_collection")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("گنباد", "گناباد"),
        ("گنابلد", "گناباد"),
        ("نیشابر", "نیشابور"),
        ("نیشاوبر", "نیشابور"),
        ("Neyshapur", "نیشابور"),
    ],
)
def test_a_misspelt_name_is_found_and_put_right(typed: str, meant: str) -> None:
    found = find(read_query(typed), sources=SOURCES)
    assert names(typed)[0] == meant
    assert found.correction


def test_a_forgotten_letter_of_a_short_name_is_forgiven_but_no_other_slip() -> None:
    towns = Source(
        "town",
        "Towns",
        "map",
        offered([Entry("1391", "/t/1391/", "کلات"), Entry("1021", "/t/1021/", "سده")]),
        is_proper=True,
    )
    rebuild(sources=(towns,))
    assert [len(find(read_query(typed), sources=(towns,)).documents) for typed in ("لات", "کات", "کلا")] == [
        1,
        1,
        1,
    ]
    assert [len(find(read_query(typed), sources=(towns,)).documents) for typed in ("سهد", "سد", "12")] == [
        0,
        0,
        0,
    ]


def test_of_names_equally_near_the_one_with_the_same_first_letter_goes_first() -> None:
    towns = Source(
        "town",
        "Towns",
        "map",
        offered([Entry(str(n), f"/t/{n}/", name) for n, name in enumerate(("همت‌آباد", "نصر‌آباد", "گناباد"))]),
        is_proper=True,
    )
    rebuild(sources=(towns,))
    found = find(read_query("گاباد"), sources=(towns,))
    first = hits(found.documents[:1], query=found.query, sources=(towns,), language="fa")[0]
    assert (found.correction, first.address, len(found.documents)) == ("گناباد", "/t/2/", 3)


@pytest.mark.usefixtures("_collection")
def test_a_misspelt_word_is_as_rare_as_the_name_it_is_taken_for() -> None:
    assert (
        fit(read_query("گنباد آب"), index=Index()).rarity
        == fit(read_query("گناباد آب"), index=Index()).rarity
    )


@pytest.mark.usefixtures("_collection")
def test_the_name_goes_before_the_headline_and_the_headline_before_the_text() -> None:
    assert names("گناباد") == ["گناباد", "جلسه درباره آب گناباد", "بازدید از نیشابور"]


@pytest.mark.usefixtures("_collection")
def test_all_words_go_before_some() -> None:
    assert names("آب گناباد")[0] == "جلسه درباره آب گناباد"


@pytest.mark.usefixtures("_collection")
def test_the_beginning_of_a_word_is_enough() -> None:
    assert names("نیشا")[0] == "نیشابور"
    assert names("گفتگ")[0] == "جلسه درباره آب گناباد"


@pytest.mark.usefixtures("_collection")
def test_facets_count_what_the_other_choice_leaves() -> None:
    found = find(read_query("گناباد"), sources=SOURCES, kind="news")
    assert [(facet.value, facet.count, facet.is_chosen) for facet in found.kinds] == [
        ("town", 1, False),
        ("news", 2, True),
    ]
    assert [(facet.value, facet.count) for facet in found.years] == [("1401", 1), ("1399", 1)]
    assert found.total == 2
    assert names("گناباد", year="1401") == ["بازدید از نیشابور"]


@pytest.mark.usefixtures("_collection")
def test_met_words_are_marked_in_name_and_excerpt() -> None:
    found = find(read_query("آب شرب"), sources=SOURCES)
    first = hits(found.documents[:1], query=found.query, sources=SOURCES, language="fa")[0]
    assert [piece.text for piece in (*first.name, *first.excerpt) if piece.is_marked] == ["آب", "آب", "شرب"]


@pytest.mark.usefixtures("_collection")
def test_suggestions_are_names_that_begin_so() -> None:
    query, found = suggest(read_query("تربت"), sources=SOURCES)
    shown = hits(found, query=query, sources=SOURCES, language="fa")
    assert [hit.address for hit in shown] == ["/t/1300/", "/t/1301/"]
    assert suggest(read_query("تر", is_typing=True), sources=SOURCES)[1] == found
    assert len(suggest(read_query("نیشبور"), sources=SOURCES)[1]) >= 1


HOSTILE = [
    '"',
    "'",
    "'; DROP TABLE core_searchdocument; --",
    "گناباد AND",
    "NEAR(گناباد آب)",
    "n_گناباد",
    "k_town",
    "name:گناباد OR *",
    "گناباد:*",
    "(گناباد",
    "!گناباد & |",
    "^گناباد",
    "گناباد*",
    "\x00گناباد\x00",
    "\\",
    "%_%",
    "{گناباد}",
    "😀 گناباد",
    "گ" * 10_000,
    "گناباد " * 2_000,
    "ی و ه",
    "ها های",
    "   ",
    "",
    "\u200c\u200f",
]


@pytest.mark.usefixtures("_collection")
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_are_answered(text: str) -> None:
    found = find(read_query(text), sources=SOURCES)
    assert found.total >= len(found.documents) >= 0
    suggest(read_query(text), sources=SOURCES)
    if "گناباد" in text:
        assert "گناباد" in names(text)[:2]


def test_words_that_say_nothing_are_no_question() -> None:
    assert read_query("ها").words == ()
    assert find(read_query("ها ی"), sources=SOURCES).documents == []


@pytest.mark.usefixtures("_collection")
def test_a_search_asks_a_fixed_number_of_questions(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # the index, and the candidates that lack a word
        find(read_query("آب گناباد نیشابور"), sources=(TOWN,))
    with django_assert_num_queries(2):
        find(read_query("گناباد"), sources=SOURCES)
    with django_assert_num_queries(6):  # and beginnings, misspellings, the names that were meant
        find(read_query("گنباد آب"), sources=SOURCES)
    found = find(read_query("گناباد"), sources=SOURCES)
    with django_assert_num_queries(1):
        hits(found.documents, query=found.query, sources=SOURCES, language="fa")


def test_a_town_does_not_drown_in_the_many_news_that_bear_its_name() -> None:
    headlines = [
        Entry(str(n), f"/n/{n}/", f"گناباد خبر {n}", text_fa="نیشابور", dated=date(2020, 3, 1) + timedelta(n))
        for n in range(1_100)
    ]
    many = Source("news", "News", "news", offered(headlines))
    rebuild(sources=(TOWN, many))
    found = find(read_query("گناباد"), sources=(TOWN, many))
    assert names("گناباد")[0] == "گناباد"
    assert found.is_more
    assert [(facet.value, facet.count) for facet in found.kinds] == [("town", 1), ("news", 1100)]
    assert [(facet.value, facet.count) for facet in found.years] == [
        ("1401", 350),
        ("1400", 365),
        ("1399", 366),
        ("1398", 19),
    ]
    assert (found.total, len(found.documents) < 1_000) == (1101, True)
    narrowed = find(read_query("گناباد"), sources=(TOWN, many), kind="news", year="1399")
    assert narrowed.total == 366
    assert len(find(read_query("گناباد"), sources=(TOWN, many), kind="town").documents) == 1
    assert suggest(read_query("گناب", is_typing=True), sources=(TOWN, many))[1][0] == found.documents[0]


def standing() -> dict[str, set[tuple[str, str]]]:
    """Return of each lexeme the kinds and keys of the documents that hold it, as the index says."""
    named = {row.pk: (row.kind, row.key) for row in SearchDocument.objects.all()}
    found: dict[str, set[tuple[str, str]]] = {}
    for row in SearchPosting.objects.all():
        held = Numbers({row.segment: unpacked(bytes(row.documents))})
        assert held, row
        found.setdefault(row.term, set()).update(named[number] for number in held)
    return found


@pytest.mark.usefixtures("_collection")
def test_refreshing_keeps_the_index_as_a_rebuild_would_make_it() -> None:
    changed = Entry("1", "/n/1/", "گفتگو درباره برق بجستان", text_fa="برق.", dated=date(2021, 3, 1))
    added = Entry("9", "/n/9/", "بیمارستان تازه", dated=date(2024, 3, 1))
    after = Source("news", "News", "news", offered([changed, *NEWS[2:], added]))

    refresh(source=after, keys=["1", "2", "9"])
    kept, slips = standing(), set(SearchSlip.objects.values_list("slip", "word"))

    assert names("آب گناباد")[0] == "گناباد"
    assert names("بجستان") == ["گفتگو درباره برق بجستان"]
    assert names("کارخانه") == []
    assert names("بیمارستان") == ["بیمارستان تازه"]
    rebuild(sources=(TOWN, after))
    assert standing() == kept
    assert set(SearchSlip.objects.values_list("slip", "word")) == slips


@pytest.mark.usefixtures("_collection")
def test_a_name_that_goes_takes_its_misspellings_with_it() -> None:
    refresh(source=Source("town", "Towns", "map", offered([]), is_proper=True), keys=["1302"])
    assert not SearchSlip.objects.filter(word="نیشابور").exists()
    assert names("نیشابر") == []
    assert names("نیشابور") == ["بازدید از نیشابور"]


@pytest.mark.usefixtures("_collection")
def test_documents_from_before_the_postings_get_theirs_from_the_migration() -> None:
    made = standing()
    SearchPosting.objects.all().delete()
    for document in SearchDocument.objects.all():  # as they were stored before
        document.lexemes = f" {' '.join(each for each in document.lexemes.split() if each != 'p_')} "
        document.save()
    import_module("hamyar.core.migrations.0006_search_postings").fill(apps, None)
    assert standing() == made
    refresh(source=Source("town", "Towns", "map", offered([]), is_proper=True), keys=["1302"])
    assert names("نیشابر") == []


@pytest.mark.usefixtures("_collection")
def test_rebuilding_twice_changes_nothing() -> None:
    before = standing()
    assert rebuild(sources=SOURCES) == len(SearchDocument.objects.all()) == 9
    assert standing() == before


@pytest.mark.usefixtures("_collection")
def test_kinds_that_are_not_asked_for_stay_away() -> None:
    assert ITEM.kind not in {
        hit.source.kind
        for hit in hits(
            find(read_query("گناباد"), sources=(TOWN,)).documents,
            query=read_query("گناباد"),
            sources=(TOWN,),
            language="fa",
        )
    }
