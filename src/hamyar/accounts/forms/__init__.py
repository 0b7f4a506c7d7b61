"""Forms of signing in and of the desk's people and roles."""

from hamyar.accounts.forms.desk import InvitationForm, PeopleFilterForm, RoleForm, RolesField, RolesForm
from hamyar.accounts.forms.sign_in import (
    AcceptInvitationForm,
    ActivateAppForm,
    CodeForm,
    ForgottenPasswordForm,
    OwnDetailsForm,
    RepeatedCodeForm,
    SignInForm,
)

__all__ = [
    "AcceptInvitationForm",
    "ActivateAppForm",
    "CodeForm",
    "ForgottenPasswordForm",
    "InvitationForm",
    "OwnDetailsForm",
    "PeopleFilterForm",
    "RepeatedCodeForm",
    "RoleForm",
    "RolesField",
    "RolesForm",
    "SignInForm",
]
