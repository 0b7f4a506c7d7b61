"""A small made-up collection over real names."""

from collections.abc import Collection, Iterator
from datetime import date

from hamyar.core.search import Entry, Source

TOWNS = [
    Entry(
        "1359",
        "/t/1359/",
        "رشتخوار",
        "Roshtkhar",
        keywords="شهرداری رشتخوار",
        text_fa="شهر در شهرستان رشتخوار.",
    ),
    Entry(
        "1290", "/t/1290/", "گناباد", "Gonabad", keywords="شهرداری گناباد", text_fa="شهر در شهرستان گناباد."
    ),
    Entry("1300", "/t/1300/", "تربت‌حیدریه", "Torbat-e Heydariyeh", keywords="شهرداری تربت‌حیدریه"),
    Entry("1301", "/t/1301/", "تربت جام", "Torbat-e Jam", keywords="شهرداری تربت جام"),
    Entry("1302", "/t/1302/", "نیشابور", "Neyshabur", keywords="شهرداری نیشابور"),
    Entry("1303", "/t/1303/", "مه‌ولات", "Mahvelat"),
]
NEWS = [
    Entry(
        "1",
        "/n/1/",
        "جلسه درباره آب گناباد",
        text_fa="در جلسه ۱۳۹۹ درباره آب شرب گفتگو شد.",
        dated=date(2021, 3, 1),
    ),
    Entry(
        "2",
        "/n/2/",
        "بازدید از نیشابور",
        text_fa="شهرداران گناباد و نیشابور از کارخانه دیدن کردند. اعضاء شورا نیز بودند.",
        dated=date(2022, 5, 1),
    ),
    Entry(
        "3",
        "/n/3/",
        "نشست شهرداری‌های استان",
        text_fa="شهرداری‌ها درباره اولویت‌ها و «خانه‌ی همیار» گفتند؛ #همیار_ماشین نیز آمد.",
        dated=date(2023, 5, 1),
    ),
]


def offered(entries: list[Entry]):
    def entries_of(keys: Collection[str] | None) -> Iterator[Entry]:
        return (entry for entry in entries if keys is None or entry.key in keys)

    return entries_of


TOWN = Source("town", "Towns", "map", offered(TOWNS), is_proper=True, weight=1.3)
ITEM = Source("news", "News", "news", offered(NEWS))
SOURCES = (TOWN, ITEM)
