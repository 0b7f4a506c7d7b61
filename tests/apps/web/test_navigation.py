import pytest
from django.contrib.auth.models import AnonymousUser

from hamyar.accounts.models import User
from hamyar.web.navigation import DESK, FOOTER, PUBLIC, Page, desk_links, links_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

START = Page("web:desk", "میز کار")
OPEN = Page("places:list", "شهرداری‌ها")
CLOSED = Page("core:style", "سبک", permission="accounts.manage_roles")
NOWHERE = Page("nowhere:list", "ناکجا")


def addresses(pages: tuple[Page, ...], user: User | AnonymousUser, path: str = "/") -> list[str]:
    return [link.address for link in links_of(pages, user=user, path=path)]


def test_a_page_that_does_not_exist_is_left_out() -> None:
    assert addresses((OPEN, NOWHERE), AnonymousUser()) == addresses((OPEN,), AnonymousUser())


def test_a_page_the_reader_may_not_see_is_left_out() -> None:
    assert addresses((CLOSED,), AnonymousUser()) == []
    assert addresses((CLOSED,), make_user(role="mayor")) == []
    assert addresses((CLOSED,), make_user(role="administrator")) == ["/desk/style/"]


def test_a_page_for_staff_is_shown_to_staff_only() -> None:
    page = Page("core:style", "سبک", staff_only=True)
    assert addresses((page,), make_user(role="administrator")) == []
    assert addresses((page,), make_user(role="administrator", is_staff=True)) == ["/desk/style/"]


@pytest.mark.parametrize(
    ("path", "here"),
    [("/desk/", [True, False]), ("/desk/style/", [False, True]), ("/desk/style/x/", [False, True])],
)
def test_the_link_of_the_page_and_of_those_under_it_is_marked(path: str, here: list[bool]) -> None:
    pages = (START, Page("core:style", "سبک"))
    assert [link.is_here for link in links_of(pages, user=AnonymousUser(), path=path)] == here


def test_a_group_without_a_page_is_left_out() -> None:
    codes = [group.code for group in desk_links(user=make_user(role="mayor"), path="/desk/")]
    assert codes[0] == "start"
    assert set(codes) <= {group.code for group in DESK}
    assert all(group.links for group in desk_links(user=make_user(role="planner"), path="/desk/"))


def test_waiting_work_is_counted() -> None:
    page = Page("web:desk", "میز کار", count="tests.apps.web.test_navigation:three")
    assert [link.count for link in links_of((page,), user=AnonymousUser(), path="/")] == [3]


def three(*, user: object) -> int:
    return 3


def test_the_header_offers_six_links_and_the_footer_others() -> None:
    assert len(PUBLIC) == 6
    assert not {page.name for page in PUBLIC} & {page.name for page in FOOTER}
