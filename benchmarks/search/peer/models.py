"""One document with a name and a text, indexed by Wagtail; its name counts twice, as a page's title does."""

from django.db import models
from wagtail.search import index


class PeerDocument(index.Indexed, models.Model):
    key = models.CharField(max_length=120, unique=True)
    name = models.TextField()
    text = models.TextField()
    dated = models.DateField(null=True)

    search_fields = [index.SearchField("name", boost=2), index.SearchField("text")]
