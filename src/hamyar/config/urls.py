"""Addresses: Persian has no prefix, English stands under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", include("hamyar.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("hamyar.web.urls")),
        prefix_default_language=False,
    ),
]
