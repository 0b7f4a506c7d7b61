"""Places for tests; names are real, people are not."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from hamyar.places import models
from hamyar.places.enums import ImportKind, OfficialKind
from hamyar.places.services.imports import ImportOptions


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = models.Province
        django_get_or_create = ("code",)

    code = "09"
    name_fa = "خراسان رضوی"
    name_en = "Razavi Khorasan"
    sort_key = factory.SelfAttribute("code")
    search_key = factory.SelfAttribute("name_fa")


class CountyFactory(DjangoModelFactory):
    class Meta:
        model = models.County
        django_get_or_create = ("code",)

    province = factory.SubFactory(ProvinceFactory)
    code = factory.Sequence(lambda n: f"{900 + n:04d}")
    name_fa = factory.Sequence(lambda n: f"شهرستان {n}")
    name_en = factory.Sequence(lambda n: f"County {n}")
    sort_key = factory.SelfAttribute("code")
    search_key = factory.SelfAttribute("name_fa")


class CountyCodeFactory(DjangoModelFactory):
    class Meta:
        model = models.CountyCode

    county = factory.SubFactory(CountyFactory)
    code = factory.SelfAttribute("county.code")
    name_fa = factory.SelfAttribute("county.name_fa")
    valid_from = dt.date(1986, 3, 21)


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = models.District

    county = factory.SubFactory(CountyFactory)
    name_fa = "مرکزی"
    name_en = "Central"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = models.Municipality
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{5000 + n}")
    name_fa = factory.Sequence(lambda n: f"شهر {n}")
    name_en = factory.Sequence(lambda n: f"Town {n}")
    county = factory.SubFactory(CountyFactory)
    census_county = factory.SelfAttribute("county")
    latitude = 34.975
    longitude = 59.623
    sort_key = factory.SelfAttribute("code")
    search_key = factory.SelfAttribute("name_fa")


class MunicipalityGradeFactory(DjangoModelFactory):
    class Meta:
        model = models.MunicipalityGrade

    municipality = factory.SubFactory(MunicipalityFactory)
    grade = 4
    since = dt.date(2020, 3, 20)


class CityCouncilFactory(DjangoModelFactory):
    class Meta:
        model = models.CityCouncil

    municipality = factory.SubFactory(MunicipalityFactory)
    term_no = 6
    since = dt.date(2021, 8, 5)
    seats = 5


class CouncilMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.CouncilMember

    council = factory.SubFactory(CityCouncilFactory)
    full_name = factory.Sequence(lambda n: f"عضو فرضی {n}")
    since = factory.SelfAttribute("council.since")


class OfficialFactory(DjangoModelFactory):
    class Meta:
        model = models.Official

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = OfficialKind.MAYOR
    full_name = factory.Sequence(lambda n: f"شهردار فرضی {n}")
    since = dt.date(2022, 1, 1)


class ShareholdingFactory(DjangoModelFactory):
    class Meta:
        model = models.Shareholding

    municipality = factory.SubFactory(MunicipalityFactory)
    amount = 1_000_000_000
    since = dt.date(2015, 3, 21)


class DistanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Distance

    origin = factory.SubFactory(MunicipalityFactory)
    destination = factory.SubFactory(MunicipalityFactory)
    km = 120.0
    recorded_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = models.Representation

    municipality = factory.SubFactory(MunicipalityFactory)
    since = dt.date(2022, 1, 1)


class BoundarySetFactory(DjangoModelFactory):
    class Meta:
        model = models.BoundarySet
        django_get_or_create = ("code",)

    code = "county95"
    name_fa = "شهرستان‌های سرشماری ۱۳۹۵"
    name_en = "Counties of the census of 1395"
    reference_on = dt.date(2016, 10, 22)


class PlaceImportFactory(DjangoModelFactory):
    class Meta:
        model = models.PlaceImport

    kind = ImportKind.DISTANCES
    file_name = "distances.csv"
    digest = "0" * 64
    content = "از,به,کیلومتر\n1,2,3\n".encode()
    options = factory.LazyFunction(lambda: ImportOptions().as_json())
    uploaded_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
