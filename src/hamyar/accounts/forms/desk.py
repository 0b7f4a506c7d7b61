"""Forms of the desk's people and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.enums import PersonState
from hamyar.accounts.models import Role
from hamyar.accounts.permissions import EVERYTHING, SEE_EVERYTHING
from hamyar.accounts.registry import PermissionStage, permission_stages
from hamyar.accounts.selectors.people import PeopleFilter
from hamyar.core.forms import RecordField
from hamyar.core.persian import normalise_line


class RolesField(forms.ModelMultipleChoiceField[Role]):
    """Roles as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Roles"))
        super().__init__(queryset=Role.objects.all(), widget=forms.CheckboxSelectMultiple, **kwargs)


class PeopleFilterForm(forms.Form):
    hide_optional = True
    q = forms.CharField(label=_("Name, e-mail or position"), required=False)
    role = RecordField(
        label=_("Role"),
        queryset=Role.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *PersonState.choices]
    )

    def chosen(self) -> PeopleFilter:
        """Return what is asked for; a wrong value asks for nothing."""
        self.is_valid()
        role = self.cleaned_data.get("role")
        return PeopleFilter(
            words=normalise_line(self.cleaned_data.get("q", "")),
            role=role.code if role else "",
            state=self.cleaned_data.get("state", ""),
        )


class RolesForm(forms.Form):
    hide_optional = True
    roles = RolesField(required=False)


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )
    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False)
    position = forms.CharField(label=_("Position"), max_length=120, required=False)
    roles = RolesField(error_messages={"required": _("Choose at least one role.")})

    def clean_full_name(self) -> str:
        return normalise_line(self.cleaned_data["full_name"])

    def clean_position(self) -> str:
        return normalise_line(self.cleaned_data["position"])


class RoleForm(forms.Form):
    """What one role may do: seeing everything, whole stages, single permissions."""

    hide_optional = True

    see_everything = forms.BooleanField(
        label=_("Sees everything, also what comes with later versions"), required=False
    )
    requires_second_factor = forms.BooleanField(label=_("Its people need a second factor"), required=False)

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "see_everything": SEE_EVERYTHING in role.permissions,
            "requires_second_factor": role.requires_second_factor,
            **{f"{stage.code}_permissions": _ticked(stage, role) for stage in permission_stages()},
        }
        super().__init__(*args, **kwargs)
        for stage in permission_stages():
            self.fields[f"{stage.code}_permissions"] = forms.MultipleChoiceField(
                label=str(stage.label),
                choices=_choices(stage),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self._role = role

    def stage_fields(self) -> list[forms.BoundField]:
        """Return the fields of the stages, in the order of the chain."""
        return [self[f"{stage.code}_permissions"] for stage in permission_stages()]

    def permissions(self) -> list[str]:
        """Return the codes that were ticked."""
        codes = [SEE_EVERYTHING] if self.cleaned_data["see_everything"] else []
        codes += [EVERYTHING] if EVERYTHING in self._role.permissions else []
        for stage in permission_stages():
            codes += self.cleaned_data[f"{stage.code}_permissions"]
        return codes


def _choices(stage: PermissionStage) -> list[tuple[str, Any]]:
    whole = (f"{stage.code}.*", _("Everything of this part, also what comes with later versions"))
    return [whole, *((p.code, str(p.label)) for p in stage.permissions)]


def _ticked(stage: PermissionStage, role: Role) -> list[str]:
    return [code for code in role.permissions if code.startswith(f"{stage.code}.")]
