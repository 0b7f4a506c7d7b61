"""Photos of tests live in memory."""

import pytest
from django.core.files.storage import InMemoryStorage

from hamyar.visits.models import SitePhoto


@pytest.fixture(autouse=True)
def private_files(monkeypatch):
    """Keep what tests upload out of the folder of the house."""
    monkeypatch.setattr(SitePhoto._meta.get_field("file"), "storage", InMemoryStorage())
