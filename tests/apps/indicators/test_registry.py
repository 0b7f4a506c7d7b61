"""Definitions as files: complete, checked, refused by name of file and field."""

import datetime as dt

import pytest
import yaml

from hamyar.indicators.enums import Direction, Level, Theme
from hamyar.indicators.registry import FOLDER, UnableToReadDefinitionError, definitions, read_definition

GOOD = (FOLDER / "literacy_rate.yaml").read_text(encoding="utf-8")


def changed(**fields) -> str:
    entry = yaml.safe_load(GOOD)
    for field, value in fields.items():
        if value is None:
            del entry[field]
        else:
            entry[field] = value
    return yaml.safe_dump(entry, allow_unicode=True)


def refusal_of(text: str) -> str:
    with pytest.raises(UnableToReadDefinitionError) as refusal:
        read_definition(text, file_name="literacy_rate.yaml")
    return str(refusal.value)


def test_shipped_definitions_cover_every_theme_and_both_levels():
    shipped = definitions()
    assert len(shipped) == len({each.code for each in shipped}) == 29
    assert {each.theme for each in shipped} == set(Theme)
    assert {each.level for each in shipped} == set(Level)
    assert {each.direction for each in shipped} == set(Direction)


def test_literacy_rate_is_read_whole():
    definition = read_definition(GOOD, file_name="literacy_rate.yaml")
    assert (definition.code, definition.direction, definition.level, definition.theme) == (
        "literacy_rate",
        Direction.HIGHER,
        Level.COUNTY,
        Theme.EDUCATION,
    )
    assert (definition.least, definition.most, definition.decimals) == (0.0, 100.0, 1)
    assert definition.name.en == "Literacy rate, 15 and over"
    assert definition.written_on == dt.date(2026, 11, 22) < definition.review_due_on


@pytest.mark.parametrize(
    "field", ["name", "why", "how", "source", "author", "unit", "direction", "valid_range"]
)
def test_missing_field_is_named(field, settings):
    settings.LANGUAGE_CODE = "en"
    message = refusal_of(changed(**{field: None}))
    assert "literacy_rate.yaml" in message
    assert field in message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("direction", "upwards"),
        ("level", "village"),
        ("theme", "sports"),
        ("decimals", 9),
        ("decimals", True),
        ("valid_range", [100, 0]),
        ("valid_range", [0]),
        ("valid_range", ["0", "100"]),
        ("name", {"fa": "نرخ باسوادی"}),
        ("name", {"fa": "نرخ باسوادی", "en": " "}),
        ("written_on", "1405/09/01"),
        ("review_due_on", dt.date(2020, 1, 1)),
        ("code", "other_code"),
        ("colour", "red"),
        ("checker", None),
    ],
)
def test_wrong_field_is_named(field, value):
    assert field in refusal_of(changed(**{field: value}))


def test_a_file_that_is_no_yaml_names_its_line():
    assert "2" in refusal_of("code: literacy_rate\nname: {fa: ]\n")


def test_a_file_that_is_no_list_of_fields_is_refused():
    assert "literacy_rate.yaml" in refusal_of("- code\n- name\n")
