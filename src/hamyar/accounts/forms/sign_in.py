"""Forms of signing in, accepting an invitation and one's own details."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.forms import ReauthenticateForm as ReauthenticatePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.errors import UnableToSignInError
from hamyar.accounts.models import User
from hamyar.accounts.services import refuse_locked_address
from hamyar.core.errors import as_validation_error
from hamyar.core.persian import normalise_line, to_ascii_digits

CODE_ATTRIBUTES = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": ""}


class _LatinFields:
    """Fields of allauth for addresses and passwords: written from the left, without a placeholder."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs["dir"] = "ltr"


class SignInForm(_LatinFields, LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device for two weeks")


class ForgottenPasswordForm(_LatinFields, ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class NewPasswordForm(_LatinFields, ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    pass


class ChangePasswordForm(_LatinFields, AllauthChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class RepeatedPasswordForm(_LatinFields, ReauthenticatePasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class _GuardedCode:
    """A code of the authenticator app, in Persian or ASCII digits, unless the person is locked out."""

    user: User
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs |= CODE_ATTRIBUTES

    def clean_code(self) -> str:
        try:
            refuse_locked_address(email=self.user.email, at=timezone.now())
        except UnableToSignInError as refusal:
            raise as_validation_error(refusal) from refusal
        self.cleaned_data["code"] = to_ascii_digits(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]  # of the form beside this mixin
        return code


class CodeForm(_GuardedCode, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class RepeatedCodeForm(_GuardedCode, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class ActivateAppForm(_GuardedCode, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    pass


class OwnDetailsForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    position = forms.CharField(
        label=_("Position"),
        max_length=120,
        required=False,
        help_text=_("Such as: planner, mayor of Roshtkhar."),
    )

    def clean_full_name(self) -> str:
        return normalise_line(self.cleaned_data["full_name"])

    def clean_position(self) -> str:
        return normalise_line(self.cleaned_data["position"])


class AcceptInvitationForm(OwnDetailsForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
        help_text=lazy(password_validators_help_text_html, str)(),
    )
    password_again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords are not the same."))
        if password:
            self._judge(password, cleaned.get("full_name", ""))
        return cleaned

    def _judge(self, password: str, full_name: str) -> None:
        try:
            validate_password(password, User(email=self._email, full_name=full_name))
        except ValidationError as error:
            self.add_error("password", error)
