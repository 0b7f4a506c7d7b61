"""What the forms of projects share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from hamyar.core.persian import sort_key
from hamyar.places.models import County, Municipality


def set_choices(field: forms.Field, choices: Iterable[tuple[str, Any]]) -> None:
    """Give a field what may be chosen."""
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def named(places: Iterable[Municipality | County]) -> list[tuple[str, str]]:
    """Return places by code and name, in Persian order."""
    ordered = sorted(places, key=lambda place: (sort_key(place.name), place.code))
    return [(place.code, place.name) for place in ordered]


def open_towns() -> QuerySet[Municipality]:
    """Return the towns that exist."""
    return Municipality.objects.filter(closed_on=None).order_by("sort_key", "pk")
