from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "hamyar.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        """Listen to invitations that were accepted."""
        from hamyar.places import receivers  # noqa: F401 - listens from now on
