"""How to reach the organisation: read by everybody, changed by an administrator.

Who may change it is decided by the caller (``core.change_contact``): the core knows no roles.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from hamyar.core.audit import record
from hamyar.core.errors import UnableToError
from hamyar.core.identifiers import is_postal_code
from hamyar.core.models import Contact
from hamyar.core.translation import active_language
from hamyar.core.translation import gettext_noop as _

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

ONLY = 1


class UnableToChangeContactError(UnableToError):
    """An address or number that cannot be right."""

    default_code = "contact_refused"


@dataclass(frozen=True)
class ContactDetails:
    """What is known of how to reach the organisation; empty means not known here."""

    address_fa: str = ""
    address_en: str = ""
    postal_code: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    hours_fa: str = ""
    hours_en: str = ""

    @property
    def address(self) -> str:
        """Return the address in the language of the page; Persian where no other is known."""
        return (self.address_en if active_language() == "en" else "") or self.address_fa

    @property
    def hours(self) -> str:
        """Return the office hours in the language of the page; Persian where no other is known."""
        return (self.hours_en if active_language() == "en" else "") or self.hours_fa


def contact_details() -> ContactDetails:
    """Return what an administrator entered, or nothing at all."""
    stored = Contact.objects.filter(pk=ONLY).values(*asdict(ContactDetails())).first()
    return ContactDetails(**stored) if stored else ContactDetails()


@transaction.atomic
def change_contact(*, details: ContactDetails, by: Model | None, at: datetime) -> None:
    """Store how to reach the organisation.

    Side effects: one audit entry where anything changed.

    Raises
    ------
    UnableToChangeContactError
        When the postal code is none.
    """
    if details.postal_code and not is_postal_code(details.postal_code):
        raise UnableToChangeContactError(
            _("A postal code has ten digits, for example 9185712345."), "postal_code_wrong"
        )
    before, after = asdict(contact_details()), asdict(details)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if changes:
        stored, _is_new = Contact.objects.update_or_create(pk=ONLY, defaults=after)
        record(by=by, at=at, action="change_contact", target=stored, changes=changes)
