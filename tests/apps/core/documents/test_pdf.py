import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from hamyar.core.documents import file_response, render_pdf

PLAIN = "core/documents/plain.typ"
DATA = {
    "title": "برنامه بازدید شهرداری‌ها",
    "parts": [{"heading": "مشخصات", "facts": [["شهرستان", "مه‌ولات"]], "paragraphs": ["#panic() $x$ \\ *"]}],
}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_template_is_set_with_the_font_of_the_house() -> None:
    made = render_pdf(template=PLAIN, data=DATA)
    assert made.startswith(b"%PDF-")
    assert pages(made) == 1
    assert b"Vazirmatn-Regular" in made
    assert b"Vazirmatn-Bold" in made


def test_no_letter_is_missing_in_the_font_and_no_other_font_is_used() -> None:
    fonts = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", render_pdf(template=PLAIN, data=DATA)))
    assert fonts == {b"Vazirmatn-Regular", b"Vazirmatn-Bold"}


def test_equal_data_makes_an_equal_file_and_other_data_another() -> None:
    assert render_pdf(template=PLAIN, data=DATA) == render_pdf(template=PLAIN, data=DATA)
    assert render_pdf(template=PLAIN, data=DATA) != render_pdf(template=PLAIN, data={**DATA, "title": "دیگر"})


def test_the_language_of_the_page_is_the_language_of_the_sheet() -> None:
    with override("en"):
        assert b"/Lang(en)" in render_pdf(template=PLAIN, data=DATA)
    assert b"/Lang(fa)" in render_pdf(template=PLAIN, data=DATA)


def test_a_long_table_goes_on_to_further_pages() -> None:
    table = {"header": ["ردیف", "شهر"], "rows": [["۱", "رشتخوار"]] * 100}
    assert pages(render_pdf(template=PLAIN, data={"title": "", "parts": [table]})) > 2


def test_without_a_built_front_end_the_error_says_what_to_do(settings: object, tmp_path: Path) -> None:
    settings.FRONTEND_DIST = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    with pytest.raises(ImproperlyConfigured, match="build the front end"):
        render_pdf(template=PLAIN, data=DATA)


def test_a_pdf_opens_in_the_browser_and_a_docx_is_saved() -> None:
    assert file_response(b"x", name="a.pdf")["Content-Disposition"] == 'inline; filename="a.pdf"'
    assert file_response(b"x", name="a.docx")["Content-Disposition"] == 'attachment; filename="a.docx"'
