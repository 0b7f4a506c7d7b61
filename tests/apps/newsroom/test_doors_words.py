"""Hostile words in an item are words everywhere; private items and closed desks stay closed."""

import json
from datetime import timedelta

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hamyar.newsroom.models import NewsPage
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_item, open_newsroom
from tests.factories.priorities import make_publication

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.django_db(transaction=True)  # the search follows what is committed
def test_words_of_an_item_run_nowhere(client):
    table = {"columns": [{"type": "text", "heading": EVIL}], "rows": [{"values": [EVIL]}], "caption": EVIL}
    body = [
        {"type": "crosshead", "value": EVIL},
        {"type": "pull_quote", "value": {"text": EVIL, "speaker": EVIL}},
        {"type": "table", "value": table},
    ]
    words = {
        "kicker": EVIL,
        "deck": EVIL,
        "lead": f"رشتخوار {EVIL}",
        "source_name": EVIL,
        "sign_off": EVIL[:60],
    }
    item = make_item(
        title=f"رشتخوار {EVIL}", body=json.dumps(body), hashtags=f"#{EVIL}", seo_title=EVIL, **words
    )
    addresses = [
        item.url,
        "/",
        reverse("newsroom:list"),
        reverse("newsroom:atom"),
        reverse("newsroom:sitemap"),
        reverse("newsroom:news_sitemap"),
        f"{reverse('web:search')}?q=رشتخوار",
        f"{reverse('web:search_suggest')}?q=رشتخوار",
        f"{reverse('web:search')}?q=%3C/script%3E%3Cscript%3Ealert(1)",
    ]
    for address in addresses:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
    assert "alert(1)" in client.get(item.url).content.decode()
    told = client.get(reverse("newsroom:json")).json()["items"][0]
    assert told["title"] == item.title


@pytest.mark.django_db
def test_a_private_item_is_told_nowhere(client):
    ranking = make_publication()
    item = make_item(title="خبر درونی", ranking=ranking)
    PageViewRestriction.objects.create(page=item, restriction_type="login")
    page = reverse("priorities:publication", args=[ranking.pk])
    for address in (
        page,
        "/",
        reverse("newsroom:list"),
        reverse("newsroom:atom"),
        reverse("newsroom:sitemap"),
    ):
        text = client.get(address).content.decode()
        assert "خبر درونی" not in text, address
    assert client.get(item.url).status_code == 302


def addresses_of_the_cms():
    """Return one address of every pattern under ``/cms/``."""
    cms = next(each for each in get_resolver().url_patterns if str(each.pattern) == "cms/")
    return sorted(set(_addresses(cms, "/cms/")))


def _addresses(resolver, before):
    for each in resolver.url_patterns:
        path = before + _filled(each.pattern)
        if isinstance(each, URLPattern):
            yield path
        else:
            yield from _addresses(each, path)


def _filled(pattern):
    text = str(pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        written = {"IntConverter": "1", "UUIDConverter": "00000000-0000-4000-8000-000000000000"}.get(
            kind, "x"
        )
        for form in (f"<{name}>", *(f"<{word}:{name}>" for word in ("int", "str", "slug", "uuid", "path"))):
            text = text.replace(form, written)
    return text


HARMLESS = ("/cms/sprite", "/cms/jsi18n", "/cms/login/", "/cms/logout/")
"""Pictograms, words of the browser's scripts, and the doors in and out."""


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "mayor", "auditor", "overdue"])
def test_the_cms_is_closed_at_every_address(client, who):
    open_newsroom()
    if who == "overdue":
        user = make_user(role="public_relations")
        type(user).objects.filter(pk=user.pk).update(second_factor_due_at=timezone.now() - timedelta(days=1))
        client.force_login(user)
    elif who != "nobody":
        client.force_login(make_user(role=who))
    addresses = [each for each in addresses_of_the_cms() if not each.startswith(HARMLESS)]
    assert len(addresses) > 150
    items = NewsPage.objects.count()
    opened = {
        each: code for each in addresses if (code := client.get(each).status_code) not in {302, 403, 404}
    }
    assert opened == {}
    assert NewsPage.objects.count() == items
