"""Cards of items for those who share their address."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hamyar.core.documents.fonts import BOLD, REGULAR, font_folder
from hamyar.core.jalali import format_jalali, local_date
from hamyar.newsroom.cards import Card, draw
from hamyar.newsroom.models import NewsPage

FOLDER = "cards"
A_YEAR = "public, max-age=31536000, immutable"


def card_of(page: NewsPage) -> Card:
    """Return what stands on the card of an item."""
    day = format_jalali(local_date(page.published_at))
    return Card(page.kicker, page.title, f"{settings.ORGANISATION['fa']} · {day}")


@require_safe
def card(request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
    """Send the card of a published item; one whose text has changed has another address."""
    page = get_object_or_404(NewsPage.objects.live().public(), pk=pk)
    wanted = card_of(page)
    if wanted.digest != digest:
        raise Http404
    name = f"{FOLDER}/{digest}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(_drawn(wanted)))
    headers = {"Cache-Control": A_YEAR, "X-Content-Type-Options": "nosniff"}
    return FileResponse(default_storage.open(name), content_type="image/png", headers=headers)


def _drawn(wanted: Card) -> bytes:
    try:
        fonts = font_folder()
    except ImproperlyConfigured as error:
        raise Http404 from error
    return draw(wanted, regular=fonts / REGULAR, bold=fonts / BOLD)
