"""What the desk page of one project shows, as far as the reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from hamyar.core.audit.naming import Change, action_name, changes_of
from hamyar.core.models import AuditEntry
from hamyar.findings.models import Finding
from hamyar.findings.selectors import findings_visible_to
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.projects.enums import USUAL_ORDER, Stage
from hamyar.projects.models import Contribution, Project, StageChange
from hamyar.projects.selectors.visibility import Person, sees_internal, takes_part

WITHOUT_STEPS = ("move_project",)
"""Steps stand in the timeline of the stages already."""
BEGINNINGS = ("record_project", "propose_project", "record_contribution")


@dataclass(frozen=True)
class StageMark:
    """One stage of the usual way: whether the project was there, is there, and its last step into it."""

    stage: Stage
    is_here: bool
    change: StageChange | None


@dataclass(frozen=True)
class Event:
    """One entry of the record of changes about a project; what was first written stands on the page itself."""

    entry: AuditEntry
    name: str
    about: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ProjectPage:
    """A project with what belongs to it; parts the reader may not see are empty."""

    project: Project
    participants: tuple[Municipality, ...]
    companies: tuple[Company, ...]
    findings: tuple[Finding, ...]
    steps: tuple[StageChange, ...]
    way: tuple[StageMark, ...]
    contributions: tuple[Contribution, ...]
    earlier: tuple[Contribution, ...]
    history: tuple[Event, ...]
    is_inside: bool
    knows_shares: bool


def project_page(*, project: Project, viewer: Person) -> ProjectPage:
    """Return a project as its page shows it.

    Parties and what they bring are for the staff that sees internals and for those who take part; the record of
    changes and the internal note for the staff alone.
    """
    is_inside = sees_internal(viewer=viewer)
    knows_shares = is_inside or takes_part(viewer=viewer, project=project)
    steps = tuple(project.stage_changes.select_related("by").order_by("at", "pk"))
    rows = _contributions(project) if knows_shares else ()
    return ProjectPage(
        project=project,
        participants=tuple(project.participants.select_related("county").order_by("sort_key", "pk")),
        companies=tuple(project.companies.order_by("position", "code")),
        findings=_findings(project, viewer),
        steps=steps,
        way=_way(project, steps),
        contributions=tuple(row for row in rows if _is_current(row)),
        earlier=tuple(row for row in rows if not _is_current(row)),
        history=_history(project, rows) if is_inside else (),
        is_inside=is_inside,
        knows_shares=knows_shares,
    )


def _findings(project: Project, viewer: Person) -> tuple[Finding, ...]:
    visible = findings_visible_to(viewer=viewer, with_duplicates=True).filter(projects=project)
    return tuple(visible.select_related("municipality", "county").order_by("recorded_at", "pk"))


def _contributions(project: Project) -> tuple[Contribution, ...]:
    found = Contribution.objects.filter(party__project=project).select_related(
        "party__municipality", "party__company", "recorded_by", "withdrawn_by", "replaced_by"
    )
    return tuple(found.order_by("party", "recorded_at", "pk"))


def _is_current(row: Contribution) -> bool:
    return row.withdrawn_at is None and not hasattr(row, "replaced_by")


def current_contributions(*, project: Project) -> list[Contribution]:
    """Return what is brought today: neither valued anew nor withdrawn, by party."""
    return [row for row in _contributions(project) if _is_current(row)]


def _way(project: Project, steps: Iterable[StageChange]) -> tuple[StageMark, ...]:
    last = {step.after: step for step in steps}
    return tuple(StageMark(stage, stage == project.stage, last.get(stage)) for stage in USUAL_ORDER)


def _history(project: Project, contributions: Iterable[Contribution]) -> tuple[Event, ...]:
    own = Q(target_type="projects.Project", target_id=str(project.pk))
    brought = Q(target_type="projects.Contribution", target_id__in=[str(row.pk) for row in contributions])
    entries = AuditEntry.objects.filter(own | brought).exclude(action__in=WITHOUT_STEPS)
    return tuple(_event(entry) for entry in entries.order_by("-at", "-pk"))


def _event(entry: AuditEntry) -> Event:
    is_first = entry.action in BEGINNINGS
    changes = () if is_first else changes_of(target_type=entry.target_type, changes=entry.changes)
    about = entry.target_label if entry.target_type == "projects.Contribution" else ""
    return Event(entry, action_name(entry.action), about, tuple(changes))
