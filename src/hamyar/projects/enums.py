"""The fixed choices of the stage, the usual order of the stages and what a step needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _in


class Stage(TextChoices):
    """How far a project has come; ``suspended`` and ``cancelled`` stand beside the way."""

    IDEA = "idea", _in("stage", "idea")
    SCREENING = "screening", _in("stage", "screening")
    OPPORTUNITY_PACKAGE = "opportunity_package", _in("stage", "opportunity package")
    FEASIBILITY = "feasibility", _in("stage", "feasibility study")
    MUNICIPAL_BOARD = "municipal_board", _in("stage", "investment board of the municipality")
    COUNCIL_APPROVAL = "council_approval", _in("stage", "resolution of the council")
    HIGH_BOARD = "high_board", _in("stage", "high investment board")
    CALL = "call", _in("stage", "public call")
    EVALUATION = "evaluation", _in("stage", "evaluation of offers")
    NEGOTIATION = "negotiation", _in("stage", "negotiation")
    CONTRACT = "contract", _in("stage", "contract")
    CONSTRUCTION = "construction", _in("stage", "construction")
    OPERATION = "operation", _in("stage", "operation")
    HANDOVER = "handover", _in("stage", "handover")
    CLOSED = "closed", _in("stage", "closed")
    SUSPENDED = "suspended", _in("stage", "suspended")
    CANCELLED = "cancelled", _in("stage", "cancelled")


SIDE_STATES = (Stage.SUSPENDED, Stage.CANCELLED)
USUAL_ORDER = tuple(stage for stage in Stage if stage not in SIDE_STATES)
"""The usual way of a small city; the order of the boards differs by by-law, so any step may be left out or repeated."""
SEEKING = USUAL_ORDER[: USUAL_ORDER.index(Stage.CONTRACT)]
"""Stages in which a partner can still be found."""


def is_next(before: str, after: str) -> bool:
    """Tell whether ``after`` follows ``before`` in the usual order; such a step explains itself."""
    stages = [stage.value for stage in USUAL_ORDER]
    return before in stages and after in stages and stages.index(after) == stages.index(before) + 1


class ContractType(TextChoices):
    """By what contract the partners work together."""

    CIVIL_PARTNERSHIP = "civil_partnership", _("civil partnership")
    BOT = "bot", _("build, operate, transfer (BOT)")
    BOO = "boo", _("build, own, operate (BOO)")
    BLT = "blt", _("build, lease, transfer (BLT)")
    BOLT = "bolt", _("build, operate, lease, transfer (BOLT)")
    ROT = "rot", _("renovate, operate, transfer (ROT)")
    BOT_VARIANTS = "bot_variants", _("another form of build and operate")
    LEASE = "lease", _("lease")
    OPERATION = "operation", _("contract of operation")
    JOINT_COMPANY = "joint_company", _("joint company")
    BARTER = "barter", _("barter")


CONTRACT_WORDS = {
    ContractType.CIVIL_PARTNERSHIP: _(
        "Each side brings a part; who brings more has the larger share, by an official valuation."
    ),
    ContractType.BOT: _(
        "The investor builds, operates until money and profit have come back, then hands it over."
    ),
    ContractType.BOO: _("The investor builds, owns and operates it; nothing is handed over at the end."),
    ContractType.BLT: _(
        "The investor builds and lets it; when the lease ends it belongs to the municipality."
    ),
    ContractType.BOLT: _(
        "The investor builds on leased public land, operates until the lease ends and returns it."
    ),
    ContractType.ROT: _("The investor renovates what stands there, operates it for a time and returns it."),
    ContractType.BOT_VARIANTS: _(
        "The investor designs, builds and operates; who owns it and when is agreed in the contract."
    ),
    ContractType.LEASE: _("The municipality lets land, a building or a machine for a rent."),
    ContractType.OPERATION: _("What stands there already is run by an operator under a contract."),
    ContractType.JOINT_COMPANY: _("The partners found a company and hold shares in it."),
    ContractType.BARTER: _("The municipality pays with land or permits instead of money."),
}
"""What each contract means, for people who never signed one."""


class Origin(TextChoices):
    """Who put the project on record."""

    ORGANISATION = "organisation", _("the organisation")
    MUNICIPALITY = "municipality", _("proposed by a municipality")


class PartyKind(TextChoices):
    """Who a party is."""

    ORGANISATION = "organisation", _("the organisation")
    MUNICIPALITY = "municipality", _("municipality")
    COMPANY = "company", _("company of the group")
    OTHER = "other", _("investor or other body")


class ContributionKind(TextChoices):
    """What a party brings."""

    CASH = "cash", _("cash")
    LAND = "land", _("land")
    BUILDINGS = "buildings", _("buildings")
    MACHINERY = "machinery", _("machinery")
    EQUIPMENT = "equipment", _("equipment")
    TOOLS = "tools", _("tools")
    SPARE_PARTS = "spare_parts", _("spare parts")
    RAW_MATERIAL = "raw_material", _("raw material")
    KNOW_HOW = "know_how", _("know-how")
    SERVICES = "services", _("specialist services")
    MANAGEMENT = "management", _("management")
    PERMITS = "permits", _("permits and waived levies")
    SHARES = "shares", _("shares and dividends")
    OTHER = "other", _("something else")
