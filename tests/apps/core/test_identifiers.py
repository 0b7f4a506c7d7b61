"""Identity numbers: the vectors of domain.md §9.1 and §9.2, all public examples or synthetic."""

import pytest

from hamyar.core.identifiers import (
    UnableToReadIdentifierError,
    clean_legal_entity_id,
    clean_national_code,
    clean_postal_code,
    is_legal_entity_id,
    is_national_code,
    is_postal_code,
    masked_national_code,
)


@pytest.mark.parametrize(
    "code", ["0084575948", "0013542419", "1234567891", "0000000019", "0999999990", "6500000013", "۰۰۸۴۵۷۵۹۴۸"]
)
def test_national_code_is_accepted(code: str) -> None:
    assert is_national_code(code)


@pytest.mark.parametrize(
    "code",
    ["1111111111", "0000000000", "0084575949", "84575948", "00845759480", "008457594x", "", "²222222222"],
)
def test_national_code_is_refused(code: str) -> None:
    assert not is_national_code(code)


@pytest.mark.parametrize("code", ["10380284790", "14002207985", "14002467723", "10100260838", "14000261665"])
def test_legal_entity_id_is_accepted(code: str) -> None:
    assert is_legal_entity_id(code)


@pytest.mark.parametrize(
    "code", ["10380284792", "09748208301", "11111111111", "1038028479", "", "10300000003", "00000000000"]
)
def test_legal_entity_id_is_refused(code: str) -> None:
    assert not is_legal_entity_id(code)


def test_legal_entity_id_needs_a_digit_in_the_middle() -> None:
    by_arithmetic_alone = [f"123000000{d}{check}" for d in range(10) for check in range(10)]
    assert not any(is_legal_entity_id(code) for code in by_arithmetic_alone)


def test_postal_code_has_ten_digits() -> None:
    assert is_postal_code("91857-43112")
    assert not is_postal_code("9185743")


def test_clean_returns_ascii_digits() -> None:
    assert clean_national_code("۰۰۸-۴۵۷۵۹۴-۸") == "0084575948"
    assert clean_legal_entity_id("۱۰۳۸۰۲۸۴۷۹۰") == "10380284790"
    assert clean_postal_code("۹۱۸۵۷ ۴۳۱۱۲") == "9185743112"


@pytest.mark.parametrize("clean", [clean_national_code, clean_legal_entity_id, clean_postal_code])
def test_clean_refuses_with_what_was_typed(clean: object) -> None:
    with pytest.raises(UnableToReadIdentifierError, match="123"):
        clean("123")  # type: ignore[operator]  # one of three functions of the same shape


def test_masked_national_code_hides_the_middle() -> None:
    assert masked_national_code("0084575948") == "008***5948"
