"""People who sign in, the roles they hold, how they are invited and when they are locked out."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.enums import InvitationState


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create an ordinary user; without a password nobody can sign in as it yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Role(models.Model):
    """A named set of permission codes; roles are data, see ``definitions/roles.yaml``.

    ``shipped_permissions`` is what the definition said when it was last loaded. The difference to
    ``permissions`` is what an administrator changed, and survives the next loading.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fa = models.CharField(_("Persian name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    permissions = models.JSONField(_("permissions"), default=list)
    shipped_permissions = models.JSONField(_("permissions as shipped"), default=list)
    requires_second_factor = models.BooleanField(_("requires a second factor"), default=False)
    second_factor_as_shipped = models.BooleanField(_("second factor as shipped"), default=False)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_fa

    @property
    def is_edited(self) -> bool:
        """Tell whether an administrator changed what was shipped."""
        return (
            set(self.permissions) != set(self.shipped_permissions)
            or self.requires_second_factor != self.second_factor_as_shipped
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    roles = models.ManyToManyField(Role, verbose_name=_("roles"), blank=True, related_name="users")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the data administration"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)
    second_factor_due_at = models.DateTimeField(
        _("second factor due at"),
        null=True,
        blank=True,
        help_text=_("When a second factor must be in place; empty when none is owed."),
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    is_kept_out = False
    """Set at the edge while the second factor is overdue; a person kept out holds no permission."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique")]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """Return the name; Django and Wagtail ask for it."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the name; Django and Wagtail ask for it."""
        return self.full_name


class Invitation(models.Model):
    """A link sent by e-mail that makes one account, once, before it expires.

    ``scope`` is what later stages attach, such as ``{"municipality": "1359"}``; they read it when
    ``hamyar.accounts.signals.invitation_accepted`` is sent. Only the digest of the key is kept.
    """

    email = models.EmailField(_("e-mail address"))
    full_name = models.CharField(_("full name"), max_length=120, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    roles = models.ManyToManyField(Role, verbose_name=_("roles"), related_name="invitations")
    scope = models.JSONField(_("scope"), default=dict, blank=True)
    key_digest = models.CharField(_("digest of the key"), max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name=_("invited by"), related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(_("invited at"))
    sent_at = models.DateTimeField(_("last sent at"))
    expires_at = models.DateTimeField(_("expires at"))
    is_undelivered = models.BooleanField(_("the message could not be sent"), default=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    user = models.OneToOneField(
        User,
        on_delete=models.PROTECT,
        verbose_name=_("account"),
        related_name="invitation",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="accounts_invitation_one_open_per_email",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="accounts_invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, user__isnull=True)
                | Q(accepted_at__isnull=False, user__isnull=False),
                name="accounts_invitation_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="accounts_invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def state(self, *, at: datetime) -> InvitationState:
        """Return where the invitation stands at a moment."""
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.EXPIRED if self.expires_at <= at else InvitationState.PENDING


class SignInGuard(models.Model):
    """Failed sign-ins with one e-mail address, whether or not somebody has an account under it."""

    email = models.EmailField(_("e-mail address"), unique=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    last_failed_at = models.DateTimeField(_("last failed at"))
    locked_until = models.DateTimeField(_("locked until"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in guard")
        verbose_name_plural = _("sign-in guards")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email

    def is_locked(self, *, at: datetime) -> bool:
        """Tell whether sign-in with this address is refused at a moment."""
        return self.locked_until is not None and at < self.locked_until
