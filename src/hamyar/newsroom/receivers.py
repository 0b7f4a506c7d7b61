"""What happens when items are published and when people's roles change."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed

from hamyar.accounts.models import Role, User
from hamyar.core.pagecache import register_live_part
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.selectors import view_count
from hamyar.newsroom.services.access import sync_groups
from hamyar.newsroom.services.hashtags import index_hashtags
from hamyar.newsroom.services.history import note_address, note_wording
from hamyar.newsroom.tasks import draw_pictures_in_background


def offer_live_parts() -> None:
    """Let pages be kept whole while the count of readers in them stays true."""
    register_live_part("readers", _readers)


def _readers(page_id: int) -> str:
    return format_number(view_count(page_id=page_id), language=active_language())


@receiver(page_published)
def follow_publishing(instance: Page, **_extra: Any) -> None:
    """Keep the hashtags of what is published, and have its pictures drawn before readers come."""
    if isinstance(instance, NewsPage | PhotoGalleryPage):
        index_hashtags(page=instance)
        note_wording(page=instance)
        transaction.on_commit(lambda: draw_pictures_in_background.enqueue(instance.pk) and None)


@receiver(page_slug_changed)
def follow_address(instance: Page, instance_before: Page, **_extra: Any) -> None:
    """Keep the address under which an item was published."""
    if isinstance(instance, NewsPage | PhotoGalleryPage):
        note_address(page=instance, former=instance_before.slug)


@receiver(m2m_changed, sender=User.roles.through)
def follow_roles_of_person(instance: Any, action: str, **_extra: Any) -> None:
    """Follow what roles a person holds."""
    if not action.startswith("post_"):
        return
    people = [instance] if isinstance(instance, User) else list(instance.users.all())
    for person in people:
        sync_groups(user=person)


@receiver(post_save, sender=Role)
def follow_role(instance: Role, created: bool, **_extra: Any) -> None:  # noqa: FBT001 - Django's signature
    """Follow what a role may do."""
    if not created:
        for person in instance.users.all():
            sync_groups(user=person)


@receiver(post_save, sender=User)
def follow_person(instance: User, created: bool, **_extra: Any) -> None:  # noqa: FBT001 - Django's signature
    """Follow whether an account is active."""
    if not created and instance.groups.exists():
        sync_groups(user=instance)
