"""Where uploaded files are kept that only some may see: never below the public media address."""

from django.core.files.storage import Storage, storages

PRIVATE = "private"


def private_storage() -> Storage:
    """Return the storage whose files are given out only by views that ask who is reading."""
    return storages[PRIVATE]
