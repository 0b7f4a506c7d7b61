"""How a question and what a browser takes are read."""

import pytest
from django.test import RequestFactory

from hamyar.core.pagecache.keys import normalise_query, takes_gzip


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br, x-gzip", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("br;q=1.0, gzip ; q = 0 , *", False),
        ("br, zstd", False),
        ("not-gzip", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(accepted: str, expected: bool) -> None:
    assert takes_gzip(accepted) is expected


@pytest.mark.parametrize("sent", ["q=رشت", "q=%D8%B1%D8%B4%D8%AA", "utm_source=x&q=رشت"])
def test_letters_of_a_question_arrive_as_they_were_sent(sent: str) -> None:
    request = RequestFactory().get("/", QUERY_STRING=sent.encode().decode("latin-1"))
    normalise_query(request)
    assert request.GET["q"] == "رشت"
    assert "utm_source" not in request.GET


def test_repeated_parameters_keep_their_order() -> None:
    request = RequestFactory().get("/", QUERY_STRING="b=2&a=1&b=1&=&%00&c")
    normalise_query(request)
    assert request.GET.getlist("b") == ["2", "1"]
    assert request.GET["c"] == ""
