"""Which tables of the public pages were written to, in the order it happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentChange(models.Model):
    """One table written to by one transaction; stored in that transaction, so both are seen at once.

    Only the latest rows are kept: pages in the cache are compared with them (``core.pagecache``).
    """

    table = models.CharField(_("table"), max_length=63)

    class Meta:
        verbose_name = _("change of content")
        verbose_name_plural = _("changes of content")

    def __str__(self) -> str:
        return self.table
