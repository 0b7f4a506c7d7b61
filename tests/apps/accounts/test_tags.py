import pytest
from django.contrib.auth.models import AnonymousUser

from hamyar.accounts.templatetags.accounts import browser, may
from tests.factories.accounts import make_user

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Chrome – Windows"),
        (f"{CHROME} Edg/140.0", "Edge – Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/605.1",
            "Safari – iPhone",
        ),
        ("curl/8.1", "curl/8.1"),
        ("", "?"),
    ],
)
def test_a_browser_is_named_in_two_words(agent, words):
    assert browser(agent) == words


@pytest.mark.django_db
def test_templates_ask_for_permissions():
    assert may(make_user(role="analyst"), "priorities.publish_ranking")
    assert not may(make_user(role="mayor"), "priorities.publish_ranking")
    assert not may(AnonymousUser(), "priorities.publish_ranking")
