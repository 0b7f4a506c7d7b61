"""The weekly list of overdue promises as a PDF."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamyar.commitments.selectors.overdue import Late, SidePart
from hamyar.core.documents import render_pdf
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language


def overdue_pdf(*, sides: list[SidePart], on: dt.date) -> bytes:
    """Set the list with a column to write in during the meeting."""
    language = active_language()
    count = sum(side.count for side in sides)
    number = format_number(count, language=language)
    lead = ngettext("{number} promise is overdue.", "{number} promises are overdue.", count)
    return render_pdf(
        template="commitments/documents/overdue.typ",
        data={
            "organisation": settings.ORGANISATION[language],
            "title": _("Overdue promises"),
            "lead": f"{format_jalali(on, 'weekday', language=language)} — {lead.format(number=number)}",
            "foot": _("Overdue promises") + " — " + format_jalali(on, language=language),
            "header": [
                _("What is promised"),
                _("Promised by"),
                _("Due date"),
                _("Days late"),
                _("Decided now"),
            ],
            "sides": [
                {
                    "label": side.label,
                    "owners": [
                        {"name": owner.name, "rows": [_row(late, language) for late in owner.rows]}
                        for owner in side.owners
                    ],
                }
                for side in sides
            ],
            "empty": _("No promise is overdue."),
        },
    )


def _row(late: Late, language: str) -> list[str]:
    promise = late.commitment
    town = f" ({promise.town.name})" if promise.town and promise.town != promise.municipality else ""
    return [
        f"{promise.text}{town}",
        promise.promised_by,
        format_jalali(promise.due_on, "short", language=language),
        format_number(late.days, language=language),
        "",
    ]
