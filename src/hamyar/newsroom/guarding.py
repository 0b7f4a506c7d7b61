"""What the CMS would let people delete although readers were shown it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page

from hamyar.accounts.permissions import has_permission
from hamyar.newsroom.models import NewsIndexPage

PUBLISH = "newsroom.publish_news"


def guard_deletion(request: HttpRequest, page: Page) -> None:
    """Keep the root of all news, and what was ever published from those who may not publish.

    Raises
    ------
    PermissionDenied
        When the page stays.
    """
    was_told = page.live or page.first_published_at is not None
    is_root = issubclass(page.specific_class, NewsIndexPage)
    if is_root or (was_told and not has_permission(request.user, PUBLISH)):
        raise PermissionDenied


def guard_deletion_of_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: object
) -> None:
    """Guard each page of a deletion in one go."""
    if action_type != "delete":
        return
    for each in objects:
        if isinstance(each, Page):
            guard_deletion(request, each)
