"""The choices of this stage."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    """Where a method version stands; once adopted it is frozen."""

    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    SUPERSEDED = "superseded", _("superseded")


class ReplyState(TextChoices):
    """Where a reply of a ranked municipality stands."""

    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined with reason")


VERSION_MOVES: dict[VersionState, tuple[VersionState, ...]] = {
    VersionState.DRAFT: (VersionState.ADOPTED,),
    VersionState.ADOPTED: (VersionState.SUPERSEDED,),
    VersionState.SUPERSEDED: (),
}
