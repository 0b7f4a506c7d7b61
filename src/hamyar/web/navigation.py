"""Which pages the header, the footer and the desk's side list offer, in the order of the chain.

A page that does not exist (yet) or that the reader may not see is left out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module

from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.addresses import address_of

Reader = User | AnonymousUser


@dataclass(frozen=True)
class Page:
    """A page by the name of its address; ``count`` names a selector ``module:function(user=…)``.

    ``leads_to`` is a pattern of addresses that are reached from it without lying under its own.
    """

    name: str
    label: str | Promise
    icon: str = ""
    permission: str = ""
    count: str = ""
    staff_only: bool = False
    leads_to: str = ""


@dataclass(frozen=True)
class Group:
    """Pages of one stage, under its word of the glossary."""

    code: str
    label: str | Promise
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Link:
    """A page as a template shows it."""

    address: str
    label: str | Promise
    icon: str
    is_here: bool
    count: int = 0


@dataclass(frozen=True)
class LinkGroup:
    """Links under a heading."""

    code: str
    label: str | Promise
    links: list[Link] = field(default_factory=list)


PUBLIC = (
    Page("municipalities:list", _("Municipalities"), icon="building-community"),
    Page("priorities:ranking", _("Ranking"), icon="ladder"),
    Page("visits:calendar", _("Visits"), icon="calendar-event"),
    Page("newsroom:list", _("News"), icon="news"),
    Page("group:companies", _("Companies and brands"), icon="affiliate"),
    Page("web:about", _("About"), icon="info-circle"),
)
FOOTER = (
    Page("projects:opportunities", _("Investment opportunities")),
    Page("priorities:method", _("How the ranking is made")),
    Page("indicators:list", _("Indicators")),
    Page("priorities:quality", _("Quality of the data")),
    Page("commitments:public", _("Promises")),
    Page("web:open_data", _("Open data")),
    Page("web:accessibility", _("Accessibility")),
    Page("web:contact", _("Contact")),
)
DESK = (
    Group("start", "", (Page("web:desk", _("What waits for me"), icon="home"),)),
    Group(
        "places",
        _("Places"),
        (
            Page(
                "places:list",
                _("Municipalities"),
                icon="building-community",
                permission="places.view_own",
            ),
            Page("places:shares", _("Shares"), icon="coins", permission="places.view_desk"),
            Page(
                "places:representations",
                _("Representatives"),
                icon="user-circle",
                permission="places.view_desk",
            ),
            Page("places:distances", _("Distances"), icon="route", permission="places.view_desk"),
            Page("places:boundaries", _("Boundaries"), icon="map", permission="places.view_desk"),
            Page("places:imports", _("Import files"), icon="upload", permission="places.view_desk"),
        ),
    ),
    Group(
        "indicators",
        _("Indicators"),
        (
            Page("indicators:list", _("Indicators"), icon="chart-bar"),
            Page(
                "indicators:batches", _("Import values"), icon="upload", permission="indicators.view_imports"
            ),
            Page(
                "indicators:rounds",
                _("Data rounds"),
                icon="calendar-event",
                permission="indicators.view_imports",
            ),
        ),
    ),
    Group(
        "group",
        _("Companies and brands"),
        (
            Page(
                "group:representations",
                _("Representatives of companies"),
                icon="affiliate",
                permission="group.view_representation",
            ),
        ),
    ),
    Group(
        "priorities",
        _("Priorities"),
        (
            Page("priorities:runs", _("Rankings"), icon="ladder", permission="priorities.view_desk"),
            Page("priorities:methods", _("Methods"), icon="adjustments", permission="priorities.view_desk"),
            Page(
                "priorities:replies",
                _("Replies of municipalities"),
                icon="message",
                permission="priorities.view_desk",
                count="hamyar.priorities.selectors:unanswered_replies",
            ),
        ),
    ),
    Group(
        "visits",
        _("Visits"),
        (
            Page("visits:programmes", _("Visit programmes"), icon="route", permission="visits.view_desk"),
            Page(
                "meetings:mine",
                _("My visits"),
                icon="calendar-event",
                permission="visits.view_own",
                leads_to=r"/desk/visits/(?:s?[0-9]+|minutes|records|decisions|workbooks)/",
            ),
            Page("meetings:coverage", _("Coverage"), icon="clock", permission="visits.view_desk"),
            Page("visits:teams", _("Teams"), icon="users", permission="visits.view_desk"),
            Page(
                "field:page",
                _("Visits without a line"),
                icon="device-mobile",
                permission="visits.record_meetings",
            ),
            Page(
                "field:conflicts",
                _("Changes from telephones"),
                icon="git-compare",
                permission="visits.record_meetings",
                count="hamyar.web.field.versus:count_open_conflicts",
            ),
        ),
    ),
    Group(
        "findings",
        _("Findings"),
        (
            Page("findings:list", _("Findings"), icon="bulb", permission="findings.view_own"),
            Page(
                "findings:counts", _("Counts of findings"), icon="chart-bar", permission="findings.view_own"
            ),
            Page(
                "findings:batches", _("Import findings"), icon="upload", permission="findings.import_findings"
            ),
        ),
    ),
    Group(
        "projects",
        _("Projects"),
        (Page("projects:list", _("Projects"), icon="building-factory-2", permission="projects.view_own"),),
    ),
    Group(
        "commitments",
        _("Promises"),
        (
            Page(
                "commitments:list",
                _("Promises"),
                icon="checklist",
                permission="commitments.view_own",
                count="hamyar.commitments.selectors:own_overdue",
            ),
            Page("commitments:overdue", _("Overdue list"), icon="clock", permission="commitments.view_own"),
            Page("commitments:meeting", _("Meeting"), icon="users", permission="commitments.change_promises"),
            Page(
                "commitments:on_time", _("Kept on time"), icon="chart-bar", permission="commitments.view_own"
            ),
        ),
    ),
    Group(
        "newsroom",
        _("Newsroom"),
        (
            Page("wagtailadmin_home", _("Write and publish"), icon="news", permission="newsroom.write_news"),
            Page(
                "newsroom:drafts",
                _("Drafts from what happened"),
                icon="pencil-plus",
                permission="newsroom.write_news",
            ),
            Page(
                "newsroom:import",
                _("News of the old site"),
                icon="upload",
                permission="newsroom.publish_news",
            ),
            Page("newsroom:readers", _("Readers"), icon="chart-bar", permission="newsroom.view_readers"),
        ),
    ),
    Group(
        "system",
        _("System"),
        (
            Page(
                "accounts:people",
                _("People and roles"),
                icon="users",
                permission="accounts.view_people",
            ),
            Page("web:calendar", _("Working calendar"), icon="calendar-event"),
            Page(
                "web:contact_edit",
                _("Contact of the organisation"),
                icon="phone",
                permission="core.change_contact",
            ),
            Page("web:work_list", _("Long work"), icon="clock"),
            Page("web:audit", _("Record of changes"), icon="history", permission="core.view_audit"),
            Page("core:style", _("Design system"), icon="book", staff_only=True),
        ),
    ),
)
ACCOUNT = (
    Page("accounts:profile", _("My account"), icon="user"),
    Page("account_email", _("E-mail address"), icon="mail"),
    Page("account_change_password", _("Password"), icon="key"),
    Page("mfa_index", _("Second factor"), icon="shield-check"),
    Page("accounts:sessions", _("Signed-in devices"), icon="device-mobile"),
)


def links_of(pages: Iterable[Page], *, user: Reader, path: str) -> list[Link]:
    """Return the pages that exist and that ``user`` may see."""
    shown = [(page, address) for page in pages if (address := _address(page.name)) and _may_see(page, user)]
    near = [_nearness(page, address, path) for page, address in shown]
    nearest = max(near, default=0)
    return [
        Link(address, page.label, page.icon, 0 < how_near == nearest, _count(page, user))
        for (page, address), how_near in zip(shown, near, strict=True)
    ]


def desk_links(*, user: Reader, path: str) -> list[LinkGroup]:
    """Return the side list of the desk: groups in the order of the chain, empty ones left out."""
    groups = [
        LinkGroup(group.code, group.label, links_of(group.pages, user=user, path=path)) for group in DESK
    ]
    return [group for group in groups if group.links]


def _address(name: str) -> str:
    try:
        return address_of(name)
    except NoReverseMatch:
        return ""


def _may_see(page: Page, user: Reader) -> bool:
    if page.staff_only and not user.is_staff:
        return False
    return not page.permission or has_permission(user, page.permission)


def _nearness(page: Page, address: str, path: str) -> int:
    """Return how much of the path a page stands for; of all above it only the nearest is the current one."""
    led = re.match(f"(?:/en)?{page.leads_to}", path) if page.leads_to else None
    if led:
        return led.end()
    is_start = address.strip("/").removeprefix("en").strip("/") in {"", "desk"}
    is_here = path == address or (not is_start and path.startswith(address))
    return len(address) if is_here else 0


def _count(page: Page, user: Reader) -> int:
    if not page.count:
        return 0
    module, _sep, function = page.count.partition(":")
    counter: Callable[..., int] = getattr(import_module(module), function)
    return counter(user=user)
