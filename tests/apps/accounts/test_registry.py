"""Every permission code that is used has its words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hamyar.accounts.permissions import covers
from hamyar.accounts.registry import permission_codes, permission_stages, role_definitions

SOURCE = Path(__file__).resolve().parents[3] / "src" / "hamyar"
CODE = re.compile(r"[a-z]+\.[a-z][a-z_]*[a-z]")
ASKING = re.compile(r"permission|requires$|require_|may$|can_")
IN_TEMPLATE = re.compile(r"\|may:[\"']([^\"']+)[\"']")


def codes_in_python(source: str) -> Iterator[str]:
    """Yield the codes that are arguments of a question for a permission."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if ASKING.search(name):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            texts = (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))
            yield from (text for text in texts if CODE.fullmatch(text))


def used_codes() -> set[tuple[str, str]]:
    stages = {stage.name for stage in SOURCE.iterdir()}
    found = set()
    for path in SOURCE.rglob("*.py"):
        found |= {(code, path.name) for code in codes_in_python(path.read_text(encoding="utf-8"))}
    for path in SOURCE.rglob("*.html"):
        found |= {(code, path.name) for code in IN_TEMPLATE.findall(path.read_text(encoding="utf-8"))}
    return {(code, where) for code, where in found if code.partition(".")[0] in stages}


def test_the_search_finds_codes_in_calls():
    source = """
require_permission(by, "places.change_places")
@requires("accounts.view_people")
def view(): return has_permission(user, code="core.view_audit")
open("core.view_nothing")
"""
    assert set(codes_in_python(source)) == {"places.change_places", "accounts.view_people", "core.view_audit"}


def test_every_code_used_in_the_source_has_its_words():
    used = used_codes()
    assert ("accounts.view_people", "people.py") in used
    missing = sorted((code, where) for code, where in used if code not in permission_codes())
    assert missing == [], "add them to accounts/definitions/permissions.yaml"


def test_every_code_of_a_role_exists():
    wild = {"*", "*.view_*", *(f"{stage.code}.*" for stage in permission_stages())}
    unknown = {
        (role.code, code)
        for role in role_definitions().values()
        for code in role.permissions
        if code not in permission_codes() | wild
    }
    assert unknown == set()


def test_every_label_stands_in_both_languages():
    labels = [stage.label for stage in permission_stages()]
    labels += [permission.label for stage in permission_stages() for permission in stage.permissions]
    labels += [role.name for role in role_definitions().values()]
    assert all(label.fa.strip() and label.en.strip() for label in labels)
    assert not [label.fa for label in labels if re.search(r"[يك]|[a-z]", label.fa)]


@pytest.mark.parametrize("code", sorted(permission_codes()))
def test_the_auditor_sees_all_and_changes_nothing(code):
    held = role_definitions()["auditor"].permissions
    assert covers(held, code) is code.partition(".")[2].startswith("view_")
