"""Words, numbers, dates and times in one language."""

from dataclasses import dataclass
from datetime import date
from html import escape

from hamyar.core.jalali import format_jalali, weekday_name
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import gettext_noop, translate
from hamyar_engine.visits.plan import Reason, Relaxation, Unserved

REASONS = {
    Reason.NO_DAY: gettext_noop("the place is closed on every day on which a team could come"),
    Reason.NO_SKILL: gettext_noop("no team has the skills it needs"),
    Reason.TOO_FAR: gettext_noop("it is too far for every trip that is allowed"),
    Reason.SPACING: gettext_noop("no further day keeps the spacing between its visits"),
    Reason.LOAD: gettext_noop("the visit alone is above what a team can carry"),
    Reason.CAPACITY: gettext_noop("the days, hours or nights of the teams are used up"),
    Reason.NOT_WORTH: gettext_noop("the visit costs more than it is worth"),
}
RELAXATIONS = {
    "spacing_days": gettext_noop("It would become possible with a spacing shorter by {amount} days."),
    "minutes_a_day": gettext_noop("It would become possible with {amount} minutes of overtime for {team}."),
    "nights_per_trip": gettext_noop(
        "It would become possible if {team} spent {amount} more nights away in a trip."
    ),
    "trip_days": gettext_noop("It would become possible with trips longer by {amount} days for {team}."),
    "team_days": gettext_noop("It would become possible with {amount} more working days of {team}."),
    "closed_window": gettext_noop("It would become possible if the place were open on {on}."),
    "skill": gettext_noop("It would become possible if {team} had: {detail}."),
    "load": gettext_noop("It would become possible with a load limit higher by {amount}."),
    "value_points": gettext_noop("It would be made if it were worth {amount} points more."),
}


@dataclass(frozen=True)
class Words:
    """How things are written in ``fa`` or ``en``."""

    language: str

    def say(self, message: str, **params: object) -> str:
        """Return a translated sentence; numbers take the digits of the language."""
        shown = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in params.items()
        }
        return translate(message, language=self.language).format(**shown)

    def html(self, message: str, **params: object) -> str:
        """Return a translated sentence, escaped."""
        return escape(self.say(message, **params))

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number; without ``decimals`` all its digits, at most three."""
        return format_number(
            round(value, 3) if decimals is None else value, decimals=decimals, language=self.language
        )

    def day(self, on: date) -> str:
        """Return a date in words."""
        return format_jalali(on, language=self.language)

    def weekday(self, on: date) -> str:
        """Return the day of the week."""
        return weekday_name(on, language=self.language)

    def clock(self, minutes: float) -> str:
        """Return a time of day, ``07:30``."""
        text = clock(minutes)
        return to_persian_digits(text) if self.language == "fa" else text

    def reason(self, item: Unserved, team: str) -> str:
        """Say why a visit is not made and what would let it be."""
        why = self.say(REASONS[item.reason])
        text = self.say(
            gettext_noop("Impossible, because {reason}.") if item.is_guaranteed else NOT_MADE, reason=why
        )
        return text if item.relaxation is None else f"{text} {self.relaxation(item.relaxation, team)}"

    def relaxation(self, relaxation: Relaxation, team: str) -> str:
        """Say the smallest change that would let a visit be made."""
        return self.say(
            RELAXATIONS[relaxation.kind],
            amount=round(relaxation.amount, 1),
            team=team,
            on="" if relaxation.on is None else self.day(relaxation.on),
            detail=relaxation.detail,
        )


NOT_MADE = gettext_noop("Not made, because {reason}.")


def clock(minutes: float) -> str:
    """Return minutes after midnight as ``07:30``, rounded to the minute; after midnight it goes on with 24."""
    whole = round(minutes)
    return f"{whole // 60:02}:{whole % 60:02}"
