"""Rules of the front end that no other tool holds."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
STYLES = sorted((FRONTEND / "src" / "styles").glob("*.css"))
TEMPLATES = sorted((ROOT / "src" / "hamyar").glob("*/templates/**/*.html"))
PYTHON = [path for path in sorted((ROOT / "src" / "hamyar").rglob("*.py")) if "newsroom" not in path.parts]
SOURCES = [*TEMPLATES, *PYTHON]  # the newsroom names the icons of the CMS
ICONS = FRONTEND / "node_modules" / "@tabler" / "icons" / "icons" / "outline"

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right|top|bottom)\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right))"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|href=[\"']javascript:")
SCRIPT = re.compile(r"<script\b([^>]*)>")
ELSEWHERE = re.compile(
    r"(?:src|srcset|action|poster)=[\"'](?:https?:)?//|<link\b[^>]*href=[\"'](?:https?:)?//"
)
NAMED_ICON = re.compile(r"\{%\s*icon\s+\"([a-z0-9-]+)\"|\bicon=[\"']([a-z0-9-]+)[\"']")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("sheet", STYLES, ids=name)
def test_a_stylesheet_serves_both_directions(sheet: Path) -> None:
    assert PHYSICAL.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "rule", ["margin-left: 0", "a { left: 0 }", "text-align: right", "border-top-left-radius: 1px"]
)
def test_a_physical_property_is_noticed(rule: str) -> None:
    assert PHYSICAL.search(rule)


@pytest.mark.parametrize(
    "rule", ["margin-inline-start: 0", "text-align: start", "inset-inline: 0", "--left: 0"]
)
def test_a_logical_property_is_let_pass(rule: str) -> None:
    assert not PHYSICAL.search(rule)


def test_templates_hold_no_inline_style_or_script() -> None:
    wrong = []
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        scripts = [
            words for words in SCRIPT.findall(text) if "src=" not in words and "application/" not in words
        ]
        wrong += [name(template) for found in (*INLINE.findall(text), *scripts) if found]
    assert wrong == []


def test_templates_load_nothing_from_elsewhere() -> None:
    assert [name(path) for path in TEMPLATES if ELSEWHERE.search(path.read_text(encoding="utf-8"))] == []


def test_every_icon_that_is_named_exists() -> None:
    if not ICONS.is_dir():
        pytest.skip("needs frontend/node_modules (npm ci)")
    named = {
        found
        for source in SOURCES
        for pair in NAMED_ICON.findall(source.read_text(encoding="utf-8"))
        for found in pair
        if found
    }
    listed = set((FRONTEND / "icons.txt").read_text(encoding="utf-8").split())
    assert {icon for icon in named | listed if not (ICONS / f"{icon}.svg").is_file()} == set()


def test_the_lock_holds_no_address() -> None:
    packages = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [
        path for path, package in packages.items() if "resolved" in package and "://" in package["resolved"]
    ] == []
    assert [
        path
        for path, package in packages.items()
        if path and "integrity" not in package and not package.get("link")
    ] == []
