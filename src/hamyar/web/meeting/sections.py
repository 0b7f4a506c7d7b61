"""What later stages add to the minutes: the findings and the promises of the meeting that the town may read."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamyar.commitments.enums import CommitmentState, Visibility
from hamyar.commitments.models import Commitment
from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number
from hamyar.findings.selectors.meetings import MeetingFinding, findings_section
from hamyar.visits.minutes_text import LANGUAGE, MinutesSection
from hamyar.visits.models import CountySession, Meeting


def extra_sections(*, meeting: Meeting) -> tuple[MinutesSection, ...]:
    """Return the sections that follow what the stage of visits knows; confidential findings stay out."""
    with override(LANGUAGE):
        findings = tuple(_finding(each) for each in findings_section(meeting=meeting))
        promises = tuple(_promise(each) for each in promises_of(meeting=meeting, for_town=True))
        return (MinutesSection(_("Findings"), findings), MinutesSection(_("Promises"), promises))


def promises_of(*, meeting: Meeting, for_town: bool) -> QuerySet[Commitment]:
    """Return the promises made at a meeting that were not dropped; for a town's side those it may read."""
    return all_promises_of(meeting=meeting, for_town=for_town).exclude(state=CommitmentState.CANCELLED)


def all_promises_of(*, meeting: Meeting, for_town: bool) -> QuerySet[Commitment]:
    """Return the promises made at a meeting, dropped ones too; for a town's side those it may read."""
    of_session = Q(session=meeting) | Q(visit__session=meeting) | Q(decision__session=meeting)
    of_visit = Q(visit=meeting) | Q(decision__visit=meeting)
    rows = Commitment.objects.filter(of_session if isinstance(meeting, CountySession) else of_visit)
    if for_town:
        rows = rows.filter(visibility=Visibility.PUBLIC)
    return rows.select_related("company", "municipality", "town").order_by("first_due_on", "pk")


def _finding(each: MeetingFinding) -> str:
    return " ".join(f"{each.kind_name}، {each.sector_name}: {each.title}{_said(_facts(each))}".split())


def _facts(each: MeetingFinding) -> Iterator[str]:
    if each.town:
        yield each.town
    if each.size is not None:
        yield f"{format_number(each.size, language=LANGUAGE)} {each.unit}"
    if each.people_affected:
        yield _("%(number)s people") % {"number": format_number(each.people_affected, language=LANGUAGE)}
    if each.text:
        yield each.text


def _said(parts: Iterator[str]) -> str:
    said = "؛ ".join(parts)
    return f" ({said})" if said else ""


def _promise(each: Commitment) -> str:
    """Return a promise as it was given: a later date is not what was agreed at the table."""
    who = each.company or each.municipality or each.body or each.get_side_display()
    due = format_jalali(each.first_due_on, language=LANGUAGE)
    facts = [(_("promised by"), str(who)), (_("owner"), each.owner_name), (_("Until when"), due)]
    said = "؛ ".join(f"{label}: {value}" for label, value in facts if value)
    return " ".join(f"{each.text} ({said})".split())
