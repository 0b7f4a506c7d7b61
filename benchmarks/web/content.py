"""Made-up news for measuring: the same for the same seed, and never in the data of ``make run``.

``python -m benchmarks.web.content --items 200`` fills the database that ``HAMYAR_DATA`` or ``DATABASE_URL`` names.
"""

import argparse
import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

WORDS = [
    "شهرداری",
    "سازمان",
    "بازدید",
    "نشست",
    "طرح",
    "آسفالت",
    "معابر",
    "پارک",
    "آب",
    "فضای",
    "سبز",
    "بودجه",
    "شورا",
    "شهردار",
    "مدیر",
    "کارشناس",
    "گزارش",
    "برنامه",
    "توسعه",
    "همکاری",
    "خرید",
    "ماشین\u200cآلات",
    "آتش\u200cنشانی",
    "پسماند",
    "روشنایی",
    "گردشگری",
    "سرمایه\u200cگذاری",
    "آموزش",
    "قرارداد",
    "تجهیز",
    "محله",
    "میدان",
    "بلوار",
    "پل",
    "کشتارگاه",
    "پایانه",
    "انرژی",
    "خورشیدی",
    "مطالعه",
    "پیشنهاد",
    "تصمیم",
    "مهلت",
    "پیگیری",
    "نمونه",
    "فرضی",
    "آزمایشی",
]
TAGS = ("آزمایشی", "نمونه_فرضی", "بازدید", "آسفالت", "فضای_سبز", "روشنایی")
LAST_DAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """A made-up item; ours and the plain site are given the same."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    tags: tuple[str, ...]
    at: datetime
    picture: bytes


def items(*, number: int, seed: int) -> list[Item]:
    """Return so many items, the newest first."""
    chance = random.Random(seed)
    return [_item(chance, at) for at in range(number)]


def _item(chance: random.Random, at: int) -> Item:
    return Item(
        title=f"خبر آزمایشی {at + 1}: {_words(chance, 7)}",
        lead=_words(chance, 40) + ".",
        paragraphs=tuple(_words(chance, 70) + "." for _ in range(6)),
        tags=tuple(chance.sample(TAGS, 3)),
        at=LAST_DAY - timedelta(hours=9 * at),
        picture=_picture(chance) if at < 24 else b"",
    )


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(number))


def _picture(chance: random.Random) -> bytes:
    """Draw hills under a sky: soft shapes compress like photographs, not like one colour."""
    from PIL import Image, ImageDraw, ImageFilter

    picture = Image.new("RGB", (1280, 720), _colour(chance, 150, 230))
    draw = ImageDraw.Draw(picture)
    for height in range(300, 720, 70):
        hills = [(x, height + chance.randint(-60, 60)) for x in range(-80, 1440, 160)]
        draw.polygon([*hills, (1440, 720), (-80, 720)], fill=_colour(chance, 40, 190))
    content = BytesIO()
    picture.filter(ImageFilter.GaussianBlur(3)).save(content, "JPEG", quality=85)
    return content.getvalue()


def _colour(chance: random.Random, least: int, most: int) -> tuple[int, ...]:
    return tuple(chance.randint(least, most) for _ in range(3))


def fill_ours(made: list[Item]) -> str:
    """Publish the items in our newsroom; return the address of the newest."""
    from django.core.files.images import ImageFile
    from django.db import transaction

    from hamyar.newsroom.models import NewsGroup, NewsIndexPage, NewsPage, Picture

    index, group = NewsIndexPage.objects.get(), NewsGroup.objects.order_by("position", "pk")[0]
    page = None
    with transaction.atomic():
        for at, item in enumerate(reversed(made)):
            picture = None
            if item.picture:
                file = ImageFile(BytesIO(item.picture), name=f"made-up-{at}.jpg")
                picture = Picture.objects.create(
                    title="تصویر آزمایشی", file=file, description="تپه‌ها، تصویر ساختگی"
                )
            body = [{"type": "paragraph", "value": f"<p>{text}</p>"} for text in item.paragraphs]
            page = NewsPage(
                title=item.title,
                lead=item.lead,
                body=json.dumps(body),
                hashtags=" ".join(f"#{tag}" for tag in item.tags),
                news_group=group,
                published_at=item.at,
                picture=picture,
            )
            index.add_child(instance=page)
            page.save_revision().publish()
    return page.url if page else ""


def main() -> None:
    """Fill the database of this environment and print the address of the newest item."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    import django

    from hamyar.config.env import choose_settings

    choose_settings()
    django.setup()
    print(fill_ours(items(number=options.items, seed=options.seed)))


if __name__ == "__main__":
    main()
