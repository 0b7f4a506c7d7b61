"""Messages this stage sends by itself; allauth sends the others."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from hamyar.accounts.models import Invitation
from hamyar.core.jalali import format_jalali
from hamyar.core.translation import active_language

logger = logging.getLogger(__name__)


def send_invitation(*, invitation: Invitation, link: str) -> None:
    """Send the link to the invited person, in the language of the page it was sent from.

    A message that cannot be sent is marked: the link can be handed over in another way.
    """
    language = active_language()
    context = {
        "invitation": invitation,
        "roles": list(invitation.roles.all()),
        "link": link,
        "until": format_jalali(invitation.expires_at, language=language),
        "organisation": settings.ORGANISATION.get(language, settings.ORGANISATION["fa"]),
    }
    subject = " ".join(render_to_string("accounts/mail/invitation_subject.txt", context).split())
    body = render_to_string("accounts/mail/invitation_message.txt", context).strip() + "\n"
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    invitation.is_undelivered = not _sent(message)
    invitation.save(update_fields=["is_undelivered"])


def _sent(message: EmailMessage) -> bool:
    try:
        return bool(message.send())
    except (OSError, SMTPException) as error:
        logger.warning("An invitation could not be sent: %s", type(error).__name__)
        return False
