"""What every routing service must answer."""

from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen

from hamyar.core.errors import UnableToError

TIMEOUT_SECONDS = 60
LARGEST_ANSWER = 32 * 1024 * 1024


class UnableToMeasureDistancesError(UnableToError):
    """The routing service is not set, cannot be reached, or does not answer as agreed."""

    default_code = "routing_unavailable"


@dataclass(frozen=True)
class RoadTable:
    """Kilometres and minutes, origins in rows, destinations in columns; ``None`` where no road leads."""

    km: tuple[tuple[float | None, ...], ...]
    minutes: tuple[tuple[float | None, ...], ...]


def ask(address: str, body: bytes | None = None) -> bytes:
    """Fetch an answer over HTTP; addresses other than http and https were refused by the settings."""
    headers = {"Accept": "application/json", "User-Agent": "hamyar"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = Request(address, data=body, headers=headers)  # noqa: S310 (scheme checked in config.env)
    with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 (as above)
        content: Any = answer.read(LARGEST_ANSWER)
    return bytes(content)
