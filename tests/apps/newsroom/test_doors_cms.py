"""What a dishonest reporter or editor may try in the CMS, and what closed doors answer to everyone else."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from hamyar.newsroom.models import NewsIndexPage, NewsPage
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_item, open_newsroom

pytestmark = pytest.mark.django_db


def acting(client, role):
    user = make_user(role=role)
    client.force_login(user)
    return user


def there(page):
    return NewsPage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("role", ["reporter", "news_editor"])
def test_what_readers_were_shown_is_not_deleted_by_those_who_may_not_publish(client, role):
    user = acting(client, role)
    item = make_item()
    NewsPage.objects.filter(pk=item.pk).update(owner=user)
    item.refresh_from_db()
    NewsPage.objects.get(pk=item.pk).unpublish()
    client.post(reverse("wagtailadmin_pages:delete", args=[item.pk]))
    assert there(item)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{many}?id={item.pk}")
    assert there(item)


def test_a_draft_of_ones_own_that_nobody_read_may_go_and_anothers_may_not(client):
    user = acting(client, "reporter")
    own, other = make_item(title="خود", live=False), make_item(title="دیگری", live=False)
    NewsPage.objects.filter(pk=own.pk).update(owner=user)
    for item in (own, other):
        client.post(reverse("wagtailadmin_pages:delete", args=[item.pk]))
    assert (there(own), there(other)) == (False, True)


def test_nobody_deletes_the_root_of_all_news(client):
    index = open_newsroom()
    for role in ("public_relations", "administrator"):
        acting(client, role)
        client.post(reverse("wagtailadmin_pages:delete", args=[index.pk]))
    assert NewsIndexPage.objects.count() == 1


def test_a_reporter_changes_nothing_of_anothers_published_item(client):
    acting(client, "reporter")
    item = make_item(title="خبر دیگری")
    before = NewsPage.objects.values().get(pk=item.pk)
    revisions = item.revisions.count()
    for act in ("unpublish", "lock", "unlock", "edit", "set_privacy"):
        answer = client.post(
            reverse(f"wagtailadmin_pages:{act}", args=[item.pk]),
            {"title": "دگرگون", "action-publish": "1", "restriction_type": "login"},
        )
        assert answer.status_code in {302, 403, 405}, act
    assert NewsPage.objects.values().get(pk=item.pk) == before
    assert item.revisions.count() == revisions
    assert item.get_view_restrictions().count() == 0


def test_a_reporter_publishes_nothing_of_their_own(client):
    user = acting(client, "reporter")
    item = make_item(title="خود", live=False)
    NewsPage.objects.filter(pk=item.pk).update(owner=user)
    item.get_workflow().start(item, user)
    task = item.current_workflow_task
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[item.pk, "approve", item.current_workflow_task_state.pk]
    )
    client.post(address, {"comment": ""})
    client.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]),
        {"title": "خود", "body-count": "0", "action-publish": "1"},
    )
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{many}?id={item.pk}")
    fresh = NewsPage.objects.get(pk=item.pk)
    assert not fresh.live
    assert fresh.current_workflow_task == task


CLOSED = (
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
    "wagtailsites:index",
    "wagtailsites:add",
    "wagtailadmin_collections:index",
    "wagtailadmin_collections:add",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:add",
    "wagtailsnippets_newsroom_newstemplate:list",
    "wagtailsnippets_newsroom_newsgroup:add",
    "wagtailsnippets_group_company:list",
)


@pytest.mark.parametrize("role", ["reporter", "news_editor"])
def test_people_sites_workflows_and_templates_are_closed_to_writers(client, role):
    open_newsroom()
    acting(client, role)
    for name in CLOSED:
        answer = client.get(reverse(name))
        assert answer.status_code in {302, 403, 404}, name


def test_letters_with_a_new_password_come_only_from_our_own_door(client):
    user = make_user(role="public_relations")
    for address in ("/cms/password_reset/", "/cms/password_reset/confirm/x/y-z/"):
        assert client.get(address).status_code in {302, 404}
        assert client.post(address, {"email": user.email}).status_code in {302, 404}
    assert SESSION_KEY not in client.session
