"""Who is a reader and who is a program."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|uptime|lighthouse|headless|curl|wget|python|java/|okhttp|"
    r"http-?client|go-http|scrapy|feed|facebookexternalhit|whatsapp|telegram",
    re.IGNORECASE,
)


def is_reader(*, headers: Mapping[str, str], host: str = "") -> bool:
    """Tell whether a request for the counting picture comes from a person's browser on our own page.

    Out are: no or a robot's user agent, pages fetched ahead of being opened, and other sites' pages.
    """
    browser = headers.get("User-Agent", "")
    if not browser or ROBOT.search(browser):
        return False
    if "prefetch" in headers.get("Sec-Purpose", "") or headers.get("Purpose") == "prefetch":
        return False
    return _is_from_us(headers, host)


def _is_from_us(headers: Mapping[str, str], host: str) -> bool:
    """Tell whether our own page asked; browsers say so by a header of their own, old ones by the page's address."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin" and headers.get("Sec-Fetch-Dest", "image") == "image"
    page = headers.get("Referer", "")
    return not page or not host or urlsplit(page).netloc == host
