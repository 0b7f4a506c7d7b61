"""Hashtags: one word each; half-spaces and spaces become underscores; lines stay."""

import pytest

from hamyar.newsroom.hashtags import hashtag_key, hashtag_name, hashtags_of, written_hashtags


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("#معین کالا", "معین_کالا"),
        ("معین‌کالا", "معین_کالا"),
        ("#معین_کالا", "معین_کالا"),
        ("# همیار!ماشین", "همیارماشین"),
        ("كتاب", "کتاب"),
        ("barand_hamyar", "barand_hamyar"),
        ("#", ""),
    ],
)
def test_hashtag_name(typed, name):
    assert hashtag_name(typed) == name


def test_lines_stay_and_doubles_are_told_once():
    text = "#یک\n#دو سه #چهار\n\n#یک"
    assert written_hashtags(text) == "#یک\n#دو_سه #چهار\n#یک"
    assert hashtags_of(text) == ["یک", "دو_سه", "چهار"]


def test_without_signs_commas_separate():
    assert hashtags_of("یک، دو سه") == ["یک", "دو_سه"]


def test_spellings_share_a_key():
    assert hashtag_key("معین_کالا") == hashtag_key("معین‌كالا")


def test_what_an_editor_writes_is_cut_where_the_index_ends():
    assert written_hashtags(f"#کوتاه #{'ه' * 90}") == f"#کوتاه #{'ه' * 80}"
