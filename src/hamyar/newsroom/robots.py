"""Who is a reader and who is a program."""

import re
from collections.abc import Mapping

ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|uptime|lighthouse|headless|curl|wget|python|java/|okhttp|"
    r"http-?client|go-http|scrapy|feed|facebookexternalhit|whatsapp|telegram",
    re.IGNORECASE,
)


def is_reader(*, headers: Mapping[str, str]) -> bool:
    """Tell whether a request for the counting picture comes from a person's browser on our own page.

    Out are: no or a robot's user agent, pages fetched ahead of being opened, and other sites' pages.
    """
    browser = headers.get("User-Agent", "")
    if not browser or ROBOT.search(browser):
        return False
    if "prefetch" in headers.get("Sec-Purpose", "") or headers.get("Purpose") == "prefetch":
        return False
    return headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
