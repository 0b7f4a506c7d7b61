"""Publishing a run, and the replies of those it ranks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.core.persian import normalise
from hamyar.places.models import Municipality
from hamyar.priorities.enums import ReplyState, VersionState
from hamyar.priorities.errors import UnableToPublishRankingError, UnableToReplyError
from hamyar.priorities.models import Publication, Reply, Run
from hamyar.priorities.permissions import ANSWER_REPLY, PUBLISH_RANKING, require_can_reply


@transaction.atomic
def publish_ranking(
    *, run: Run, title_fa: str, title_en: str, note: str = "", by: User | None, at: datetime
) -> Publication:
    """Publish a run under a name; what was published before stays as it is. ``by=None`` is set-up itself.

    Raises
    ------
    PermissionDenied
        When ``by`` may not publish.
    UnableToPublishRankingError
        When the run is published already, is a trial of a draft, or the title is empty.
    """
    if by is not None:
        require_permission(by, PUBLISH_RANKING)
    _require_publishable(run, title_fa)
    publication = Publication.objects.create(
        run=run,
        title_fa=normalise(title_fa).strip(),
        title_en=title_en.strip() or title_fa.strip(),
        note=normalise(note).strip(),
        published_by=by,
        published_at=at,
    )
    record(by=by, at=at, action="publish_ranking", target=publication, changes={"run": [None, run.pk]})
    return publication


def _require_publishable(run: Run, title_fa: str) -> None:
    if Publication.objects.filter(run=run).exists():
        raise UnableToPublishRankingError(gettext_noop("This run is published already."), "published")
    if run.version.state == VersionState.DRAFT:
        message = gettext_noop("A run of a draft cannot be published; adopt the method version first.")
        raise UnableToPublishRankingError(message, "draft")
    if not title_fa.strip():
        raise UnableToPublishRankingError(gettext_noop("A published ranking needs a title."), "title")


@transaction.atomic
def send_reply(
    *,
    publication: Publication,
    municipality: Municipality,
    text: str,
    indicator_code: str = "",
    by: User,
    at: datetime,
) -> Reply:
    """Store what a municipality says of its figure or tier.

    Raises
    ------
    PermissionDenied
        When ``by`` does not speak for the municipality.
    UnableToReplyError
        When the text is empty, or the ranking does not rank the municipality.
    """
    require_can_reply(user=by, municipality=municipality)
    words = normalise(text).strip()
    if not words:
        raise UnableToReplyError(gettext_noop("Write what you contest and why."), "empty")
    if not publication.run.results.filter(municipality=municipality).exists():
        message = gettext_noop("This ranking does not rank {municipality}.")
        raise UnableToReplyError(message, "not_ranked", municipality=municipality)
    reply = Reply.objects.create(
        publication=publication,
        municipality=municipality,
        indicator_code=indicator_code,
        text=words,
        sent_by=by,
        sent_at=at,
    )
    record(by=by, at=at, action="send_reply", target=reply)
    return reply


@transaction.atomic
def answer_reply(*, reply: Reply, accepted: bool, answer: str, by: User, at: datetime) -> Reply:
    """Answer a reply once, with a reason.

    Raises
    ------
    PermissionDenied
        When ``by`` may not answer replies.
    UnableToReplyError
        When it was answered already, or no reason is given.
    """
    require_permission(by, ANSWER_REPLY)
    reply = Reply.objects.select_for_update().get(pk=reply.pk)
    words = normalise(answer).strip()
    if reply.state != ReplyState.SENT:
        raise UnableToReplyError(gettext_noop("This reply was answered already."), "answered")
    if not words:
        raise UnableToReplyError(gettext_noop("An answer needs a reason."), "empty")
    reply.state = ReplyState.ACCEPTED if accepted else ReplyState.DECLINED
    reply.answer, reply.answered_by, reply.answered_at = words, by, at
    reply.save()
    record(by=by, at=at, action="answer_reply", target=reply, changes={"state": ["sent", reply.state]})
    return reply
