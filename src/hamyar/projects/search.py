"""What the search finds of projects: the investment opportunities that everyone may read."""

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source, in_both
from hamyar.projects.models import Project
from hamyar.projects.selectors import public_projects


def _opportunities(keys: Collection[str] | None) -> Iterator[Entry]:
    found = public_projects().select_related("municipality").prefetch_related("participants", "companies")
    if keys is not None:
        found = found.filter(pk__in=[key for key in keys if key.isdecimal()])
    return (_opportunity(project) for project in found.order_by("published_at", "pk"))


def _opportunity(project: Project) -> Entry:
    town = project.municipality
    note = in_both(lambda: f"{project.kind_label} · {town.name} · {project.get_stage_display()}")
    return Entry(
        key=str(project.pk),
        address=project.public_url,
        name_fa=project.title_fa,
        name_en=project.title_en,
        note_fa=note.fa,
        note_en=note.en,
        keywords=_keywords(project),
        text_fa="\n".join(part for part in (project.summary, project.public_text, project.offer) if part),
        dated=timezone.localdate(project.published_at),
    )


def _keywords(project: Project) -> str:
    words = in_both(lambda: f"{project.kind_label} {project.sector_label} {project.get_contract_display()}")
    towns = " ".join(
        f"{each.name_fa} {each.name_en}" for each in (project.municipality, *project.participants.all())
    )
    companies = " ".join(f"{each.name_fa} {each.name_en}" for each in project.companies.all())
    return f"پروژه طرح فرصت سرمایه‌گذاری project opportunity {project.code} {words.fa} {words.en} {towns} {companies}"


OPPORTUNITIES = Source(
    "opportunity", gettext_lazy("Investment opportunities"), "building-factory-2", _opportunities
)
