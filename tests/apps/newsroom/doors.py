"""Who may open which address of the news: what is published is for everyone."""

from hamyar.newsroom.models import PhotoGalleryPage
from tests.doors import EVERYONE, NOBODY, SEE_ALL, Door
from tests.factories.newsroom import NOON, make_first_item, make_item, open_newsroom
from tests.factories.places import MunicipalityFactory
from tests.factories.priorities import make_publication
from tests.factories.projects import OpportunityFactory
from tests.factories.visits import CountySessionFactory, VisitFactory

OPEN = Door(get=EVERYONE)
LEADS_TO_SIGN_IN = Door(get=NOBODY, post=NOBODY)


def a_group():
    open_newsroom()
    return {"group": "عمومی"}


def a_tag():
    make_item(hashtags="#آزمون")
    return {"tag": "آزمون"}


def a_town():
    return {"town": MunicipalityFactory().code}


def an_old_item():
    return {"number": make_first_item().legacy_id}


def an_old_gallery():
    index = open_newsroom()
    gallery = PhotoGalleryPage(title="گالری", lead="لید", legacy_id=393, published_at=NOON)
    index.add_child(instance=gallery)
    return {"number": 393}


WRITERS = frozenset({"administrator", "public_relations", "news_editor", "reporter"})
READERS_SEEN = SEE_ALL | {"public_relations", "news_editor", "reporter"}
PUBLISHERS = frozenset({"administrator", "public_relations"})


def a_made_visit():
    open_newsroom()
    return {"pk": VisitFactory(state="held", held_start=NOON).pk}


def a_held_session():
    open_newsroom()
    return {"pk": CountySessionFactory(state="held").pk}


def a_ranking():
    open_newsroom()
    return {"pk": make_publication().pk}


def a_project():
    open_newsroom()
    return {"pk": OpportunityFactory().pk}


DOORS = {
    "cms_sign_in": LEADS_TO_SIGN_IN,
    "news_sign_in": LEADS_TO_SIGN_IN,
    "newsroom:import": Door(get=PUBLISHERS, post=PUBLISHERS),
    "newsroom:import_take_in": Door(post=PUBLISHERS),
    "newsroom:drafts": Door(get=WRITERS),
    "newsroom:draft_visit": Door(post=WRITERS, arguments=a_made_visit),
    "newsroom:draft_session": Door(post=WRITERS, arguments=a_held_session),
    "newsroom:draft_ranking": Door(post=WRITERS, arguments=a_ranking),
    "newsroom:draft_project": Door(post=WRITERS, arguments=a_project),
    "newsroom:list": OPEN,
    "newsroom:group": Door(get=EVERYONE, arguments=a_group),
    "newsroom:tag": Door(get=EVERYONE, arguments=a_tag),
    "newsroom:town": Door(get=EVERYONE, arguments=a_town),
    "newsroom:month": Door(get=EVERYONE, arguments=lambda: {"year": 1399, "month": 12}),
    "newsroom:galleries": OPEN,
    "newsroom:atom": OPEN,
    "newsroom:json": OPEN,
    "newsroom:group_atom": Door(get=EVERYONE, arguments=a_group),
    "newsroom:group_json": Door(get=EVERYONE, arguments=a_group),
    "newsroom:tag_atom": Door(get=EVERYONE, arguments=a_tag),
    "newsroom:tag_json": Door(get=EVERYONE, arguments=a_tag),
    "newsroom:town_atom": Door(get=EVERYONE, arguments=a_town),
    "newsroom:town_json": Door(get=EVERYONE, arguments=a_town),
    "newsroom:old_item": Door(get=EVERYONE, arguments=an_old_item),
    "newsroom:old_group": Door(get=EVERYONE, arguments=lambda: {"rest": "/Default.aspx"}),
    "newsroom:old_gallery": Door(get=EVERYONE, arguments=an_old_gallery),
    "newsroom:read": Door(get=EVERYONE, arguments=lambda: {"pk": make_item().pk}),
    "newsroom:readers": Door(get=READERS_SEEN),
    "newsroom:readers_export": Door(get=READERS_SEEN),
    "newsroom:readers_of": Door(get=READERS_SEEN, arguments=lambda: {"pk": make_item().pk}),
    "newsroom:readers_of_export": Door(get=READERS_SEEN, arguments=lambda: {"pk": make_item().pk}),
    "newsroom:sitemap": OPEN,
    "newsroom:news_sitemap": OPEN,
    "newsroom:robots": OPEN,
    "newsroom:card": Door(get=EVERYONE, arguments=lambda: {"pk": make_item().pk, "digest": "other"}),
    "newsroom:picture": Door(get=EVERYONE, arguments=lambda: {"name": "images/none.webp"}),
}
