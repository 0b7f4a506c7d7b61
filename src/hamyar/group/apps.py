from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupConfig(AppConfig):
    name = "hamyar.group"
    label = "group"
    verbose_name = _("Companies and brands")
