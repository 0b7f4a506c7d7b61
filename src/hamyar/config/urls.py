"""Addresses: Persian has no prefix, English stands under ``/en/``."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hamyar.core.views.frame import service_worker
from hamyar.newsroom.views.story import story

handler400 = "hamyar.core.views.errors.bad_request"
handler403 = "hamyar.core.views.errors.refused"
handler404 = "hamyar.core.views.errors.not_found"
handler500 = "hamyar.core.views.errors.server_error"

only_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
"""The CMS brings doors of its own that ask for no second factor and know no lock-out; they lead to ours."""

urlpatterns = [
    path("service-worker.js", service_worker, name="service_worker"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("cms/login/", only_sign_in, name="cms_sign_in"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        # news first: each address that is tried before costs the readers of an item time
        path("", include("hamyar.newsroom.urls")),
        path("news/_util/login/", only_sign_in, name="news_sign_in"),
        re_path(r"^news/((?!_util/)(?:[\w\-]+/)*)$", story, name="wagtail_serve"),
        path("news/", include(wagtail_urls)),
        path("", include("hamyar.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("", include("hamyar.core.urls")),
        path("desk/places/", include("hamyar.places.urls")),
        path("", include("hamyar.indicators.urls")),
        path("", include("hamyar.web.municipality.urls")),
        path("", include("hamyar.group.urls")),
        path("", include("hamyar.priorities.urls")),
        path("", include("hamyar.visits.urls")),
        path("", include("hamyar.web.meeting.urls")),
        path("", include("hamyar.findings.urls")),
        path("", include("hamyar.projects.urls")),
        path("", include("hamyar.commitments.urls")),
        path("", include("hamyar.web.urls")),
        path("", include("hamyar.web.field.urls")),
        prefix_default_language=False,
    ),
]
