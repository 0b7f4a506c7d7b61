"""The sheets of the file, their columns and what each cell asks for; the file is always Persian."""

from dataclasses import dataclass
from enum import Enum

from hamyar.places.services.imports.columns import Column

GUIDE = "راهنما"
HEAD = "بازدید"
LISTS = "فهرست‌ها"
RECORD_ID = Column("record_id", "شناسه")
REVISION = Column("revision", "نسخه")
YES, NO = "بله", "خیر"


class Reads(Enum):
    """How a cell is read."""

    TEXT = "text"
    CHOICE = "choice"
    TRUTH = "truth"
    DAY = "day"
    REAL = "real"
    WHOLE = "whole"


@dataclass(frozen=True)
class Field:
    """A column: the field of the record it fills, its heading, how it is read, how wide it is."""

    name: str
    heading: str
    width: int
    reads: Reads = Reads.TEXT
    is_required: bool = False
    choices: str = ""
    default: str = ""

    @property
    def column(self) -> Column:
        """Return the column as files of the house name it."""
        return Column(self.name, self.heading, self.is_required)


@dataclass(frozen=True)
class Layout:
    """A sheet for one kind of record; ``rows`` stand ready to be filled in."""

    kind: str
    title: str
    rows: int
    fields: tuple[Field, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return all columns, those of the identity of a row last."""
        return (*(field.column for field in self.fields), RECORD_ID, REVISION)


_C, _T, _D, _R, _W = Reads.CHOICE, Reads.TRUTH, Reads.DAY, Reads.REAL, Reads.WHOLE

LAYOUTS = (
    Layout(
        "attendance",
        "حاضران و غایبان",
        30,
        (
            Field("full_name", "نام و نام خانوادگی", 28, is_required=True),
            Field("position", "سمت", 30),
            Field("side", "از سوی", 16, _C, is_required=True, choices="side"),
            Field("state", "حضور", 14, _C, is_required=True, choices="attendance"),
            Field("substitute_for", "به جای", 26),
        ),
    ),
    Layout(
        "agenda",
        "دستور جلسه",
        20,
        (
            Field("text", "بند دستور جلسه", 80, is_required=True),
            Field("is_done", "مطرح شد", 12, _T, choices="truth"),
        ),
    ),
    Layout(
        "site",
        "محل‌های بازدیدشده",
        20,
        (
            Field("title", "محل", 34, is_required=True),
            Field("text", "آنچه دیده شد", 66),
            Field("latitude", "عرض جغرافیایی", 14, _R),
            Field("longitude", "طول جغرافیایی", 14, _R),
        ),
    ),
    Layout(
        "note",
        "یادداشت‌ها",
        30,
        (
            Field("text", "یادداشت", 96, is_required=True),
            Field("is_confidential", "محرمانه", 12, _T, choices="truth"),
        ),
    ),
    Layout(
        "decision",
        "مصوبات جلسه",
        25,
        (
            Field("text", "مقرر گردید", 64, is_required=True),
            Field("responsible", "مسئول", 26),
            Field("cooperating", "همکار", 24),
            Field("due_on", "مهلت", 14, _D),
        ),
    ),
    Layout(
        "finding",
        "یافته‌ها",
        30,
        (
            Field("kind", "نوع", 10, _C, is_required=True, choices="finding_kind"),
            Field("sector", "حوزه", 22, _C, is_required=True, choices="sector"),
            Field("title", "عنوان", 30, is_required=True),
            Field("text", "شرح", 38),
            Field("size", "اندازه", 9, _R),
            Field("unit", "واحد", 10),
            Field("people_affected", "جمعیت درگیر", 11, _W),
            Field("urgency", "فوریت", 9, _C, choices="urgency", default="medium"),
            Field("visibility", "محرمانگی", 15, _C, choices="finding_visibility", default="confidential"),
        ),
    ),
    Layout(
        "promise",
        "تعهدها",
        25,
        (
            Field("side", "چه کسی تعهد داد", 15, _C, is_required=True, choices="promise_side"),
            Field("company", "شرکت", 20, _C, choices="company"),
            Field("body", "نهاد یا واحد", 18),
            Field("text", "متن تعهد", 44, is_required=True),
            Field("owner_name", "پاسخگو", 20, is_required=True),
            Field("due_on", "سررسید", 12, _D, is_required=True),
            Field("visibility", "چه کسی می‌خواند", 16, _C, choices="promise_visibility", default="internal"),
        ),
    ),
)

VISIT_CODE, TOWN_CODE = "کد بازدید", "کد شهرداری"
