"""Following the records of the stages: after a change is committed, the search is brought up to date."""

from collections.abc import Callable, Iterator
from threading import local
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction

from hamyar.commitments.models import Commitment
from hamyar.core.search import refresh
from hamyar.findings.models import Finding, FindingBatch
from hamyar.group.models import Brand, Company
from hamyar.indicators.models import Indicator
from hamyar.newsroom.models import NewsGroup, NewsPage, PhotoGalleryPage
from hamyar.places.models import County, District, Municipality, PlaceImport
from hamyar.priorities.models import Publication
from hamyar.priorities.search import IN_FORCE
from hamyar.projects.models import Project
from hamyar.visits.models import Visit, VisitProgramme
from hamyar.web.search.sources import source_of

Keys = Iterator[tuple[str, str]]


class _Pending(local):
    """What this thread has changed and not yet brought into the search."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], None] = {}


_pending = _Pending()


def _places(towns: Any, counties: Any) -> Keys:
    yield from (("town", code) for code in towns.values_list("code", flat=True))
    yield from (("county", code) for code in counties.values_list("code", flat=True))


def _of_town(town: Municipality) -> Keys:
    yield "town", town.code
    yield from _places(Municipality.objects.none(), County.objects.filter(pk=town.county_id))


def _of_county(county: County) -> Keys:
    yield "county", county.code
    yield from _places(Municipality.objects.filter(county=county), County.objects.none())


def _of_district(district: District) -> Keys:
    yield from _places(Municipality.objects.filter(district=district), County.objects.none())


def _of_import(_upload: PlaceImport) -> Keys:
    yield from _places(Municipality.objects.all(), County.objects.all())


def _of_publication(publication: Publication) -> Keys:
    yield "ranking", str(publication.pk)
    yield "method", IN_FORCE


def _of_group(group: NewsGroup) -> Keys:
    yield from (("news", str(pk)) for pk in group.items.values_list("pk", flat=True))


def _of_restriction(restriction: PageViewRestriction) -> Keys:
    pages = Page.objects.descendant_of(restriction.page, inclusive=True).values_list("pk", flat=True)
    yield from ((kind, str(pk)) for pk in pages for kind in ("news", "gallery"))


def _of_finding(finding: Finding) -> Keys:
    """Name the promises made because of it too: they are told as long as the finding is not confidential."""
    yield "finding", str(finding.pk)
    promises = Commitment.objects.filter(finding=finding).values_list("pk", flat=True)
    yield from (("promise", str(pk)) for pk in promises)


def _of_batch(batch: FindingBatch) -> Keys:
    yield from (("finding", str(pk)) for pk in batch.findings.values_list("pk", flat=True))


def _of_programme(programme: VisitProgramme) -> Keys:
    visits = Visit.objects.filter(trip__programme=programme)
    yield from (("visit", str(pk)) for pk in visits.values_list("pk", flat=True))


WATCHED: dict[type[Model], Callable[[Any], Keys]] = {
    Municipality: _of_town,
    County: _of_county,
    District: _of_district,
    PlaceImport: _of_import,
    Indicator: lambda indicator: iter([("indicator", indicator.code)]),
    Company: lambda company: iter([("company", company.code)]),
    Brand: lambda brand: iter([("brand", brand.code)]),
    Publication: _of_publication,
    NewsPage: lambda page: iter([("news", str(page.pk))]),
    PhotoGalleryPage: lambda page: iter([("gallery", str(page.pk))]),
    NewsGroup: _of_group,
    Visit: lambda visit: iter([("visit", str(visit.pk))]),
    VisitProgramme: _of_programme,
    Finding: _of_finding,
    FindingBatch: _of_batch,
    Project: lambda project: iter([("opportunity", str(project.pk))]),
    Commitment: lambda promise: iter([("promise", str(promise.pk))]),
    PageViewRestriction: _of_restriction,
}


def watch() -> None:
    """Connect to the records of the stages."""
    for model in WATCHED:
        post_save.connect(_note, sender=model, dispatch_uid=f"search:{model.__name__}:save")
        post_delete.connect(_note, sender=model, dispatch_uid=f"search:{model.__name__}:delete")


def _note(sender: type[Model], instance: Model, **_extra: Any) -> None:
    if _extra.get("raw"):
        return
    _pending.keys.update(dict.fromkeys(WATCHED[sender](instance)))
    transaction.on_commit(_bring_up_to_date, robust=True)


def _bring_up_to_date() -> None:
    """Refresh what was changed; the first of many calls after a commit does it for all."""
    keys, _pending.keys = _pending.keys, {}
    by_kind: dict[str, list[str]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    for kind, changed in by_kind.items():
        refresh(source=source_of(kind), keys=changed)
