"""Rules of passwords."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext

from hamyar.accounts.formats import whole


class LengthValidator(MinimumLengthValidator):
    """Django's rule of length, with the digits of the page."""

    def get_error_message(self) -> str:
        """Say how long a password must be, when one is too short."""
        message = gettext("The password is too short: it needs at least {count} characters.")
        return message.format(count=whole(self.min_length))

    def get_help_text(self) -> str:
        """Say how long a password must be."""
        message = gettext("At least {count} characters; several words are easier to keep in mind.")
        return message.format(count=whole(self.min_length))
