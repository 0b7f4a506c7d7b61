"""Anticipated refusals, turned once into a form error, a problem document or an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hamyar.core.translation import translate

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.utils.functional import Promise

EXIT_STATUS = 2
"""What a command ends with after a refusal; one line goes to stderr."""


class UnableToError(Exception):
    """A refusal that the user can understand and act on.

    Parameters
    ----------
    message
        English message id (marked with ``gettext_noop``) or a translated text. It is translated when it is
        read, in the language of the reader.
    code
        Stable machine-readable name, such as ``"values_missing"``.
    params
        What the message's ``{placeholders}`` stand for.
    """

    default_code = "refused"

    def __init__(self, message: str | Promise, code: str = "", **params: object) -> None:
        super().__init__(message)
        self._message = message
        self.params = params
        self.code = code or self.default_code

    @property
    def message(self) -> str:
        """The text for the user, in the user's language."""
        text = translate(self._message) if isinstance(self._message, str) else str(self._message)
        return text.format(**self.params) if self.params else text

    def __str__(self) -> str:
        return self.message


def as_validation_error(error: UnableToError) -> ValidationError:
    """Turn a refusal into an error of a form or a form field."""
    from django.core.exceptions import ValidationError

    return ValidationError(error.message, code=error.code)


def as_problem(error: UnableToError, *, status: int = 409, instance: str = "") -> dict[str, Any]:
    """Turn a refusal into a problem document (RFC 9457); ``type`` is a relative reference by code."""
    problem: dict[str, Any] = {
        "type": f"/problems/{error.code.replace('_', '-')}",
        "title": error.message,
        "status": status,
        "code": error.code,
    }
    if instance:
        problem["instance"] = instance
    return problem


def as_exit(error: UnableToError) -> tuple[int, str]:
    """Turn a refusal into an exit status and the one line for stderr."""
    return EXIT_STATUS, " ".join(error.message.split())
