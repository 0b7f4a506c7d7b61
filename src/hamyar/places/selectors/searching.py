"""Finding municipalities as people type them."""

from django.db.models import Q, QuerySet

from hamyar.core.persian import search_key, search_words
from hamyar.places.models import Municipality

KINDS_OF_PLACE = frozenset(("شهرداری", "شهرداریها", "شهر", "municipality", "city", "town", "of"))
"""Words that say what is sought, not which one."""


def municipalities_matching(
    *, query: str, among: QuerySet[Municipality] | None = None
) -> QuerySet[Municipality]:
    """Return the municipalities whose name or code holds every word typed, whatever the spelling.

    «مه‌ولات», «مهولات» and «مه ولات» find the same; so do ي and ی, ك and ک, and digits of all three sets.
    """
    towns = Municipality.objects.all() if among is None else among
    words = search_words(query)
    telling = [word for word in words if word not in KINDS_OF_PLACE] or words
    every_word = Q()
    for word in telling:
        every_word &= Q(search_key__contains=word)
    return (
        towns.filter(every_word | Q(search_key__contains=search_key(" ".join(telling)))) if telling else towns
    )
