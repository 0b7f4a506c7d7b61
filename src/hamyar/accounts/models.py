"""People who sign in, and the roles they hold."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


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
        return set(self.permissions) != set(self.shipped_permissions)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, known by e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    position = models.CharField(_("position"), max_length=120, blank=True)
    roles = models.ManyToManyField(Role, verbose_name=_("roles"), blank=True, related_name="users")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may enter the data administration"), default=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

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
