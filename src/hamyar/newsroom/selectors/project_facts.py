"""The facts of a draft about a project: what its public page tells, read from published projects alone.

Parties, what they bring, valuations, the internal note, findings, people and the record of changes are not asked for;
whom to call stands on the page of the project alone, where it ends with it.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from hamyar.core.jalali import format_jalali, local_date
from hamyar.core.money import Money, format_readable
from hamyar.core.persian import format_number
from hamyar.newsroom.drafting import Facts
from hamyar.newsroom.selectors.draft_facts import tellable_promises, told_promise
from hamyar.projects.models import Project

TOLD = (
    *(
        "code",
        "title_fa",
        "kind",
        "municipality",
        "contract",
        "stage",
        "size",
        "unit",
        "cost_rial",
        "cost_as_of",
    ),
    *("summary", "public_text", "offer", "published_at"),
)
"""The only columns that are read; whatever a project holds beside them cannot get into a draft."""


def facts_of_project(*, project: Project) -> Facts:
    """Return what may be told of a published project, in Persian."""
    town = project.municipality
    with override("fa"):
        return {
            "سازمان": settings.ORGANISATION["fa"],
            "عنوان": project.title_fa,
            "شهر": town.name_fa,
            "شهرستان": town.county.name_fa,
            "روز": format_jalali(local_date(_published_at(project)), "weekday"),
            "نوع": project.kind_label,
            "مرحله": project.get_stage_display(),
            "خلاصه": project.summary.rstrip("."),
            "همراهان": tuple(each.name_fa for each in project.participants.order_by("sort_key", "pk")),
            "اندازه": _size(project),
            "هزینه": _cost(project),
            "قرارداد": _contract(project),
            "شرح": " ".join(project.public_text.split()),
            "آورده": " ".join(project.offer.split()).rstrip("."),
            "شرکت‌ها": tuple(each.name_fa for each in project.companies.order_by("position", "code")),
            "تعهدات": _promises(project),
        }


def _published_at(project: Project) -> datetime:
    if project.published_at is None:
        raise ValueError(f"project {project.pk} is not public")
    return project.published_at


def _size(project: Project) -> str:
    return "" if project.size is None else f"{format_number(project.size)} {project.unit_label}"


def _cost(project: Project) -> str:
    if project.cost_rial is None or project.cost_as_of is None:
        return ""
    amount = format_readable(Money(project.cost_rial), decimals=1, language="fa")
    return f"{amount} (به قیمت {format_jalali(project.cost_as_of)})"


def _contract(project: Project) -> str:
    return f"{project.get_contract_display()}: {project.contract_words}" if project.contract else ""


def _promises(project: Project) -> tuple[str, ...]:
    """Return the public promises on public findings from which the project came."""
    rows = tellable_promises().filter(finding__projects=project).select_related("company", "municipality")
    return tuple(told_promise(row) for row in rows.order_by("due_on", "pk"))
