"""Who may open which address: the table that every stage extends in ``tests/apps/<stage>/doors.py``.

Such a module holds ``DOORS: dict[str, Door]``, by the name of the URL::

    DOORS = {
        "places:municipalities": Door(get=EVERYONE),
        "places:edit": Door(
            get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=lambda: {"code": make_municipality().code}
        ),
    }

``tests/apps/web/test_doors.py`` opens every door as every role, as somebody without a role and as a stranger,
and fails for an address that stands in no table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from hamyar.accounts.registry import role_definitions

STRANGER = "stranger"
"""Not signed in."""
WITHOUT_ROLE = "without_role"
"""Signed in, holding no role."""
ROLES = frozenset(role_definitions())
SIGNED_IN = ROLES | {WITHOUT_ROLE}
EVERYONE = SIGNED_IN | {STRANGER}
SEE_ALL = frozenset({"administrator", "chief_executive", "auditor"})
"""Roles that hold every ``view_`` permission."""
ADMINISTRATOR = frozenset({"administrator"})
NOBODY: frozenset[str] = frozenset()

FOREIGN = ("admin:", "wagtail", "djdt:", "^.*/$", "test404/")
"""Prefixes of names whose doors other people's software guards and tests."""


@dataclass(frozen=True)
class Door:
    """Who may look (``get``) and who may act (``post``); ``None`` where there is no such door.

    ``arguments`` makes the records the address needs and returns its keyword arguments. ``own_account``
    marks acts on oneself, which an auditor may do too.
    """

    get: frozenset[str] | set[str] | None = None
    post: frozenset[str] | set[str] | None = None
    arguments: Callable[[], dict[str, Any]] = dict
    own_account: bool = False


def doors() -> dict[str, Door]:
    """Return the doors of all stages."""
    folder = Path(__file__).parent / "apps"
    found: dict[str, Door] = {}
    for path in sorted(folder.glob("*/doors.py")):
        found |= import_module(f"tests.apps.{path.parent.name}.doors").DOORS
    return found


def url_names() -> set[str]:
    """Return the names of all addresses, with their namespaces."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[Any], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"
