"""The choices of the forms on the telephone, in the words of the server."""

from datetime import date

from django.db.models import TextChoices

from hamyar.commitments.enums import PromisingSide
from hamyar.commitments.enums import Visibility as PromiseVisibility
from hamyar.findings.enums import FindingKind, Urgency, Visibility
from hamyar.findings.sectors import sectors_on
from hamyar.group.models import Company
from hamyar.visits.enums import AttendanceState, Side
from hamyar.web.field.kinds import known_kinds
from hamyar.web.field.versus import kind_label

Choices = list[tuple[str, str]]


def field_choices(*, on: date) -> dict[str, Choices]:
    """Return each list of choices by the name of its field."""
    return {
        "kinds": [(kind, kind_label(kind)) for kind in known_kinds()],
        "side": _said(Side),
        "attendance": _said(AttendanceState),
        "finding_kind": _said(FindingKind),
        "sector": [(sector.code, sector.name) for sector in sectors_on(on=on)],
        "urgency": _said(Urgency),
        "finding_visibility": _said(Visibility),
        "promise_side": _said(PromisingSide),
        "promise_visibility": _said(PromiseVisibility),
        "company": [(company.code, company.name) for company in Company.objects.order_by("position", "code")],
    }


def _said(choices: type[TextChoices]) -> Choices:
    return [(choice.value, str(choice.label)) for choice in choices]
