"""The index of hashtags of published items."""

from django.db import transaction

from hamyar.newsroom.hashtags import hashtag_key, hashtags_of
from hamyar.newsroom.models import Hashtag, HashtagUse, NewsPage, PhotoGalleryPage


@transaction.atomic
def index_hashtags(*, page: NewsPage | PhotoGalleryPage) -> None:
    """Keep which hashtags a published item carries, in their order."""
    HashtagUse.objects.filter(page_id=page.pk).delete()
    for position, name in enumerate(hashtags_of(page.hashtags), 1):
        hashtag, _is_new = Hashtag.objects.get_or_create(key=hashtag_key(name), defaults={"name": name})
        HashtagUse.objects.create(page_id=page.pk, hashtag=hashtag, position=position)
