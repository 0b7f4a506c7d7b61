"""How to reach the organisation; one row at most."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Contact(models.Model):
    """Address and numbers of the organisation, as an administrator entered them; empty means not known here."""

    address_fa = models.CharField(_("address in Persian"), max_length=300, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours_fa = models.CharField(_("office hours in Persian"), max_length=200, blank=True)
    hours_en = models.CharField(_("office hours in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contact of the organisation")
        verbose_name_plural = _("contact of the organisation")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="core_contact_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
