"""Municipalities as files name them: by code, or by a name that only one of them has."""

from hamyar.core.persian import search_key
from hamyar.core.translation import gettext_noop as _
from hamyar.places.models import Municipality
from hamyar.places.services.imports.columns import UnableToReadCellError, read_code

PREFIXES = ("شهرداری", "شهر")


class Towns:
    """All municipalities, read once for a file."""

    def __init__(self) -> None:
        self.all = list(Municipality.objects.select_related("county", "census_county", "district"))
        self.by_code = {town.code: town for town in self.all}
        self.by_name: dict[str, list[Municipality]] = {}
        for town in self.all:
            names = (town.name_fa, town.name_en, *town.also_written_fa.split("،"))
            for key in {search_key(name) for name in names} - {""}:
                self.by_name.setdefault(key, []).append(town)

    def find(self, text: str) -> Municipality:
        """Return the municipality of this code or name.

        Raises
        ------
        UnableToReadCellError
            When there is none, or several of that name.
        """
        key = search_key(text)
        if key.isdigit():
            code = read_code(text)
            if code in self.by_code:
                return self.by_code[code]
            raise UnableToReadCellError(
                _("There is no municipality with the code {digits}."), "town_unknown", digits=code
            )
        found = self.by_name.get(key) or self.by_name.get(_without_prefix(key)) or []
        if len(found) == 1:
            return found[0]
        if found:
            raise UnableToReadCellError(
                _("Several municipalities are called “{name}”; write the code."), "town_ambiguous", name=text
            )
        raise UnableToReadCellError(
            _("There is no municipality called “{name}”; write its code."), "town_unknown", name=text
        )


def _without_prefix(key: str) -> str:
    for prefix in map(search_key, PREFIXES):
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key
