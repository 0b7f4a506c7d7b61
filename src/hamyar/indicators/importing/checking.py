"""Comparing entries with what stands: new, changed, unchanged, or refused with a reason."""

import math

from hamyar.core.persian import search_key
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.enums import FIRST_YEAR, Level, Status
from hamyar.indicators.importing.doubts import with_doubts
from hamyar.indicators.importing.grid import Scalar
from hamyar.indicators.importing.layout import Entry, Layout, arabic_letters, persian_letters
from hamyar.indicators.importing.preview import CellKind, Preview, PreviewCell, reason
from hamyar.indicators.importing.reference import (
    Defaults,
    IndicatorReference,
    PlaceReference,
    Reference,
    Standing,
)
from hamyar.indicators.importing.scalars import RefusedCell, read_amount, read_code, read_whole, read_words

COUNTY_CODE_LENGTH = 4
_STATUS_OF = {
    search_key(word): status
    for status, words in {
        Status.PROVISIONAL: ("provisional", "موقت", "مقدماتی"),
        Status.FINAL: ("final", "نهایی", "قطعی"),
        Status.EMBARGOED: ("embargoed", "تا انتشار محرمانه", "محرمانه"),
    }.items()
    for word in words
}


def check_entries(layout: Layout, *, reference: Reference, defaults: Defaults) -> Preview:
    """Return what storing the entries would do; nothing is stored."""
    check = _Check(reference, defaults)
    columns = [
        PreviewCell(CellKind.REFUSED, each.row, each.column, each.typed, refusal=each.refusal)
        for each in layout.problems
    ]
    cells = [check.cell(entry) for entry in layout.entries]
    return Preview((*columns, *with_doubts(cells, standing=reference.standing)))


