"""Work of the newsroom that the worker does after an editor has published."""

from django_tasks import task

from hamyar.newsroom.models import NewsPage, PhotoGalleryPage
from hamyar.newsroom.services.pictures import draw_pictures


@task()
def draw_pictures_in_background(page_id: int) -> None:
    """Draw the pictures of a page, unless it was deleted meanwhile."""
    for model in (NewsPage, PhotoGalleryPage):
        page = model.objects.filter(pk=page_id).first()
        if page is not None:
            draw_pictures(page=page)
