"""Facts about places; no business logic."""

from hamyar.places.models.boundary import Boundary, BoundarySet
from hamyar.places.models.council import CityCouncil, CouncilMember, CouncilSizeRule
from hamyar.places.models.distance import Distance
from hamyar.places.models.division import County, CountyCode, District, Province
from hamyar.places.models.municipality import Municipality, MunicipalityGrade
from hamyar.places.models.people import Official, Representation
from hamyar.places.models.shareholding import Shareholding
from hamyar.places.models.upload import PlaceImport

__all__ = [
    "Boundary",
    "BoundarySet",
    "CityCouncil",
    "CouncilMember",
    "CouncilSizeRule",
    "County",
    "CountyCode",
    "Distance",
    "District",
    "Municipality",
    "MunicipalityGrade",
    "Official",
    "PlaceImport",
    "Province",
    "Representation",
    "Shareholding",
]
