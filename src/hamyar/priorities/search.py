"""What the search finds of rankings: the published ones, and the method of the one in force."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source
from hamyar.priorities.models import Publication
from hamyar.priorities.selectors import current_publication, publications

IN_FORCE = "in-force"


def _rankings(keys: Collection[str] | None) -> Iterator[Entry]:
    found = publications().order_by("published_at", "pk")
    for publication in (
        found if keys is None else found.filter(pk__in=[key for key in keys if key.isdecimal()])
    ):
        yield _ranking(publication)


def _ranking(publication: Publication) -> Entry:
    method = publication.run.version.method
    return Entry(
        key=str(publication.pk),
        address=publication.get_absolute_url(),
        name_fa=publication.title_fa,
        name_en=publication.title_en,
        note_fa=method.name_fa,
        note_en=method.name_en,
        keywords="رتبه‌بندی شهرداری‌ها سطح‌بندی ranking of municipalities tiers",
        text_fa=publication.note,
        dated=timezone.localdate(publication.published_at),
    )


def _methods(keys: Collection[str] | None) -> Iterator[Entry]:
    publication = current_publication()
    if publication is None or (keys is not None and IN_FORCE not in keys):
        return
    method, notes = publication.run.version.method, publication.run.summary["method"]["note"]
    yield Entry(
        key=IN_FORCE,
        address=reverse("priorities:method"),
        name_fa=method.name_fa,
        name_en=method.name_en,
        keywords="روش رتبه‌بندی وزن‌ها شاخص‌ها ranking method weights indicators",
        text_fa=notes["fa"],
        text_en=notes["en"],
    )


RANKINGS = Source("ranking", gettext_lazy("Rankings"), "ladder", _rankings, weight=1.1)
METHODS = Source("method", gettext_lazy("Methods"), "adjustments", _methods, weight=1.1)
