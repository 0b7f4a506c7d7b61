"""An editor's way through ``/cms/`` from the first draft to taking the item back: Persian and Jalali on every page."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Watch
from tests.browser.editors_desk import Desk
from tests.factories.accounts import make_user
from tests.factories.newsroom import make_item

pytestmark = pytest.mark.usefixtures("styles_from_source")


def test_every_page_of_the_editor_is_persian(desk: Callable[[str], Desk]) -> None:
    item = make_item(title="خبر نخست")
    item.title = "خبر بازنویسی‌شده"
    item.save_revision().publish()
    first, second = item.revisions.order_by("created_at")
    draft = make_item(title="خبر در راه", live=False)
    manager = desk("public_relations")
    for path in (
        "",
        "pages/",
        f"pages/{item.get_parent().pk}/",
        f"pages/{item.get_parent().pk}/?q=خبر&status=live",
        f"pages/add/newsroom/photogallerypage/{item.get_parent().pk}/",
        f"pages/{item.pk}/edit/",
        f"pages/{draft.pk}/edit/",
        f"pages/{item.pk}/history/",
        f"pages/{item.pk}/history/?timestamp_from=1405/01/01",
        f"pages/{item.pk}/usage/",
        f"pages/{item.pk}/revisions/{first.pk}/revert/",
        f"pages/{item.pk}/revisions/compare/{first.pk}...{second.pk}/",
        f"pages/{item.pk}/unpublish/",
        f"pages/{draft.pk}/delete/",
        f"pages/{item.pk}/copy/",
        f"pages/{item.pk}/move/",
        "pages/search/?q=خبر",
        "images/",
        "images/add/",
        "documents/",
        "documents/add/",
        "snippets/newsroom/newsgroup/",
        "snippets/newsroom/newsgroup/add/",
        "snippets/group/company/",
        "snippets/group/company/add/",
        "snippets/group/brand/",
        "snippets/group/brand/add/",
        "reports/locked/",
        "reports/workflow/",
        "reports/workflow_tasks/",
        "reports/site-history/",
        "reports/aging-pages/",
        "account/",
    ):
        manager.open(path)
    assert manager.faults == {}


def test_scheduling_and_taking_back_speak_persian(desk: Callable[[str], Desk], watch: Watch) -> None:
    watch.allow("400 (Bad Request)")  # saving by itself, overtaken by the button on a busy machine
    item = make_item(title="خبر نخست")
    manager = desk("public_relations")
    manager.open(f"pages/{item.pk}/edit/")
    page = manager.page
    page.get_by_role("button", name="باز و بسته کردن وضعیت").click()
    page.get_by_role("button", name="تعیین زمان").first.click()
    manager.read("schedule dialog")
    page.locator("[name=expire_at]").fill("1410/01/15 08:00")
    page.get_by_role("button", name="ذخیره زمان‌بندی").click()
    manager.press("انتشار")
    manager.read("scheduled")
    item.refresh_from_db()
    assert item.expire_at is not None
    assert item.expire_at.year == 2031
    manager.open(f"pages/{item.pk}/edit/")
    page.get_by_role("button", name="باز و بسته کردن وضعیت").click()
    manager.read("status panel")
    manager.open(f"pages/{item.pk}/unpublish/")
    page.get_by_role("button", name="بله، برداشته شود").click()
    manager.read("taken back")
    item.refresh_from_db()
    assert (item.live, manager.faults) == (False, {})


def test_what_lies_deeper_in_the_editor_is_persian(desk: Callable[[str], Desk]) -> None:
    item = make_item(title="خبر نخست")
    index = item.get_parent()
    waiting = make_item(title="خبر در راه", live=False)
    state = index.get_workflow().start(waiting, make_user(role="reporter", full_name="نویسندهٔ آزمایشی"))
    task = state.current_task_state
    editor = desk("news_editor")
    for path in ("", f"pages/{waiting.pk}/edit/"):
        editor.open(path)
    task.specific.reject(
        user=make_user(role="news_editor", full_name="سردبیر آزمایشی"), comment="لید کوتاه شود."
    )
    for path in (
        f"pages/{waiting.pk}/workflow_history/",
        f"pages/{waiting.pk}/workflow_history/detail/{state.pk}/",
        f"pages/{waiting.pk}/edit/",
        f"pages/{index.pk}/?status=draft&has_child_pages=false",
    ):
        editor.open(path)
    assert editor.faults == {}


def test_bulk_actions_and_a_lost_page_speak_persian(desk: Callable[[str], Desk], watch: Watch) -> None:
    watch.allow("404 (Not Found)")
    item, other = make_item(title="خبر نخست"), make_item(title="خبر دوم", live=False)
    manager = desk("public_relations")
    chosen = f"?next=/cms/&id={item.pk}&id={other.pk}"
    for action in ("publish", "unpublish", "move", "delete"):
        manager.open(f"bulk/wagtailcore/page/{action}/{chosen}")
    manager.page.goto("/cms/nothing-here/")
    manager.read("lost page")
    assert manager.faults == {}
