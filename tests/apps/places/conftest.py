import datetime as dt

import pytest

from hamyar.places.services import load_places

AT = dt.datetime(2026, 5, 1, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def province(db: None) -> None:
    """The facts of Khorasan Razavi, as a fresh installation has them."""
    load_places(at=AT)
