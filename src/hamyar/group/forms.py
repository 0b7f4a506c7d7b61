"""Forms of the desk; they help the user, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.core.forms import JalaliDateField, RecordField
from hamyar.group.models import Company


class CompanyRepresentationForm(forms.Form):
    user = RecordField(label=_("user"), queryset=User.objects.none())
    company = RecordField(label=_("company"), queryset=Company.objects.none(), to_field_name="code")
    is_head = forms.BooleanField(
        label=_("heads the company"),
        required=False,
        help_text=_("The head is told of promises that stay overdue."),
    )
    since = JalaliDateField(label=_("from"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = User.objects.filter(is_active=True).order_by("full_name", "pk")
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a choice of records
        self.fields["company"].queryset = Company.objects.all()  # type: ignore[attr-defined]  # as above


class EndForm(forms.Form):
    until = JalaliDateField(label=_("until"), help_text=_("From this day on it no longer holds."))
