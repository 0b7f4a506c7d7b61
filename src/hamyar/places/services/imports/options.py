"""What a person says beside the file."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class ImportOptions:
    """Answers of the upload form; each kind of file uses its own."""

    since: dt.date | None = None
    source: str = ""
    boundary_set: str = ""
    attribution: str = ""
    licence: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the answers as they are stored beside the file."""
        values = asdict(self)
        values["since"] = self.since.isoformat() if self.since else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "ImportOptions":
        """Return the answers as they were stored."""
        since = values.get("since")
        return cls(**{**values, "since": dt.date.fromisoformat(since) if since else None})
