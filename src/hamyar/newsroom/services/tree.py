"""What the newsroom needs before anybody writes: the index page, groups, rights, the way to publication."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from hamyar.core.audit import record
from hamyar.newsroom.enums import NewsRole
from hamyar.newsroom.models import NewsGroup, NewsIndexPage
from hamyar.newsroom.services.templates import load_templates

PAGE_RIGHTS = {
    NewsRole.REPORTER: ("add_page",),
    NewsRole.EDITOR: ("add_page", "change_page"),
    NewsRole.MANAGER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
FILE_RIGHTS = {
    NewsRole.REPORTER: ("add", "choose"),
    NewsRole.EDITOR: ("add", "change", "choose"),
    NewsRole.MANAGER: ("add", "change", "delete", "choose"),
}
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
DESK_MODELS = (
    ("newsroom", "newsgroup"),
    ("newsroom", "newstemplate"),
    ("group", "company"),
    ("group", "brand"),
)
ROOT_NAME = "ریشه"
WORKFLOW = "از خبرنگار تا انتشار"
STEPS = (("بازبینی سردبیر", NewsRole.EDITOR), ("تأیید مدیر روابط عمومی", NewsRole.MANAGER))


@transaction.atomic
def ensure_newsroom(*, at: datetime) -> NewsIndexPage:
    """Make the index page with its site, groups, rights and workflow where they are missing.

    It may be repeated without harm; one audit entry when the index was made.
    """
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(title=ROOT_NAME, slug="root")
    _name_roots()
    index = NewsIndexPage.objects.first()
    if index is None:
        index = root.add_child(instance=NewsIndexPage(title="خبرها", slug="news"))
        record(by=None, at=at, action="make_news_index", target=index)
    _ensure_site(root=root, index=index)
    collection = Collection.get_first_root_node() or Collection.add_root(name=ROOT_NAME)
    for role in NewsRole:
        _ensure_group(role=role, index=index, collection=collection)
    _ensure_workflow(index=index)
    NewsGroup.objects.get_or_create(
        slug="عمومی", defaults={"name_fa": "عمومی", "name_en": "General", "position": 1}
    )
    load_templates()
    return index


def _name_roots() -> None:
    """Give what Wagtail's migrations named in English a Persian name."""
    Page.objects.filter(depth=1, title="Root").update(title=ROOT_NAME, draft_title=ROOT_NAME)
    Collection.objects.filter(depth=1, name="Root").update(name=ROOT_NAME)


def _ensure_site(*, root: Page, index: NewsIndexPage) -> None:
    """Make the index the root of the only site; what Wagtail's first migration made goes."""
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "port": 80,
            "root_page": index,
            "site_name": settings.ORGANISATION["fa"],
        },
    )
    welcome = root.get_children().filter(content_type__model="page").exclude(pk=index.pk)
    for page in welcome.filter(numchild=0):
        page.delete()
        PageLogEntry.objects.filter(page_id=page.pk).delete()
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Workflow.objects.filter(name="Moderators approval").delete()


def _ensure_group(*, role: NewsRole, index: NewsIndexPage, collection: Collection) -> None:
    group, _is_new = Group.objects.get_or_create(name=role.value)
    wanted = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*wanted)
    for codename in PAGE_RIGHTS[role]:
        right = _permission("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=right)
    for app, model in FILES:
        for action in FILE_RIGHTS[role]:
            right = _permission(app, f"{action}_{model}")
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=right
            )
    if role == NewsRole.MANAGER:
        for app, model in DESK_MODELS:
            group.permissions.add(*(_permission(app, f"{act}_{model}") for act in ("add", "change", "view")))


def _permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _ensure_workflow(*, index: NewsIndexPage) -> None:
    if WorkflowPage.objects.filter(page=index).exists():
        return
    GroupApprovalTask.objects.filter(name="Moderators approval").delete()
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (name, role) in enumerate(STEPS):
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.set([Group.objects.get(name=role.value)])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
