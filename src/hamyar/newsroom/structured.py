"""What search engines read: schema.org as JSON-LD."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from hamyar.core.addresses import address_of
from hamyar.newsroom.hashtags import hashtags_of
from hamyar.newsroom.models import NewsPage
from hamyar.newsroom.selectors import told_at
from hamyar.visits.models import Visit

Data = dict[str, Any]
CONTEXT = "https://schema.org"
MOST_HEADLINE = 110


def organisation() -> Data:
    """Describe the organisation."""
    address = settings.SITE_ADDRESS
    return {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": f"{address}/#organisation",
        "name": settings.ORGANISATION.get(get_language() or "fa", settings.ORGANISATION["fa"]),
        "alternateName": sorted(settings.ORGANISATION.values()),
        "url": f"{address}/",
        "logo": address + address_of("core:mark"),
        "areaServed": {"@type": "AdministrativeArea", "name": "خراسان رضوی"},
        "address": {"@type": "PostalAddress", "addressRegion": "خراسان رضوی", "addressCountry": "IR"},
    }


def _named() -> Data:
    return {key: value for key, value in organisation().items() if key != "@context"}


def article(*, page: NewsPage, address: str, picture: str) -> Data:
    """Describe an item; ``picture`` is the whole address of its picture or card."""
    us = _named()
    return {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": page.title[:MOST_HEADLINE],
        "description": page.lead[:300],
        "image": [picture],
        "datePublished": timezone.localtime(page.published_at).isoformat(),
        "dateModified": timezone.localtime(told_at(page=page)).isoformat(),
        "inLanguage": "fa",
        "url": address,
        "isAccessibleForFree": True,
        "keywords": hashtags_of(page.hashtags),
        "articleSection": page.news_group.name_fa,
        "author": us,
        "publisher": us,
        "contentLocation": [{"@type": "City", "name": town.name_fa} for town in page.towns],
    }


def coming_visit(*, visit: Visit) -> Data:
    """Describe a visit that is announced; the room is not told."""
    town = visit.municipality
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "name": f"بازدید از {town.name_fa}",
        "startDate": timezone.localtime(visit.planned_start).isoformat(),
        "endDate": timezone.localtime(visit.planned_end).isoformat(),
        "description": f"بازدید {settings.ORGANISATION['fa']} از {town.name_fa} و گفت‌وگو با مسئولان شهری",
        "image": [settings.SITE_ADDRESS + address_of("core:mark")],
        "inLanguage": "fa",
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": {
            "@type": "City",
            "name": town.name_fa,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": town.name_fa,
                "addressRegion": "خراسان رضوی",
                "addressCountry": "IR",
            },
        },
        "organizer": _named(),
        "url": settings.SITE_ADDRESS + address_of("visits:calendar"),
    }
