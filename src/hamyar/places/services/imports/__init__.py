"""Taking in files: first a plan that anyone can read, then all or nothing."""

from hamyar.places.services.imports.importing import (
    apply_import,
    digest_of,
    discard_import,
    import_file,
    importer_for,
    plan_import,
    plan_of,
    upload_import,
)
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal, UnableToImportError

__all__ = [
    "Change",
    "ImportOptions",
    "Outcome",
    "Plan",
    "Planned",
    "Refusal",
    "UnableToImportError",
    "apply_import",
    "digest_of",
    "discard_import",
    "import_file",
    "importer_for",
    "plan_import",
    "plan_of",
    "upload_import",
]
