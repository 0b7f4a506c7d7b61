"""Every action that a service records has a name for the auditor, in both languages."""

import ast
import re

from hamyar.core.audit.naming import definitions
from tests.architecture.source import shown, stage_modules, tree_of

CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


def recorded_actions() -> dict[str, str]:
    """Return the actions named literally in services, with the place of one of them."""
    return {
        keyword.value.value: shown(path, node.lineno)
        for path in stage_modules("services", "calendar")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "action" and isinstance(keyword.value, ast.Constant)
        if CODE.fullmatch(str(keyword.value.value))
    }


def test_every_recorded_action_has_a_name() -> None:
    actions = recorded_actions()
    assert {"set_working_week", "invite_person"} <= actions.keys()
    assert {code: place for code, place in actions.items() if code not in definitions()["actions"]} == {}


def test_names_are_given_in_both_languages() -> None:
    faults = [
        code for names in definitions().values() for code, name in names.items() if set(name) != {"fa", "en"}
    ]
    assert faults == []
