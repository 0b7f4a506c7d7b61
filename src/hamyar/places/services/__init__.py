"""Changing places: the only writer, each change audited."""

from hamyar.places.services.councils import (
    UnableToRecordCouncilError,
    end_membership,
    record_council,
    record_council_member,
)
from hamyar.places.services.distances import (
    UnableToRecordDistanceError,
    forget_distance,
    measure_distances,
    record_distance,
)
from hamyar.places.services.grades import UnableToRecordGradeError, record_grade
from hamyar.places.services.imports import UnableToImportError, apply_import, import_file, upload_import
from hamyar.places.services.loading import Loaded, load_places
from hamyar.places.services.municipalities import (
    MunicipalityFacts,
    UnableToSaveMunicipalityError,
    create_municipality,
    facts_of,
    save_municipality,
)
from hamyar.places.services.officials import UnableToAppointOfficialError, appoint_official, end_office
from hamyar.places.services.representation import (
    UnableToGrantRepresentationError,
    end_representation,
    grant_representation,
    invite_representative,
)
from hamyar.places.services.shareholding import UnableToRecordShareholdingError, record_shareholding

__all__ = [
    "Loaded",
    "MunicipalityFacts",
    "UnableToAppointOfficialError",
    "UnableToGrantRepresentationError",
    "UnableToImportError",
    "UnableToRecordCouncilError",
    "UnableToRecordDistanceError",
    "UnableToRecordGradeError",
    "UnableToRecordShareholdingError",
    "UnableToSaveMunicipalityError",
    "apply_import",
    "appoint_official",
    "create_municipality",
    "end_membership",
    "end_office",
    "end_representation",
    "facts_of",
    "forget_distance",
    "grant_representation",
    "import_file",
    "invite_representative",
    "load_places",
    "measure_distances",
    "record_council",
    "record_council_member",
    "record_distance",
    "record_grade",
    "record_shareholding",
    "save_municipality",
    "upload_import",
]
