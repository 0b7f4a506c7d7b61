"""The three sets of digits: ASCII, Persian (U+06F0–9) and Arabic (U+0660–9)."""

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
ASCII_DIGITS = "0123456789"

_TO_ASCII = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, ASCII_DIGITS * 2)
_TO_PERSIAN = str.maketrans(ASCII_DIGITS + ARABIC_DIGITS, PERSIAN_DIGITS * 2)


def to_ascii_digits(text: str) -> str:
    """Write Persian and Arabic digits as ASCII; everything else stays."""
    return text.translate(_TO_ASCII)


def to_persian_digits(text: str | int) -> str:
    """Write ASCII and Arabic digits as Persian; everything else stays."""
    return str(text).translate(_TO_PERSIAN)
