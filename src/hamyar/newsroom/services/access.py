"""Wagtail's groups follow our roles: who may do what is decided in one place."""

from django.contrib.auth.models import Group

from hamyar.accounts.models import User
from hamyar.accounts.registry import covers
from hamyar.newsroom.enums import PERMISSION_OF, NewsRole


def sync_groups(*, user: User) -> None:
    """Put a person into exactly the newsroom groups that the roles give."""
    held = frozenset(code for role in user.roles.all() for code in role.permissions)
    wanted = {role.value for role in NewsRole if user.is_active and covers(held, PERMISSION_OF[role])}
    user.groups.remove(
        *Group.objects.filter(name__in=[role.value for role in NewsRole]).exclude(name__in=wanted)
    )
    user.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in sorted(wanted)))


def sync_all_groups() -> None:
    """Put everybody into the newsroom groups that the roles give."""
    for user in User.objects.prefetch_related("roles"):
        sync_groups(user=user)
