"""What others read of our pages: cards for shared addresses, schema.org for search engines, pictures by their focus."""

import gc
import json
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image

from hamyar.newsroom.cards import HEIGHT, WIDTH, Card, draw
from hamyar.newsroom.models import NewsPage, Picture
from hamyar.newsroom.views.cards import card_of
from hamyar.visits.models import Visit
from hamyar.visits.services.programmes import approve_programme, publish_programme
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_first_item, make_item, open_newsroom
from tests.factories.visits import NOON, make_plan

pytestmark = pytest.mark.django_db
FONTS = settings.FRONTEND_DIST / "documents"
with_fonts = pytest.mark.skipif(not FONTS.is_dir(), reason="needs the front-end build")

REQUIRED: dict[str, dict[str, Any]] = {
    "NewsArticle": {
        "headline": str,
        "image": list,
        "datePublished": datetime,
        "dateModified": datetime,
        "author": "GovernmentOrganization",
        "publisher": "GovernmentOrganization",
        "mainEntityOfPage": "WebPage",
        "inLanguage": str,
    },
    "Event": {
        "name": str,
        "startDate": datetime,
        "endDate": datetime,
        "eventStatus": str,
        "eventAttendanceMode": str,
        "location": "City",
        "organizer": "GovernmentOrganization",
    },
    "GovernmentOrganization": {"name": str, "url": str, "logo": str, "address": "PostalAddress"},
    "City": {"name": str},
    "WebPage": {"@id": str},
    "PostalAddress": {"addressRegion": str, "addressCountry": str},
}
"""What schema.org and Google's guide to structured data ask of each type we use."""


def faults(data: dict[str, Any], kind: str) -> list[str]:
    """Return what a description lacks, with the types inside of it."""
    if data.get("@type") != kind:
        return [f"{data.get('@type')} instead of {kind}"]
    found: list[str] = []
    for name, wanted in REQUIRED[kind].items():
        value = data.get(name)
        if not value:
            found.append(f"{kind}.{name} is missing")
        elif isinstance(wanted, str):
            found += faults(value, wanted)
        elif wanted is datetime:
            if datetime.fromisoformat(value).tzinfo is None:
                found.append(f"{kind}.{name} has no zone")
        elif not isinstance(value, wanted):
            found.append(f"{kind}.{name} is {type(value)}")
    return found


def described(client, address):
    page = client.get(address).content.decode()
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def test_an_item_is_described_as_news(client):
    item = make_first_item()
    (data,) = described(client, item.get_url())
    assert faults(data, "NewsArticle") == []
    assert data["@context"] == "https://schema.org"
    assert (data["headline"], data["contentLocation"][0]["name"]) == (item.title, "رشتخوار")
    assert data["mainEntityOfPage"]["@id"] == settings.SITE_ADDRESS + item.get_url()


def test_words_of_an_item_cannot_leave_their_script(client):
    item = make_item(title="</script><b>تیتر")
    page = client.get(item.get_url()).content.decode()
    assert "<b>تیتر" not in page
    assert described(client, item.get_url())[0]["headline"] == item.title


def test_the_organisation_is_described_at_home(client):
    (data,) = described(client, "/")
    assert faults(data, "GovernmentOrganization") == []


def test_coming_visits_are_described_as_events_without_their_room(client):
    planner = make_user(role="planner")
    programme = approve_programme(run=make_plan(), by=planner, at=NOON)
    publish_programme(programme=programme, by=planner, at=NOON)
    Visit.objects.update(planned_start="2099-04-05T08:30Z", planned_end="2099-04-05T10:30Z", place="اتاق ۱۲")
    (events,) = described(client, reverse("visits:calendar"))
    assert len(events) == Visit.objects.count()
    assert [faults(event, "Event") for event in events] == [[] for _ in events]
    assert "اتاق" not in json.dumps(events, ensure_ascii=False)


@pytest.mark.parametrize("lacking", sorted(REQUIRED["NewsArticle"]))
def test_the_list_of_required_properties_is_asked(client, lacking):
    (data,) = described(client, make_first_item().get_url())
    del data[lacking]
    assert faults(data, "NewsArticle") == [f"NewsArticle.{lacking} is missing"]


def test_an_item_names_one_description_and_its_card(client):
    item = make_item()
    page = client.get(item.get_url()).content.decode()
    assert page.count('name="description"') == 1
    address = reverse("newsroom:card", args=[item.pk, card_of(item).digest])
    assert f'<meta property="og:image" content="{settings.SITE_ADDRESS}{address}">' in page
    assert f'<link rel="canonical" href="{settings.SITE_ADDRESS}{item.get_url()}">' in page


@with_fonts
def test_the_card_is_drawn_once_and_kept(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = make_first_item()
    address = reverse("newsroom:card", args=[item.pk, card_of(item).digest])
    answer = client.get(address)
    with Image.open(BytesIO(answer.getvalue())) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert "immutable" in answer["Cache-Control"]
    client.get(address).getvalue()
    assert len(list((tmp_path / "cards").iterdir())) == 1


@with_fonts
def test_long_headlines_stay_on_the_card():
    card = Card("روتیتر", "واژه " * 200, "سازمان")
    drawn = draw(card, regular=FONTS / "Vazirmatn-Regular.ttf", bold=FONTS / "Vazirmatn-Bold.ttf")
    with Image.open(BytesIO(drawn)) as picture:
        assert picture.getpixel((20, HEIGHT - 20)) == picture.getpixel((20, 20))


def test_cards_of_drafts_and_old_texts_are_not_sent(client):
    draft, item = make_item(live=False), make_item(title="دیگر")
    for page, digest in ((draft, card_of(draft).digest), (item, card_of(draft).digest)):
        assert client.get(reverse("newsroom:card", args=[page.pk, digest])).status_code == 404


@pytest.fixture
def _renditions_drawn() -> Iterator[None]:
    """Let go of what the CMS leaves open when it draws a rendition."""
    yield
    gc.collect()


def two_halves(**focus):
    picture = Image.new("RGB", (400, 100), "red")
    picture.paste("blue", (200, 0, 400, 100))
    target = BytesIO()
    picture.save(target, format="PNG")
    file = ImageFile(BytesIO(target.getvalue()), name="halves.png")
    return Picture.objects.create(title="دو نیمه", file=file, description="دو رنگ", **focus)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("_renditions_drawn")
def test_crops_keep_what_is_in_focus(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = two_halves(focal_point_x=380, focal_point_y=50, focal_point_width=20, focal_point_height=20)
    with picture.get_rendition("fill-100x100|format-png").file.open("rb") as file, Image.open(file) as crop:
        assert crop.convert("RGB").getpixel((95, 50)) == (0, 0, 255)
        assert crop.convert("RGB").getpixel((20, 50)) == (0, 0, 255)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("_renditions_drawn")
def test_pictures_are_offered_in_modern_formats_with_their_text(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    open_newsroom()
    item = make_item(picture=two_halves())
    page = client.get(item.get_url()).content.decode()
    assert 'type="image/avif"' in page
    assert ".webp" in page
    assert 'alt="دو رنگ"' in page
    assert "og:image" in page
    assert NewsPage.objects.get().picture is not None
