"""What the views share: who reads, and which promise they may read."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from hamyar.accounts.edge import signed_in
from hamyar.accounts.models import User
from hamyar.commitments.models import Commitment
from hamyar.commitments.permissions import VIEW_OWN, can_enter
from hamyar.commitments.selectors import find_commitment


def reader(request: HttpRequest) -> User:
    """Return the signed-in person; refuse who may not enter the register."""
    user = signed_in(request)
    if not can_enter(user=user):
        raise PermissionDenied(VIEW_OWN)
    return user


def readable(*, user: User, pk: int) -> Commitment:
    """Return a promise; refuse who may not read it."""
    found = find_commitment(user=user, pk=pk)
    if found is not None:
        return found
    if Commitment.objects.filter(pk=pk).exists():
        raise PermissionDenied(VIEW_OWN)
    raise Http404
