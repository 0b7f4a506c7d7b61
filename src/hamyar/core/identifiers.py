"""Identity numbers of persons, legal entities and addresses: text with leading zeros, checked by rule."""

import re

from hamyar.core.errors import UnableToError
from hamyar.core.persian.digits import to_ascii_digits
from hamyar.core.translation import gettext_noop as _

_SEPARATORS = re.compile(r"[\s\u200c\u200e\u200f-]")
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17)


class UnableToReadIdentifierError(UnableToError):
    """An identity number with a wrong length or check digit."""

    default_code = "identifier_invalid"


def _digits(text: str) -> str:
    return _SEPARATORS.sub("", to_ascii_digits(text))


def _has_shape(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _national_check(code: str) -> int:
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(code[:9])) % 11
    return rest if rest < 2 else 11 - rest


def is_national_code(text: str) -> bool:
    """Tell whether ``text`` is a valid national code of a person (ten digits)."""
    code = _digits(text)
    return _has_shape(code, 10) and len(set(code)) > 1 and int(code[9]) == _national_check(code)


def _legal_check(code: str) -> int:
    added = int(code[9]) + 2
    total = sum((added + int(digit)) * _LEGAL_WEIGHTS[place % 5] for place, digit in enumerate(code[:10]))
    return total % 11 % 10


def is_legal_entity_id(text: str) -> bool:
    """Tell whether ``text`` is a valid identifier of a legal entity (eleven digits)."""
    code = _digits(text)
    return _has_shape(code, 11) and code[3:9] != "000000" and int(code[10]) == _legal_check(code)


def is_postal_code(text: str) -> bool:
    """Tell whether ``text`` has the shape of a postal code: ten digits; it carries no check digit."""
    return _has_shape(_digits(text), 10)


def clean_national_code(text: str) -> str:
    """Return the ten ASCII digits, or refuse. Missing leading zeros are not guessed."""
    if not is_national_code(text):
        raise UnableToReadIdentifierError(
            _("“{text}” is not a valid national code: ten digits with a correct last digit."),
            text=text.strip(),
        )
    return _digits(text)


def clean_legal_entity_id(text: str) -> str:
    """Return the eleven ASCII digits, or refuse."""
    if not is_legal_entity_id(text):
        raise UnableToReadIdentifierError(
            _("“{text}” is not a valid legal entity identifier: eleven digits with a correct last digit."),
            text=text.strip(),
        )
    return _digits(text)


def clean_postal_code(text: str) -> str:
    """Return the ten ASCII digits, or refuse."""
    if not is_postal_code(text):
        raise UnableToReadIdentifierError(
            _("“{text}” is not a postal code of ten digits."), text=text.strip()
        )
    return _digits(text)


def masked_national_code(code: str) -> str:
    """Return the code with its middle hidden, as it is shown: ``008***5948``."""
    return f"{code[:3]}***{code[-4:]}"
