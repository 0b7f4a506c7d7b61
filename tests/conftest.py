"""What every test may use."""

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from django.test.signals import setting_changed
from django.utils import translation

import tests.template_database  # noqa: F401  # takes effect where its folder is named
from hamyar.core.append_only import unlocked

# nothing is collected for tests, and what "make run" collected before is of no concern to them
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
setting_changed.send(sender=None, setting="STORAGES", value=settings.STORAGES, enter=True)
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # slow ones protect no test
settings.PAGE_CACHE_SECONDS = 0  # a page kept from one test would show in the next; its own tests turn it on
settings.PART_CACHE_SECONDS = 0  # the same for the parts of pages
# the same examples every time, however busy the machine is
hypothesis.settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
hypothesis.settings.load_profile("same")

_empty_tables = TransactionTestCase._fixture_teardown


def _empty_tables_unlocked(case: TransactionTestCase) -> None:
    """Let a test that commits empty the append-only tables afterwards."""
    connection = connections["default"]
    if connection.in_atomic_block:
        _empty_tables(case)
        return
    with unlocked(connection):
        _empty_tables(case)


TransactionTestCase._fixture_teardown = _empty_tables_unlocked


@pytest.fixture(autouse=True)
def _persian_first() -> None:
    """Begin every test in Persian, whatever language a request of the test before was served in."""
    translation.activate(settings.LANGUAGE_CODE)
