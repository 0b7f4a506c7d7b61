"""Changing indicators: every write, every audit entry of the stage."""

from hamyar.indicators.services.batches import (
    UnableToConfirmImportError,
    UnableToReleaseImportError,
    UnableToUndoImportError,
    confirm_import,
    discard_import,
    release_import,
    undo_import,
)
from hamyar.indicators.services.loading import LoadedFacts, load_definitions, load_facts
from hamyar.indicators.services.rounds import UnableToOpenRoundError, open_round
from hamyar.indicators.services.uploading import Upload, preview_file, upload_values

__all__ = [
    "LoadedFacts",
    "UnableToConfirmImportError",
    "UnableToOpenRoundError",
    "UnableToReleaseImportError",
    "UnableToUndoImportError",
    "Upload",
    "confirm_import",
    "discard_import",
    "load_definitions",
    "load_facts",
    "open_round",
    "preview_file",
    "release_import",
    "undo_import",
    "upload_values",
]
