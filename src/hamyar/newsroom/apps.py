from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "hamyar.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from hamyar.newsroom import jalali_admin, persian_admin, persian_tables, receivers

        jalali_admin.install()
        persian_admin.install()
        persian_tables.install()
        receivers.offer_live_parts()
