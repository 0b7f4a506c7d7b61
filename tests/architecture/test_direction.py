"""One stylesheet for both directions: logical properties only, in CSS, scripts and templates."""

import re

import pytest

from tests.architecture.source import committed, shown

PHYSICAL = re.compile(
    r"""
    \b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b
    | (?<![\w-])(?:left|right)\s*:
    | \b(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b
    | \bborder-(?:top|bottom)-(?:left|right)-radius\b
    """,
    re.VERBOSE,
)
CLASSES = re.compile(r"\b(?:text|float|rounded)-(?:left|right)\b|\b(?:ml|mr|pl|pr)-\d\b")
STYLE_ATTRIBUTE = re.compile(r'\bstyle\s*=\s*"([^"]*)"')
STYLE_ELEMENT = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
REASON = "physical:"
"""A comment on the line that says why a side is meant and not a direction."""


def physical_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if PHYSICAL.search(line) and REASON not in line]


def faults_of_template(text: str) -> list[str]:
    styles = STYLE_ATTRIBUTE.findall(text) + STYLE_ELEMENT.findall(text)
    return [line for style in styles for line in physical_lines(style)] + CLASSES.findall(text)


def test_stylesheets_are_logical() -> None:
    faults = [
        f"{shown(path)}: {line}"
        for path in committed(".css", ".scss")
        for line in physical_lines(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


def test_templates_are_logical() -> None:
    faults = [
        f"{shown(path)}: {fault}"
        for path in committed(".html")
        for fault in faults_of_template(path.read_text(encoding="utf-8"))
    ]
    assert faults == []


@pytest.mark.parametrize(
    "line",
    ["margin-left: 1px", "  left: 0;", "text-align:right", "float: left", "border-top-left-radius: 2px"],
)
def test_a_physical_property_is_noticed(line: str) -> None:
    assert physical_lines(line) == [line.strip()]


@pytest.mark.parametrize(
    "line", ["margin-inline-start: 1px", "inset-inline-end: 0", "text-align: start", "--left: 1"]
)
def test_a_logical_property_passes(line: str) -> None:
    assert physical_lines(line) == []


def test_a_physical_class_or_style_in_a_template_is_noticed() -> None:
    assert faults_of_template('<p class="text-left" style="margin-right: 2px">') == [
        "margin-right: 2px",
        "text-left",
    ]
