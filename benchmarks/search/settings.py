"""The product's settings with the peer's table."""

from hamyar.config.settings import *  # noqa: F403 - all of them
from hamyar.config.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "benchmarks.search.peer"]