class _Check:
    """Checks entry after entry; remembers places already found and keys already met."""

    def __init__(self, reference: Reference, defaults: Defaults) -> None:
        self._reference = reference
        self._defaults = defaults
        self._by_name = {
            search_key(word): each
            for each in reference.indicators.values()
            for word in (each.code, each.name_fa, each.name_en)
        }
        self._places: dict[tuple[str, Scalar, Scalar], PlaceReference] = {}
        self._years: dict[Scalar, int] = {}
        self._met: dict[tuple[int, int, int], tuple[int, str]] = {}

    def cell(self, entry: Entry) -> PreviewCell:
        """Check one entry."""
        try:
            return self._accept(entry)
        except RefusedCell as refused:
            return PreviewCell(
                CellKind.REFUSED,
                entry.row,
                entry.column,
                str(entry.value)[:60],
                place_code=str(entry.code or "")[:20],
                indicator=self._reference.indicators.get(entry.indicator),
                refusal=refused.refusal,
            )

    def _accept(self, entry: Entry) -> PreviewCell:
        indicator = self._indicator(entry.indicator)
        place = self._place(entry, indicator.level)
        year = self._year(entry.year)
        amount = read_amount(entry.value, indicator)
        status = self._status(entry.status)
        key = (indicator.id, place.id, year)
        self._refuse_second(key, entry)
        standing = self._reference.standing.get(key)
        self._refuse_status(standing, status)
        return PreviewCell(
            _kind(standing, amount, status),
            entry.row,
            entry.column,
            str(entry.value)[:60],
            place_code=place.code,
            indicator=indicator,
            place=place,
            year=year,
            amount=amount,
            status=status,
            source=read_words(entry.source, "source") or self._defaults.source,
            note=read_words(entry.note, "note"),
            standing=standing,
        )

    def _indicator(self, typed: str) -> IndicatorReference:
        found = self._reference.indicators.get(typed) or self._by_name.get(search_key(typed))
        if found is None:
            raise RefusedCell(
                reason("indicator_unknown", _("There is no indicator “{typed}”."), typed=typed[:60])
            )
        return found

    def _place(self, entry: Entry, level: str) -> PlaceReference:
        key = (level, entry.code, entry.name)
        if key not in self._places:
            self._places[key] = self._find_place(read_code(entry.code), entry.name, level)
        return self._places[key]

    def _find_place(self, code: str, name: Scalar, level: str) -> PlaceReference:
        is_county = level == Level.COUNTY
        if not code:
            raise RefusedCell(reason("code_missing", _("The code of the place is missing.")))
        places = self._reference.counties if is_county else self._reference.towns
        place = places.get(code.zfill(COUNTY_CODE_LENGTH) if is_county else code)
        if place is None:
            told = (
                _("No county has the code {code}; this indicator is measured by county.")
                if is_county
                else _("No municipality has the code {code}.")
            )
            raise RefusedCell(reason("place_unknown", told, code=code[:20]))
        _refuse_other_name(place, name)
        allowed = self._reference.allowed_towns
        if allowed is not None and (is_county or place.code not in allowed):
            raise RefusedCell(
                reason("place_of_others", _("You may enter values of your own municipality only."))
            )
        return place

    def _year(self, typed: Scalar) -> int:
        if typed not in self._years:
            self._years[typed] = self._read_year(typed)
        return self._years[typed]

    def _read_year(self, typed: Scalar) -> int:
        if typed is None:
            if self._defaults.year is None:
                raise RefusedCell(reason("year_missing", _("The year is missing.")))
            return self._defaults.year
        year = read_whole(typed)
        if year is None or not FIRST_YEAR <= year <= self._defaults.last_year:
            raise RefusedCell(
                reason(
                    "year_wrong",
                    _("“{typed}” is no Jalali year from {first} to {last}."),
                    typed=str(typed)[:20],
                    first=FIRST_YEAR,
                    last=self._defaults.last_year,
                )
            )
        return year

    def _status(self, typed: Scalar) -> str:
        if typed is None:
            return self._defaults.status
        found = _STATUS_OF.get(search_key(str(typed)))
        if found is None:
            raise RefusedCell(
                reason(
                    "status_unknown",
                    _("“{typed}” is no status; write provisional, final or embargoed."),
                    typed=str(typed)[:30],
                )
            )
        return found.value

    def _refuse_status(self, standing: Standing | None, status: str) -> None:
        if standing and status == Status.EMBARGOED != standing.status:
            raise RefusedCell(reason("published", _("This value is public already and cannot be embargoed.")))
        if self._reference.allowed_towns is None:
            return
        if status != Status.PROVISIONAL:
            raise RefusedCell(reason("not_provisional", _("A municipality enters provisional values only.")))
        if standing and standing.status == Status.FINAL:
            raise RefusedCell(
                reason("final_stands", _("The value is final. Ask the organisation to correct it."))
            )

    def _refuse_second(self, key: tuple[int, int, int], entry: Entry) -> None:
        first = self._met.setdefault(key, (entry.row, entry.column))
        if first != (entry.row, entry.column):
            raise RefusedCell(
                reason(
                    "twice",
                    _("The same value stands in row {row}, column {column} too."),
                    row=first[0],
                    column=first[1],
                )
            )


def _kind(standing: Standing | None, amount: float, status: str) -> CellKind:
    if standing is None:
        return CellKind.NEW
    is_same = math.isclose(standing.amount, amount, rel_tol=1e-12, abs_tol=1e-12)
    return CellKind.UNCHANGED if is_same and standing.status == status else CellKind.CHANGED


def _refuse_other_name(place: PlaceReference, name: Scalar) -> None:
    if name is None:
        return
    typed = str(name).strip()
    if persian_letters(typed) != typed:
        raise RefusedCell(arabic_letters(typed))
    if search_key(typed) not in place.keys:
        raise RefusedCell(
            reason(
                "name_differs",
                _("The code {code} belongs to “{name}”, not to “{typed}”."),
                code=place.code,
                name=place.name,
                typed=typed[:60],
            )
        )
