"""The choices of the forms on the telephone, in the words of the server."""

from hamyar.visits.enums import AttendanceState, Side
from hamyar.web.field.kinds import known_kinds
from hamyar.web.field.versus import kind_label

Choices = list[tuple[str, str]]


def field_choices() -> dict[str, Choices]:
    """Return each list of choices by the name of its field."""
    kinds = [(kind, kind_label(kind)) for kind in known_kinds()]
    return {"kinds": kinds, "side": _said(Side), "attendance": _said(AttendanceState)}


def _said(choices: type[Side] | type[AttendanceState]) -> Choices:
    return [(choice.value, str(choice.label)) for choice in choices]
