"""Reading a file of the old site's items: wording and slips stay, what cannot be stored is named cell by cell."""

from hamyar.newsroom.importing.reading import GALLERY, NEWS, OldFile, OldItem, read_items

__all__ = ["GALLERY", "NEWS", "OldFile", "OldItem", "read_items"]
