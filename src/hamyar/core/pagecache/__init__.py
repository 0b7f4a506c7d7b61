"""Whole public pages kept for readers who have not signed in; see ``docs/adr/0062``.

A page is kept with the tables it was made from. Each write notes its table inside the same transaction, so a page is
answered from the cache exactly as long as nothing it was made from has changed, in whatever process.
"""

from hamyar.core.pagecache.live import live_part, register_live_part
from hamyar.core.pagecache.parts import kept_part

__all__ = ["kept_part", "live_part", "register_live_part"]
