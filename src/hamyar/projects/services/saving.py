"""Writing projects, from the desk or as the proposal of a town."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import differences, record
from hamyar.core.jalali import jalali_year, local_date
from hamyar.findings.selectors import findings_visible_to
from hamyar.projects.enums import Origin, PartyKind, Stage
from hamyar.projects.errors import UnableToSaveProjectError
from hamyar.projects.kinds import all_kinds, all_units
from hamyar.projects.models import Contribution, Project, StageChange
from hamyar.projects.permissions import (
    can_record,
    require_can_change_project,
    require_can_propose,
)
from hamyar.projects.services.facts import (
    COLUMNS,
    FACTS,
    LISTS,
    OFFICE_ONLY,
    ProjectFacts,
    read_facts,
    write_facts,
    write_lists,
)
from hamyar.projects.services.publishing import require_publishable

MOST_TRIES = 5


@transaction.atomic
def record_project(
    *,
    fields: Mapping[str, Any],
    by: User,
    at: datetime,
    stage: Stage = Stage.IDEA,
    held_on: date | None = None,
) -> Project:
    """Put a project on record, or propose one for the own town; a proposal begins as an idea.

    Parameters
    ----------
    fields
        The names of ``ProjectFacts``.
    by, at
        Who writes, and when.
    stage, held_on
        How far it has come, and since when, for a project that is under way already.

    Raises
    ------
    PermissionDenied
        When ``by`` may not record a project of this town.
    UnableToSaveProjectError
        When a field is wrong; it is named.
    """
    today = local_date(at)
    facts = read_facts(fields, on=today)
    origin = Origin.ORGANISATION
    if not can_record(user=by):
        require_can_propose(user=by, municipality=facts.municipality)
        facts, stage, origin = _as_proposed(facts), Stage.IDEA, Origin.MUNICIPALITY
    _require_known_findings(facts, by)
    day = held_on or today
    if day > today:
        raise UnableToSaveProjectError(_("This day lies ahead."), "day_ahead", field="held_on")
    project = Project(
        origin=origin, stage=stage, recorded_at=at, recorded_by=by, changed_at=at, year=jalali_year(today)
    )
    _store_with_number(project, facts)
    write_lists(project, facts)
    StageChange.objects.create(project=project, after=stage, held_on=day, at=at, by=by)
    action = "propose_project" if origin == Origin.MUNICIPALITY else "record_project"
    changes = {name: [None, value] for name, value in _audited(project, facts).items()}
    record(by=by, at=at, action=action, target=project, changes=changes)
    return project


def _as_proposed(facts: ProjectFacts) -> ProjectFacts:
    return replace(facts, companies=(), internal_note="")


def _require_known_findings(facts: ProjectFacts, by: User, kept: frozenset[int] = frozenset()) -> None:
    asked = {finding.pk for finding in facts.findings} - kept
    seen = findings_visible_to(viewer=by, with_duplicates=True).filter(pk__in=asked).count() if asked else 0
    if seen != len(asked):
        raise UnableToSaveProjectError(_("Choose one of the list."), "finding_unknown", field="findings")


def _store_with_number(project: Project, facts: ProjectFacts) -> None:
    """Give the next number of the year; a number that somebody took at the same instant is passed over."""
    for tries_left in reversed(range(MOST_TRIES)):
        taken = Project.objects.filter(year=project.year).aggregate(last=Max("number"))["last"] or 0
        project.number = taken + 1
        project.code = f"{project.year}-{project.number}"
        write_facts(project, facts)
        try:
            with transaction.atomic():
                project.save(force_insert=True)
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


@transaction.atomic
def change_project(
    *, project: Project, revision: int, fields: Mapping[str, Any], by: User, at: datetime
) -> Project:
    """Change what is written; what is left out of ``fields`` stays as it is.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change this project, or names a town they do not speak for.
    UnableToSaveProjectError
        When a field is wrong, somebody changed the project since ``revision``, a side that left still brings
        something, or a published project would lose what its public page needs.
    """
    locked = Project.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=project.pk)
    require_can_change_project(user=by, project=locked)
    if locked.revision != revision:
        raise UnableToSaveProjectError(
            _("Somebody changed this project since you opened it. Open it again and bring both together."),
            "project_stale",
        )
    old = _facts_of(locked)
    before = _audited(locked, old)
    facts = read_facts(
        {name: getattr(old, name) for name in FACTS} | dict(fields), on=local_date(at), old=locked
    )
    if not can_record(user=by):
        require_can_propose(user=by, municipality=facts.municipality)
        facts = replace(facts, **{name: getattr(old, name) for name in OFFICE_ONLY})
    _require_known_findings(facts, by, frozenset(finding.pk for finding in old.findings))
    _require_sides_stay(locked, facts)
    write_facts(locked, facts)
    if locked.is_published:
        require_publishable(locked)
    changes = differences(before, _audited(locked, facts))
    if changes:
        locked.revision += 1
        locked.changed_at = at
        locked.save()
        write_lists(locked, facts)
        record(by=by, at=at, action="change_project", target=locked, changes=changes)
    return locked


def _facts_of(project: Project) -> ProjectFacts:
    columns = {name: getattr(project, name) for name in COLUMNS}
    lists: dict[str, Any] = {name: tuple(getattr(project, name).order_by("pk")) for name in LISTS}
    return ProjectFacts(**columns, **lists)


def _require_sides_stay(project: Project, facts: ProjectFacts) -> None:
    """Refuse to leave out a town or company that still brings something."""
    current = Contribution.objects.filter(
        party__project=project, withdrawn_at=None, replaced_by=None
    ).select_related("party__municipality", "party__company")
    towns, companies = {facts.municipality, *facts.participants}, set(facts.companies)
    for row in current.order_by("pk"):
        party = row.party
        is_left_out = (party.kind == PartyKind.MUNICIPALITY and party.municipality not in towns) or (
            party.kind == PartyKind.COMPANY and party.company not in companies
        )
        if is_left_out:
            raise UnableToSaveProjectError(
                _("{party} still brings something; withdraw that first."),
                "side_still_brings",
                party=party.name,
            )


def _audited(project: Project, facts: ProjectFacts) -> dict[str, Any]:
    """Return the facts that are given, by the words people know them by."""
    values: dict[str, Any] = {name: getattr(project, name) for name in COLUMNS}
    values["municipality"] = facts.municipality.name_fa
    values["kind"] = all_kinds()[project.kind].name_fa
    values["unit"] = all_units()[project.unit].name_fa if project.unit else ""
    values["cost_as_of"] = project.cost_as_of.isoformat() if project.cost_as_of else None
    values["size"] = _plain(project.size)
    values["participants"] = [town.name_fa for town in facts.participants]
    values["companies"] = [company.name_fa for company in facts.companies]
    values["findings"] = [finding.title for finding in facts.findings]
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _plain(size: Decimal | None) -> str:
    return "" if size is None else f"{size.normalize():f}"
