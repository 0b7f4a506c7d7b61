"""How allauth behaves here: nobody signs up by themselves, and failures are counted."""

import time
from typing import TYPE_CHECKING, Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from hamyar.accounts.errors import UnableToSignInError
from hamyar.accounts.selectors.second_factor import SECOND_FACTORS, needs_second_factor
from hamyar.accounts.services import record_failed_sign_in, refuse_locked_address
from hamyar.core.errors import as_validation_error

if TYPE_CHECKING:
    from hamyar.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by e-mail for invited people."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Refuse: people are invited."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while the address is locked out, then while the machine is trying too much."""
        try:
            refuse_locked_address(email=credentials.get("email", ""), at=timezone.now())
        except UnableToSignInError as refusal:
            raise as_validation_error(refusal) from refusal
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong password."""
        super().authentication_failed(request, **credentials)
        if email := credentials.get("email"):
            record_failed_sign_in(email=email, at=timezone.now(), reason="password")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask again for what was proved a moment ago by signing in."""
        records = context.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or [{"at": 0}]
        if time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_logout_redirect_url(self, _request: HttpRequest) -> str:
        """Return the public front page, in the language of the page that was left."""
        return "/en/" if get_language() == "en" else "/"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: whose they are called, and when one must stay."""

    def get_totp_issuer(self) -> str:
        """Name the organisation in the authenticator app, in Latin letters, which all apps show."""
        return f"Hamyar {settings.ORGANISATION['en']}"

    def _get_site_name(self) -> str:
        return str(settings.ORGANISATION["fa"])

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor of a person whose role requires one."""
        user: User = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exclude(pk=authenticator.pk)
        return not needs_second_factor(user=user) or bool(others.exists())
