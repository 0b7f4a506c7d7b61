"""What each side brings: recording, valuing anew, withdrawing. Nothing is overwritten."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.jalali import local_date
from hamyar.core.persian import normalise_line
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.projects.enums import ContributionKind, PartyKind
from hamyar.projects.errors import UnableToRecordContributionError
from hamyar.projects.models import Contribution, Party, Project
from hamyar.projects.models.project import AMOUNT_RANGE
from hamyar.projects.permissions import require_can_record


@dataclass(frozen=True)
class Side:
    """Who brings it: the organisation, a town or a company of the project, or another body by its name."""

    kind: PartyKind
    municipality: Municipality | None = None
    company: Company | None = None
    body: str = ""


@dataclass(frozen=True)
class Valuation:
    """An amount on a day, who found it and where that is written."""

    amount_rial: int
    valued_on: date
    valuer: str = ""
    document: str = ""

    def cleaned(self, *, kind: str, today: date) -> "Valuation":
        """Return it with tidy texts.

        Raises
        ------
        UnableToRecordContributionError
            When amount, day or valuer make no sense.
        """
        valuer, document = normalise_line(self.valuer)[:160], normalise_line(self.document)[:160]
        if not AMOUNT_RANGE[0] <= self.amount_rial <= AMOUNT_RANGE[1]:
            raise _refuse(_("Write an amount of at least one rial."), "amount_wrong", "amount")
        if self.valued_on > today:
            raise _refuse(_("This day lies ahead."), "day_ahead", "valued_on")
        if kind != ContributionKind.CASH and not valuer:
            raise _refuse(_("Say who valued it; only cash needs no valuer."), "valuer_missing", "valuer")
        return Valuation(self.amount_rial, self.valued_on, valuer, document)


def _refuse(message: str, code: str, field: str = "", **params: object) -> UnableToRecordContributionError:
    return UnableToRecordContributionError(message, code, field=field, **params)


@transaction.atomic
def record_contribution(
    *,
    project: Project,
    side: Side,
    kind: ContributionKind,
    valuation: Valuation,
    by: User,
    at: datetime,
    description: str = "",
) -> Contribution:
    """Record what a side brings; the side joins the parties with the first thing it brings.

    Raises
    ------
    PermissionDenied
        When ``by`` does not record projects.
    UnableToRecordContributionError
        When the side does not take part, or amount, day or valuer make no sense.
    """
    require_can_record(user=by)
    found = valuation.cleaned(kind=kind, today=local_date(at))
    party = _party(Project.objects.select_for_update().get(pk=project.pk), side)
    row = Contribution.objects.create(
        party=party,
        kind=kind,
        description=normalise_line(description)[:300],
        amount_rial=found.amount_rial,
        valued_on=found.valued_on,
        valuer=found.valuer,
        document=found.document,
        recorded_at=at,
        recorded_by=by,
    )
    changes = {"party": [None, party.name], "kind": [None, kind.value], **_audited(None, row)}
    record(by=by, at=at, action="record_contribution", target=row, changes=changes)
    return row


def _party(project: Project, side: Side) -> Party:
    body = normalise_line(side.body)[:200] if side.kind == PartyKind.OTHER else ""
    town = side.municipality if side.kind == PartyKind.MUNICIPALITY else None
    company = side.company if side.kind == PartyKind.COMPANY else None
    _require_takes_part(project, Side(side.kind, town, company, body))
    party, _is_new = Party.objects.get_or_create(
        project=project, kind=side.kind, municipality=town, company=company, body=body
    )
    return party


def _require_takes_part(project: Project, side: Side) -> None:
    if not _takes_part(project, side):
        raise _refuse(_("Choose a side that takes part, or write its name."), "side_unknown", "side")


def _takes_part(project: Project, side: Side) -> bool:
    if side.kind == PartyKind.MUNICIPALITY:
        return side.municipality is not None and (
            side.municipality.pk == project.municipality_id
            or project.participants.filter(pk=side.municipality.pk).exists()
        )
    if side.kind == PartyKind.COMPANY:
        return side.company is not None and project.companies.filter(pk=side.company.pk).exists()
    return side.kind == PartyKind.ORGANISATION or bool(side.body)


@transaction.atomic
def revalue_contribution(
    *, contribution: Contribution, valuation: Valuation, by: User, at: datetime
) -> Contribution:
    """Value something anew on a later day; the earlier value stays on record.

    Raises
    ------
    PermissionDenied
        When ``by`` does not record projects.
    UnableToRecordContributionError
        When it counts no more, the day is not later, or amount, day or valuer make no sense.
    """
    require_can_record(user=by)
    old = _locked(contribution)
    found = valuation.cleaned(kind=old.kind, today=local_date(at))
    if found.valued_on <= old.valued_on:
        raise _refuse(
            _(
                "A new valuation is of a later day than the one before. A wrong entry is withdrawn and recorded anew."
            ),
            "valuation_not_later",
            "valued_on",
        )
    row = Contribution.objects.create(
        party=old.party,
        kind=old.kind,
        description=old.description,
        amount_rial=found.amount_rial,
        valued_on=found.valued_on,
        valuer=found.valuer,
        document=found.document,
        replaces=old,
        recorded_at=at,
        recorded_by=by,
    )
    record(by=by, at=at, action="revalue_contribution", target=row, changes=_audited(old, row))
    return row


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, reason: str, by: User, at: datetime) -> Contribution:
    """Take out something that was recorded by mistake or is brought no more; it stays on record with its reason.

    Raises
    ------
    PermissionDenied
        When ``by`` does not record projects.
    UnableToRecordContributionError
        When it counts no more already, or the reason is missing.
    """
    require_can_record(user=by)
    row = _locked(contribution)
    reason = normalise_line(reason)[:300]
    if not reason:
        raise _refuse(_("Give the reason."), "reason_missing", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = at, by, reason
    row.save()
    record(by=by, at=at, action="withdraw_contribution", target=row, changes={"reason": [None, reason]})
    return row


def _locked(contribution: Contribution) -> Contribution:
    """Lock the project, then read the contribution as it stands."""
    project = contribution.party.project_id
    Project.objects.select_for_update().get(pk=project)
    row = Contribution.objects.select_related("party__municipality", "party__company").get(pk=contribution.pk)
    if row.withdrawn_at is not None or Contribution.objects.filter(replaces=row).exists():
        raise _refuse(_("This entry counts no more: it was withdrawn or valued anew."), "contribution_past")
    return row


def _audited(old: Contribution | None, new: Contribution) -> dict[str, list[object]]:
    names = ("amount_rial", "valued_on", "valuer", "document")
    pairs = {name: [_plain(getattr(old, name, None)), _plain(getattr(new, name))] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value or None
