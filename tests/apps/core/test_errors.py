"""A refusal becomes a form error, a problem document or an exit status."""

from hamyar.core.errors import UnableToError, as_exit, as_problem, as_validation_error


class UnableToTryError(UnableToError):
    default_code = "try_refused"


REFUSAL = UnableToTryError("The value {value}\nis missing.", "value_missing", value=3)


def test_message_is_filled_in() -> None:
    assert str(REFUSAL) == REFUSAL.message == "The value 3\nis missing."
    assert (
        UnableToTryError("Braces {stay} without parameters.").message == "Braces {stay} without parameters."
    )


def test_code_defaults_to_that_of_the_class() -> None:
    assert UnableToTryError("x").code == "try_refused"
    assert UnableToError("x").code == "refused"


def test_as_validation_error_keeps_code_and_text() -> None:
    error = as_validation_error(REFUSAL)
    assert (error.code, error.messages) == ("value_missing", ["The value 3\nis missing."])


def test_as_problem_is_a_problem_document() -> None:
    assert as_problem(REFUSAL, instance="/runs/3") == {
        "type": "/problems/value-missing",
        "title": "The value 3\nis missing.",
        "status": 409,
        "code": "value_missing",
        "instance": "/runs/3",
    }


def test_as_exit_is_one_line() -> None:
    assert as_exit(REFUSAL) == (2, "The value 3 is missing.")
