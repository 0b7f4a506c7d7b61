"""Who may do what with methods, runs and publications."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.places.models import Municipality
from hamyar.places.selectors import municipalities_represented_by
from hamyar.priorities.models import Reply

Person = User | AnonymousUser

VIEW_DESK = "priorities.view_desk"
CHANGE_METHOD = "priorities.change_method"
ADOPT_METHOD = "priorities.adopt_method"
COMPUTE_RANKING = "priorities.compute_ranking"
PUBLISH_RANKING = "priorities.publish_ranking"
ANSWER_REPLY = "priorities.answer_reply"


def can_reply(*, user: Person, municipality: Municipality) -> bool:
    """Tell whether the user speaks for this municipality."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return municipalities_represented_by(user=user).filter(pk=municipality.pk).exists()


def require_can_reply(*, user: Person, municipality: Municipality) -> None:
    """Refuse a user who does not speak for this municipality."""
    if not can_reply(user=user, municipality=municipality):
        raise PermissionDenied


def replies_visible_to(*, user: Person) -> QuerySet[Reply]:
    """Return the replies the user may read: all of them on the desk, else those of the own municipalities."""
    if has_permission(user, VIEW_DESK):
        return Reply.objects.all()
    if not isinstance(user, User):
        return Reply.objects.none()
    return Reply.objects.filter(municipality__in=municipalities_represented_by(user=user))
