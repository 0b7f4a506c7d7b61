"""The filters of the record of changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from hamyar.core.audit.naming import action_name, kind_name
from hamyar.core.audit.selectors import AuditFilter, audit_actions, audit_actors, audit_kinds
from hamyar.core.forms import JalaliDateField, LineField
from hamyar.core.persian import sort_key

Choices = list[tuple[str, str]]


def _sorted(choices: Choices) -> Choices:
    return [("", _t("All")), *sorted(choices, key=lambda choice: sort_key(choice[1]))]


class AuditFilterForm(forms.Form):
    hide_optional = True
    who = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("Action"), required=False)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    words = LineField(label=_("Name of the record or person"), required=False, max_length=100)
    first_on = JalaliDateField(label=_("From"), required=False)
    last_on = JalaliDateField(label=_("To"), required=False)
    record = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = [(number, name or _t("The system")) for number, name in audit_actors()]
        offered = {
            "who": actors,
            "action": [(code, action_name(code)) for code in audit_actions()],
            "kind": [(label, kind_name(label)) for label in audit_kinds()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
            field.choices = _sorted(choices)

    def wanted(self) -> AuditFilter:
        """Return what to look for; a field that is wrong does not filter and says so."""
        self.is_valid()
        return AuditFilter(**{name: value for name, value in self.cleaned_data.items() if value})
