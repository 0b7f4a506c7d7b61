"""Indicators, values and the places of the table of facts for tests."""

import csv
import datetime as dt
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from hamyar.indicators import models
from hamyar.indicators.enums import Direction, Level, Theme
from hamyar.places.models import County, Municipality
from tests.factories.places import CountyFactory, MunicipalityFactory, ProvinceFactory

FACTS = Path(__file__).parents[2] / "data" / "khorasan_razavi"
NOON = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"measure_{n}")
    position = factory.Sequence(lambda n: n)
    name_fa = factory.LazyAttribute(lambda each: f"سنجه {each.code}")
    name_en = factory.LazyAttribute(lambda each: f"Measure {each.code}")
    theme = Theme.AMENITIES
    unit_fa = "درصد"
    unit_en = "percent"
    decimals = 1
    direction = Direction.HIGHER
    level = Level.MUNICIPALITY
    least = 0.0
    most = 100.0
    why_fa = "چون لازم است."
    why_en = "Because it is needed."
    how_fa = "شمارش."
    how_en = "Counted."
    source_fa = "منبع فرضی"
    source_en = "A fictional source"
    author_fa = "نویسنده فرضی"
    author_en = "A fictional author"
    written_on = dt.date(2026, 11, 22)
    review_due_on = dt.date(2027, 11, 22)


class ValueFactory(DjangoModelFactory):
    class Meta:
        model = models.Value

    indicator = factory.SubFactory(IndicatorFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    year = 1400
    boundary = "city00"
    amount = 50.0
    recorded_at = NOON


class CountyValueFactory(ValueFactory):
    indicator = factory.SubFactory(IndicatorFactory, level=Level.COUNTY)
    municipality = None
    county = factory.SubFactory(CountyFactory)
    year = 1395
    boundary = "county95"


def store_places_of_the_facts() -> None:
    """Store the 34 counties and 96 municipalities of the table of facts, without their values."""
    province = ProvinceFactory()
    with (FACTS / "counties.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in sorted(rows, key=lambda each: bool(each["cut_from_code"])):
        parent = County.objects.filter(code=row["cut_from_code"]).first()
        CountyFactory(
            code=row["code"],
            province=province,
            name_fa=row["name_fa"],
            name_en=row["name_en"],
            split_from=parent,
        )
    counties = County.objects.in_bulk(field_name="code")
    with (FACTS / "municipalities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            Municipality.objects.create(
                code=row["code"],
                name_fa=row["name_fa"],
                name_en=row["name_en"],
                county=counties[row["county_code"]],
                census_county=counties[row["county_1395_code"]],
                census_status=row["kind_1395"],
                is_county_seat=row["is_county_seat"] == "1",
                sort_key=row["code"],
                search_key=row["name_fa"],
            )
