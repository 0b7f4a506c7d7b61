"""Drafts written from what happened, out of the templates of public relations."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.translation import gettext_noop as _
from hamyar.newsroom.addresses import free_slug, readable_slug
from hamyar.newsroom.drafting import Facts, blocks, filled
from hamyar.newsroom.enums import DraftKind
from hamyar.newsroom.errors import UnableToDraftError
from hamyar.newsroom.hashtags import written_hashtags
from hamyar.newsroom.models import NewsGroup, NewsIndexPage, NewsPage, NewsTemplate
from hamyar.newsroom.selectors.draft_facts import facts_of_ranking, facts_of_session, facts_of_visit
from hamyar.newsroom.selectors.project_facts import TOLD, facts_of_project
from hamyar.places.models import Municipality
from hamyar.priorities.models import Publication
from hamyar.projects.models import Project
from hamyar.projects.selectors import public_projects
from hamyar.visits.enums import MADE
from hamyar.visits.models import CountySession, Meeting, Visit

WRITE = "newsroom.write_news"


def draft_from_visit(*, visit: Visit, by: User, at: datetime) -> NewsPage:
    """Draft an item from a visit that was made; a draft of it that is not published yet is returned as it is.

    Raises
    ------
    PermissionDenied
        When ``by`` may not write news.
    UnableToDraftError
        When the visit was not made yet or its template is missing.
    """
    require_permission(by, WRITE)
    _require_made(visit)
    facts = facts_of_visit(visit=visit)
    return _draft(DraftKind.VISIT, facts, {"visit": visit}, [visit.municipality], by=by, at=at)


def draft_from_session(*, session: CountySession, by: User, at: datetime) -> NewsPage:
    """Draft an item from a county session that was held, as from a visit."""
    require_permission(by, WRITE)
    _require_made(session)
    towns = Municipality.objects.filter(visits__session=session).distinct()
    facts = facts_of_session(session=session)
    return _draft(DraftKind.SESSION, facts, {"session": session}, [session.host, *towns], by=by, at=at)


def draft_from_ranking(*, publication: Publication, by: User, at: datetime) -> NewsPage:
    """Draft an item from a published ranking, as from a visit."""
    require_permission(by, WRITE)
    facts = facts_of_ranking(publication=publication)
    return _draft(DraftKind.RANKING, facts, {"ranking": publication}, [], by=by, at=at)


def draft_from_project(*, project: Project, by: User, at: datetime) -> NewsPage:
    """Draft an item from a project that everyone may read, as from a visit.

    Raises
    ------
    PermissionDenied
        When ``by`` may not write news.
    UnableToDraftError
        When the project is not public or its template is missing.
    """
    require_permission(by, WRITE)
    rows = public_projects().select_related("municipality__county").only(*TOLD)
    told = rows.filter(pk=project.pk).first()
    if told is None:
        raise UnableToDraftError(
            _("This project is not public; nothing of it can be told yet."), "project_not_public"
        )
    towns = dict.fromkeys([told.municipality, *told.participants.order_by("sort_key", "pk")])
    facts = facts_of_project(project=told)
    return _draft(DraftKind.PROJECT, facts, {"project": told}, towns, by=by, at=at)


def _require_made(meeting: Meeting) -> None:
    if meeting.state not in MADE:
        raise UnableToDraftError(_("This has not been held yet; there is nothing to tell."), "not_held")


@transaction.atomic
def _draft(
    kind: DraftKind,
    facts: Facts,
    source: dict[str, Any],
    towns: Iterable[Municipality],
    *,
    by: User,
    at: datetime,
) -> NewsPage:
    begun = NewsPage.objects.filter(live=False, first_published_at=None, **source).order_by("pk").first()
    if begun is not None:
        return begun
    template = NewsTemplate.objects.filter(kind=kind).first()
    if template is None:
        raise UnableToDraftError(_("There is no template for this kind of draft."), "no_template")
    to_the_minute = at.replace(second=0, microsecond=0)  # as the editor's box holds it
    page = NewsPage(
        live=False,
        owner=by,
        published_at=to_the_minute,
        news_group=_group(),
        **source,
        **_texts(template, facts),
    )
    NewsIndexPage.objects.get().add_child(instance=page)
    page.municipalities.set(towns)
    page.save_revision(user=by, log_action=False, clean=False)
    record(by=by, at=at, action="draft_news", target=page, target_label=page.title)
    return page


def _texts(template: NewsTemplate, facts: Facts) -> dict[str, str]:
    title = filled(template.headline, facts)[:255]
    return {
        "title": title,
        "slug": _free_address(title),
        "kicker": filled(template.kicker, facts)[:200],
        "lead": filled(template.lead, facts),
        "body": json.dumps(blocks(template.body, facts)),
        "hashtags": written_hashtags(filled(template.hashtags, facts)),
    }


def _free_address(title: str) -> str:
    """Return an address no other item has."""
    base = readable_slug(title)
    return free_slug(
        base, taken=set(Page.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    )


def _group() -> NewsGroup:
    group = NewsGroup.objects.order_by("position", "pk").first()
    if group is None:
        raise UnableToDraftError(_("There is no news group yet."), "no_group")
    return group
