from hamyar.core.search.expressions import AllOf, AnyOf, Lexeme
from hamyar.core.search.query import Way, Word


def test_what_a_prefix_meets_is_not_asked_twice() -> None:
    ways = (
        Way(("صالح",)),
        Way(("صالح", "اباد"), 0.95),
        Way(("شهر",), 0.95),
        Way(("صالح",), 0.6, is_prefix=True, only_in_names=True),
    )
    word = Word("صالح", ways)
    assert word.expression("n_") == AnyOf((Lexeme("n_شهر"), Lexeme("n_صالح", is_prefix=True)))
    assert word.expression("") == AnyOf(
        (Lexeme("صالح"), AllOf((Lexeme("صالح"), Lexeme("اباد"))), Lexeme("شهر"))
    )
