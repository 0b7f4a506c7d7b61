"""Made-up news over the real towns, from a seed; of each item it is known what it is about."""

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hamyar.core.search import Entry, Source
from hamyar.places.models import Municipality

TOPICS: dict[str, tuple[str, ...]] = {
    "desalination": ("آب‌شیرین‌کن", "آب شیرین‌کن", "آب شیرین کن"),
    "asphalt": ("آسفالت معابر", "آسفالت‌ریزی معابر"),
    "waste": ("مدیریت پسماند", "پسماند"),
    "fire": ("آتش‌نشانی", "آتش نشانی", "آتشنشانی"),
    "green": ("فضای سبز", "فضاي سبز"),
    "budget": ("بودجه", "بودجهٔ سالانه"),
    "fabric": ("بافت فرسوده", "بافت‌های فرسوده"),
    "library": ("کتابخانه", "كتابخانه"),
    "sewage": ("شبکهٔ فاضلاب", "فاضلاب"),
    "lighting": ("روشنایی معابر", "روشنایي معابر"),
    "solar": ("نیروگاه خورشیدی", "نیروگاه‌های خورشیدی"),
    "school": ("مدرسه‌سازی", "مدرسه سازی"),
    "market": ("روزبازار", "روز بازار", "روز‌بازار"),
    "bus": ("اتوبوس‌های شهری", "اتوبوسهای شهری"),
    "tourism": ("گردشگری", "گردشگري"),
    "clinic": ("درمانگاه", "درمان‌گاه"),
    "pitch": ("زمین چمن", "زمین‌های چمن"),
    "training": ("دورهٔ آموزشی", "دوره‌های آموزشی", "دوره آموزشي"),
    "building": ("مشارکت در ساخت", "مشاركت در ساخت"),
    "parking": ("پارکینگ طبقاتی", "پارکینگ‌های طبقاتی"),
    "cemetery": ("آرامستان", "آرامستان‌ها"),
    "slaughter": ("کشتارگاه", "كشتارگاه"),
    "trustees": ("هیئت امنا", "هیأت امنا", "هیات امناء"),
    "priority": ("اولویت‌های عمرانی", "اولویتهای عمرانی", "الویت‌های عمرانی"),
}
FREQUENT_TOWNS = 14
"""So many towns get three fifths of the news, so that questions of town and topic have answers."""
TITLES = (
    "{topic} {town} بررسی شد",
    "بازدید مدیرعامل از {topic} در {town}",
    "قرارداد {topic} با شهرداری {town} بسته شد",
    "نشست درباره {topic} {town}",
    "گزارش پیشرفت {topic} در شهر {town}",
    "شهردار {town}: {topic} امسال به پایان می‌رسد",
)
LEADS = (
    "در نشست مشترک سازمان همیاری و شهرداری {town}، {topic} بررسی و برای آن برنامه زمانی نوشته شد.",
    "مدیرعامل سازمان همیاری در دیدار با شهردار {town} از پیشرفت {topic} گزارش گرفت.",
    "شهرداری {town} و سازمان همیاری شهرداری‌ها برای {topic} تفاهم‌نامه امضا کردند.",
)
BODIES = (
    "در این دیدار اعضای شورای اسلامی شهر، مدیران شهرداری و کارشناسان سازمان حضور داشتند و نیازهای شهر را بازگو کردند.",
    "وی گفت: پشتیبانی از شهرداری‌های کم‌برخوردار وظیفهٔ سازمان است و منابع آن در هیئت‌مدیره تصویب می‌شود.",
    "مقرر شد گزارش کار هر سه ماه یک بار به شورا داده شود و مسئول پیگیری آن معرفی گردد.",
    "شرکت‌های گروه آمادگی خود را برای همکاری اعلام کردند و زمان‌بندی اجرای کار در صورتجلسه نوشته شد.",
    "پیش از این نیز نشست‌هایی با حضور فرماندار و مدیران دستگاه‌های خدمات‌رسان شهرستان برگزار شده بود.",
    "هزینهٔ طرح از محل درآمدهای پایدار شهرداری و مشارکت سازمان تأمین می‌شود و حسابرسی سالانه دارد.",
)
MENTIONS = (
    "در حاشیهٔ این دیدار به تجربهٔ {topic} در {town} نیز اشاره شد.",
    "پیش‌تر {topic} در {town} گزارش شده بود.",
    "همچنین نمایندهٔ {town} دربارهٔ {topic} پرسش‌هایی داشت.",
)
FIRST, LAST = date(2018, 3, 21), date(2026, 11, 1)


@dataclass(frozen=True)
class Item:
    """A made-up item and what it is about; what it only mentions is not kept."""

    entry: Entry
    topic: str
    town: str


def items(count: int, *, towns: list[Municipality], seed: int) -> Iterator[Item]:
    """Make the items, the oldest first."""
    draw = random.Random(seed)
    frequent = sorted(towns, key=lambda town: (not town.is_county_seat, town.code))[:FREQUENT_TOWNS]
    days = (LAST - FIRST).days
    for number in range(count):
        town = draw.choice(frequent if draw.random() < 0.6 else towns)
        topic = draw.choice(sorted(TOPICS))
        dated = FIRST + timedelta(days=number * days // count)
        yield Item(_entry(number, about=(topic, town), dated=dated, towns=towns, draw=draw), topic, town.code)


def _entry(
    number: int,
    *,
    about: tuple[str, Municipality],
    dated: date,
    towns: list[Municipality],
    draw: random.Random,
) -> Entry:
    topic, town = about

    def told(pattern: str, what: str, place: Municipality) -> str:
        return pattern.format(topic=draw.choice(TOPICS[what]), town=place.name_fa)

    lead = told(draw.choice(LEADS), topic, town)
    mention = told(draw.choice(MENTIONS), draw.choice(sorted(TOPICS)), draw.choice(towns))
    body = [*draw.sample(BODIES, 3), mention, told(draw.choice(LEADS), topic, town)]
    return Entry(
        key=str(number),
        address=f"/news/{number}/",
        name_fa=told(draw.choice(TITLES), topic, town),
        keywords=f"خبر news {town.name_fa} {town.name_en} {lead}",
        text_fa="\n".join([lead, *body]),
        dated=dated,
    )


def source(made: Collection[Item], *, like: Source) -> Source:
    """Offer the items as the kind of another source."""

    def entries(keys: Collection[str] | None) -> Iterator[Entry]:
        return (item.entry for item in made if keys is None or item.entry.key in keys)

    return Source(like.kind, like.label, like.icon, entries, is_proper=like.is_proper, weight=like.weight)
