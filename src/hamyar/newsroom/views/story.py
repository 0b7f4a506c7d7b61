"""Items and galleries, drawn by Wagtail."""

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.views import serve

from hamyar.core.pagecache import kept_part


@kept_part
def _site(hostname: str, port: str) -> Site | None:
    """Return the site of an address, its first page with it."""
    try:
        site: Site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    _ = site.root_page.specific  # reads it, and keeps it with the site
    return site


def story(request: HttpRequest, path: str) -> HttpResponse:
    """Show what stands at an address under the news, as Wagtail does; the site is told and not looked up."""
    hostname, _port = split_domain_port(request.get_host())
    request._wagtail_site = _site(hostname, request.get_port())  # type: ignore[attr-defined]  # noqa: SLF001 - where Wagtail looks
    answer: HttpResponse = serve(request, path)
    return answer
