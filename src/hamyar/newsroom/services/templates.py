"""The templates that are shipped."""

from pathlib import Path

import yaml

from hamyar.newsroom.models import NewsTemplate

SHIPPED = Path(__file__).resolve().parents[1] / "definitions" / "templates.yaml"


def load_templates() -> int:
    """Add the shipped templates that are missing; what public relations edited stays. Return how many."""
    shipped = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    made = [
        NewsTemplate.objects.get_or_create(kind=kind, defaults=texts)[1] for kind, texts in shipped.items()
    ]
    return sum(made)
