"""Counting a reader, apart from the page's own request."""

from base64 import b64decode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hamyar.accounts.edge import address_of
from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.robots import is_reader
from hamyar.newsroom.services.reading import count_reading, reader_digest

DOT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@never_cache
@require_GET
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the reader of an item and answer with an empty picture."""
    if not any(model.objects.live().filter(pk=pk).exists() for model in (NewsPage, PhotoGalleryPage)):
        raise Http404
    if is_reader(headers=request.headers, host=request.get_host()):
        day = timezone.localdate()
        reader = reader_digest(
            address=address_of(request),
            browser=request.headers.get("User-Agent", ""),
            day=day,
        )
        count_reading(page_id=pk, reader=reader, day=day)
    return HttpResponse(DOT, content_type="image/gif")
