import pytest
from django.core.exceptions import PermissionDenied

from hamyar.places.models import Municipality
from hamyar.priorities.enums import ReplyState, VersionState
from hamyar.priorities.errors import UnableToPublishRankingError, UnableToReplyError
from hamyar.priorities.models import MethodVersion, Publication, Reply
from hamyar.priorities.permissions import replies_visible_to
from hamyar.priorities.services.publishing import answer_reply, publish_ranking, send_reply
from tests.factories.accounts import make_user
from tests.factories.places import RepresentationFactory
from tests.factories.priorities import NOON, make_publication, make_run

pytestmark = pytest.mark.django_db


def test_publish_ranking_names_who_and_when() -> None:
    chief = make_user(role="chief_executive")

    publication = publish_ranking(run=make_run(), title_fa="رتبه‌بندي نو", title_en="", by=chief, at=NOON)

    assert (publication.title_fa, publication.title_en) == ("رتبه‌بندی نو", "رتبه‌بندي نو")
    assert (publication.published_by, publication.published_at) == (chief, NOON)


@pytest.mark.parametrize("role", ["auditor", "mayor", "planner"])
def test_publish_ranking_is_refused_without_the_permission(role: str) -> None:
    with pytest.raises(PermissionDenied):
        publish_ranking(run=make_run(), title_fa="نام", title_en="", by=make_user(role=role), at=NOON)

    assert not Publication.objects.exists()


def test_publish_ranking_is_refused_twice_for_drafts_and_without_title() -> None:
    run, chief = make_run(), make_user(role="chief_executive")

    with pytest.raises(UnableToPublishRankingError):
        publish_ranking(run=run, title_fa=" ", title_en="", by=chief, at=NOON)
    MethodVersion.objects.update(state=VersionState.DRAFT)
    run.version.refresh_from_db()
    with pytest.raises(UnableToPublishRankingError):
        publish_ranking(run=run, title_fa="نام", title_en="", by=chief, at=NOON)
    assert not Publication.objects.exists()


def test_a_municipality_replies_for_itself_only() -> None:
    publication = make_publication()
    own, neighbour = Municipality.objects.order_by("code")[:2]
    mayor = make_user(role="mayor")
    RepresentationFactory(user=mayor, municipality=own)

    reply = send_reply(publication=publication, municipality=own, text="بیکاری کمتر است", by=mayor, at=NOON)
    with pytest.raises(PermissionDenied):
        send_reply(publication=publication, municipality=neighbour, text="نه", by=mayor, at=NOON)

    assert list(Reply.objects.all()) == [reply]
    assert list(replies_visible_to(user=mayor)) == [reply]
    assert list(replies_visible_to(user=make_user(role="mayor"))) == []
    assert list(replies_visible_to(user=make_user(role="auditor"))) == [reply]


def test_answer_reply_needs_a_reason_and_happens_once() -> None:
    publication = make_publication()
    town = Municipality.objects.order_by("code").first()
    mayor, analyst = make_user(role="mayor"), make_user(role="analyst")
    RepresentationFactory(user=mayor, municipality=town)
    reply = send_reply(publication=publication, municipality=town, text="نادرست", by=mayor, at=NOON)

    with pytest.raises(UnableToReplyError):
        answer_reply(reply=reply, accepted=True, answer=" ", by=analyst, at=NOON)
    with pytest.raises(PermissionDenied):
        answer_reply(reply=reply, accepted=True, answer="بله", by=mayor, at=NOON)
    answered = answer_reply(reply=reply, accepted=False, answer="سند پیوست نیست", by=analyst, at=NOON)
    with pytest.raises(UnableToReplyError):
        answer_reply(reply=reply, accepted=True, answer="بله", by=analyst, at=NOON)

    assert (answered.state, answered.answered_by) == (ReplyState.DECLINED, analyst)
