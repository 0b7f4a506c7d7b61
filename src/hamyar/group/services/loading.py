"""Bring the shipped companies and brands into the database."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from hamyar.core.audit import record
from hamyar.group.models import Brand, Company

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions" / "group.yaml"


@transaction.atomic
def load_group(*, at: datetime) -> int:
    """Store the shipped companies and brands that are not there; what editors changed stays.

    Returns
    -------
    int
        How many were added. One audit entry for all when there were any.
    """
    shipped = yaml.safe_load(DEFINITIONS.read_text(encoding="utf-8"))
    added = sum(_company(entry, position) for position, entry in enumerate(shipped["companies"], 1))
    added += sum(_brand(entry, position) for position, entry in enumerate(shipped["brands"], 1))
    if added:
        record(by=None, at=at, action="load_group", target_label=DEFINITIONS.name, changes={"added": added})
    return added


def _company(entry: Mapping[str, Any], position: int) -> bool:
    facts = {"position": position, **_facts(entry)}
    return Company.objects.get_or_create(code=entry["code"], defaults=facts)[1]


def _brand(entry: Mapping[str, Any], position: int) -> bool:
    facts = {
        "position": position,
        "tag": entry["tag"],
        **_facts(entry),
        **_in_both("sector", entry["sector"]),
    }
    brand, is_new = Brand.objects.get_or_create(code=entry["code"], defaults=facts)
    if is_new:
        brand.companies.set(Company.objects.filter(code__in=entry.get("companies", [])))
    return is_new


def _facts(entry: Mapping[str, Any]) -> dict[str, str]:
    nothing = {"fa": "", "en": ""}
    return {
        **_in_both("name", entry["name"]),
        **_in_both("confirmed", entry.get("confirmed", nothing)),
        **_in_both("inferred", entry.get("inferred", nothing)),
        "source": entry.get("source", ""),
    }


def _in_both(field: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{field}_fa": texts["fa"], f"{field}_en": texts["en"]}
