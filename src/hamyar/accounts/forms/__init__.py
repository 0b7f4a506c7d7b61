"""Forms of signing in and of the desk's people and roles."""

from hamyar.accounts.forms.desk import InvitationForm, PeopleFilterForm, RoleForm, RolesField, RolesForm
from hamyar.accounts.forms.sign_in import (
    AcceptInvitationForm,
    ActivateAppForm,
    ChangePasswordForm,
    CodeForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    OwnDetailsForm,
    RepeatedCodeForm,
    RepeatedPasswordForm,
    SignInForm,
)

__all__ = [
    "AcceptInvitationForm",
    "ActivateAppForm",
    "ChangePasswordForm",
    "CodeForm",
    "ForgottenPasswordForm",
    "InvitationForm",
    "NewPasswordForm",
    "OwnDetailsForm",
    "PeopleFilterForm",
    "RepeatedCodeForm",
    "RepeatedPasswordForm",
    "RoleForm",
    "RolesField",
    "RolesForm",
    "SignInForm",
]
