"""The editor's own styles are served from their packages here: nothing was collected."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _static_files_from_source(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
