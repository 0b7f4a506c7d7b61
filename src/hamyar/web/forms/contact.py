"""How to reach the organisation, typed by an administrator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import LineField
from hamyar.core.persian import to_ascii_digits


class DigitsField(LineField):
    """A number that is dialled or written on an envelope; stored in ASCII digits."""

    def to_python(self, value: object) -> str:
        return to_ascii_digits(super().to_python(value))


class ContactForm(forms.Form):
    address_fa = LineField(label=_("Address in Persian"), required=False, max_length=300)
    address_en = LineField(label=_("Address in English"), required=False, max_length=300)
    postal_code = DigitsField(
        label=_("Postal code"), required=False, max_length=10, help_text=_("Ten digits.")
    )
    phone = DigitsField(
        label=_("Telephone"), required=False, max_length=40, help_text=_("With the code of the city.")
    )
    fax = DigitsField(label=_("Fax"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False)
    hours_fa = LineField(
        label=_("Office hours in Persian"),
        required=False,
        max_length=200,
        help_text=_("For example Saturday to Wednesday, 8 to 14."),
    )
    hours_en = LineField(label=_("Office hours in English"), required=False, max_length=200)
