"""``report.html``: one file that opens anywhere, with its map and calendar and nothing from elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from hamyar.cli.plan_visits.inputs import Inputs
from hamyar.cli.plan_visits.map_out import colours, map_svg
from hamyar.cli.plan_visits.tables_out import team_name
from hamyar.cli.plan_visits.words import Words
from hamyar.core.jalali import GridDay, format_jalali, jalali_parts, month_grid
from hamyar.core.persian import sort_key
from hamyar.core.translation import gettext_noop
from hamyar_engine.visits.plan import Plan, Status, Trip
from hamyar_engine.visits.value import VisitValue

TITLE = gettext_noop("Programme of visits: {first} to {last}")
LEAD = gettext_noop(
    "{visits} visits to {towns} towns in {trips} trips; {days} team days, {nights} nights, {km} kilometres."
)
STATUS = {
    Status.OPTIMAL: gettext_noop("Every guarantee is kept, and no programme can cost less."),
    Status.FEASIBLE: gettext_noop("Every guarantee is kept."),
    Status.STOPPED: gettext_noop(
        "The search was stopped; this is the best so far, and every guarantee is kept."
    ),
    Status.IMPOSSIBLE: gettext_noop(
        "Not every guarantee can be kept: {count} guaranteed visits are missing, for the reasons below."
    ),
}
GAP = gettext_noop("It is proven that no programme can cost more than {gap} % less.")
ESTIMATED = gettext_noop("{count} roads between towns are estimated from straight lines.")
NO_LUNAR = gettext_noop("The lunar holidays of {years} are not known; add them under “closed”.")
MAP, CALENDAR, TRIPS = gettext_noop("Map"), gettext_noop("Calendar"), gettext_noop("Trips")
TOWNS, TEAMS, COST = gettext_noop("Towns"), gettext_noop("Teams"), gettext_noop("Cost")
UNSERVED = gettext_noop("What is left out, and why")
TRIP_HEADINGS = (
    gettext_noop("Days"), gettext_noop("Team"), gettext_noop("Stops"), gettext_noop("Nights"), gettext_noop("Kilometres"),
    gettext_noop("Returns at"),
)  # fmt: skip
TOWN_HEADINGS = (
    gettext_noop("Town"),
    gettext_noop("County"),
    gettext_noop("Visits"),
    gettext_noop("Points of a visit"),
)
TEAM_HEADINGS = (
    gettext_noop("Team"), gettext_noop("Trips"), gettext_noop("Days"), gettext_noop("Nights"), gettext_noop("Hours"),
    gettext_noop("Kilometres"),
)  # fmt: skip
COST_PARTS = {
    "km": gettext_noop("Kilometres"),
    "hours": gettext_noop("Hours of driving"),
    "nights": gettext_noop("Nights away"),
    "missed_guarantees": gettext_noop("Guaranteed visits not made"),
    "missed_value": gettext_noop("Value of optional visits not made"),
    "off_preference": gettext_noop("Visits off the council's days"),
    "changes": gettext_noop("Changes from the previous programme"),
    "fairness": gettext_noop("Unequal hours of the teams"),
}
MADE = gettext_noop(
    "Made by Hamyar with seed {seed}, engine “{engine}”. The file run.json holds every figure."
)
SESSION = gettext_noop("county session: {towns}")
VALUE_TERMS = {
    "need": gettext_noop("need"),
    "since_last": gettext_noop("time since the last visit"),
    "overdue": gettext_noop("overdue promises"),
    "data_gap": gettext_noop("missing data"),
}

STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def report_html(inputs: Inputs, plan: Plan, *, language: str) -> str:
    """Return the report as one HTML text in ``fa`` or ``en``."""
    words = Words(language)
    first, last = words.day(inputs.calendar.first), words.day(inputs.calendar.last)
    title = words.html(TITLE, first=first, last=last)
    parts = [
        f"<h1>{title}</h1>",
        _lead(inputs, plan, words),
        _left_out(inputs, plan, words),
        _map(inputs, plan, words),
        f'<h2>{words.html(CALENDAR)}</h2><div class="months">{_months(inputs, plan, words)}</div>',
        _trips(inputs, plan, words),
        _towns(inputs, plan, words),
        _teams(inputs, plan, words),
        _cost(plan, words),
        f'<p class="quiet">{words.html(MADE, seed=plan.seed, engine=plan.engine)}</p>',
    ]
    direction = "rtl" if language == "fa" else "ltr"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head>{head}<style>{STYLE}</style></head>'
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _lead(inputs: Inputs, plan: Plan, words: Words) -> str:
    lead = words.html(
        LEAD,
        visits=len(plan.visits()),
        towns=len({place for place, _, _ in plan.visits()}),
        trips=len(plan.trips),
        days=sum(len(trip.days) for trip in plan.trips),
        nights=sum(len(trip.nights) for trip in plan.trips),
        km=round(sum(trip.km for trip in plan.trips)),
    )
    missing = sum(item.visits for item in plan.unserved if item.is_guaranteed)
    css = ' class="alarm"' if missing else ""
    status = f"<p{css}><strong>{words.html(STATUS[plan.status], count=missing)}</strong>"
    if plan.gap is not None and plan.status is not Status.OPTIMAL:
        status += f" {words.html(GAP, gap=words.number(100 * plan.gap, 1))}"
    return f"<p>{lead}</p>{status}</p>{''.join(_notes(inputs, words))}"


def _notes(inputs: Inputs, words: Words) -> Iterable[str]:
    if inputs.estimated_pairs:
        yield f'<p class="quiet">{words.html(ESTIMATED, count=inputs.estimated_pairs)}</p>'
    if inputs.calendar.years_without_lunar:
        years = "، ".join(
            words.number(year).replace("٬", "").replace(",", "")
            for year in inputs.calendar.years_without_lunar
        )
        yield f'<p class="alarm">{words.html(NO_LUNAR, years=years)}</p>'


def _left_out(inputs: Inputs, plan: Plan, words: Words) -> str:
    if not plan.unserved:
        return ""
    items = "".join(
        f"<li><bdi><strong>{escape(inputs.name_of(item.place))}</strong></bdi> ({words.number(item.visits)}): "
        f"{escape(words.reason(item, team_name(inputs, item.relaxation.team if item.relaxation else '')))}</li>"
        for item in plan.unserved
    )
    return f"<h2>{words.html(UNSERVED)}</h2><ul>{items}</ul>"


def _map(inputs: Inputs, plan: Plan, words: Words) -> str:
    picture = map_svg(inputs, plan, words)
    return f'<h2>{words.html(MAP)}</h2>{_legend(inputs)}<div class="wide">{picture}</div>'


def _legend(inputs: Inputs) -> str:
    shades = colours(inputs)
    items = "".join(
        f'<li><span class="dot" style="background:{shades[team.code]}"></span><bdi>{escape(team.label)}</bdi></li>'
        for team in inputs.problem.teams
    )
    return f'<ul class="legend">{items}</ul>'


def _months(inputs: Inputs, plan: Plan, words: Words) -> str:
    visits: dict[date, list[tuple[str, str]]] = {}
    for trip in plan.trips:
        for on in trip.days:
            names = [inputs.name_of(stop.location) for stop in trip.stops if stop.on == on]
            visits.setdefault(on, []).append((trip.team, "، ".join(names) or "…"))
    year, month, _ = jalali_parts(inputs.calendar.first)
    last = jalali_parts(inputs.calendar.last)[:2]
    found = []
    while (year, month) <= last:
        found.append(_month(inputs, (year, month), visits, words))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return "".join(found)


def _month(
    inputs: Inputs, month: tuple[int, int], visits: dict[date, list[tuple[str, str]]], words: Words
) -> str:
    grid = month_grid(*month)
    inside = next(cell.date for week in grid for cell in week if cell.is_in_month)
    heads = "".join(_weekday(cell.date, words) for cell in grid[0])
    shades = colours(inputs)
    body = "".join(
        f"<tr>{''.join(_cell(inputs, cell, visits.get(cell.date, []), shades, words) for cell in week)}</tr>"
        for week in grid
    )
    name = escape(format_jalali(inside, "month", language=words.language))
    return f'<section class="month"><h3>{name}</h3><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></section>'


def _weekday(on: date, words: Words) -> str:
    return f'<th scope="col">{escape(words.weekday(on))}</th>'


def _cell(
    inputs: Inputs, cell: GridDay, visits: Sequence[tuple[str, str]], colour: Mapping[str, str], words: Words
) -> str:
    if not cell.is_in_month:
        return '<td class="out empty"></td>'
    chips = "".join(
        f'<span class="chip" style="border-color:{colour[team]}" title="{escape(team_name(inputs, team))}">{escape(names)}</span>'
        for team, names in visits
    )
    kinds = [
        kind
        for kind, holds in (("off", cell.date not in inputs.problem.day_of), ("empty", not visits))
        if holds
    ]
    css = f' class="{" ".join(kinds)}"' if kinds else ""
    weekday = f'<span class="weekday"> {escape(words.weekday(cell.date))}</span>'
    return f"<td{css}>{words.number(cell.day)}{weekday}{chips}</td>"


def _table(heading: str, headings: Sequence[str], rows: Iterable[str], words: Words) -> str:
    heads = "".join(f'<th scope="col">{words.html(name)}</th>' for name in headings)
    return (
        f'<h2>{words.html(heading)}</h2><div class="wide"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _trips(inputs: Inputs, plan: Plan, words: Words) -> str:
    return _table(TRIPS, TRIP_HEADINGS, (_trip(inputs, trip, words) for trip in plan.trips), words)


def _trip(inputs: Inputs, trip: Trip, words: Words) -> str:
    days = f"{words.weekday(trip.days[0])} {words.day(trip.days[0])}"
    if len(trip.days) > 1:
        days += f" – {words.weekday(trip.days[-1])} {words.day(trip.days[-1])}"
    stops = []
    for stop in trip.stops:
        text = f"{words.clock(stop.arrival)}–{words.clock(stop.departure)} {inputs.name_of(stop.location)}"
        if stop.session:
            text += f" ({words.say(SESSION, towns='، '.join(inputs.name_of(code) for code in stop.serves))})"
        stops.append(f"<bdi>{escape(text)}</bdi>")
    nights = "، ".join(inputs.name_of(code) for code in trip.nights)
    return (
        f'<tr><th scope="row">{escape(days)}</th><td><bdi>{escape(team_name(inputs, trip.team))}</bdi></td>'
        f'<td>{"<br>".join(stops)}</td><td>{escape(nights)}</td><td class="n">{words.number(trip.km, 0)}</td>'
        f'<td class="n">{words.clock(trip.returns_at)}</td></tr>'
    )


def _towns(inputs: Inputs, plan: Plan, words: Words) -> str:
    dates: dict[str, list[date]] = {}
    for place, on, _ in plan.visits():
        dates.setdefault(place, []).append(on)
    order = sorted(inputs.problem.places, key=lambda place: (sort_key(place.county), sort_key(place.label)))
    rows = (
        f'<tr><th scope="row"><bdi>{escape(place.label)}</bdi></th><td><bdi>{escape(place.county)}</bdi></td>'
        f"<td>{'، '.join(words.day(on) for on in dates.get(place.code, [])) or '—'}</td>"
        f'<td title="{escape(_terms(place.value, words))}">{words.number(round(place.value.points * place.priority, 1))}'
        "</td></tr>"
        for place in order
    )
    return _table(TOWNS, TOWN_HEADINGS, rows, words)


def _terms(value: VisitValue, words: Words) -> str:
    return "؛ ".join(
        f"{words.say(VALUE_TERMS[term.name])} {words.number(round(term.points, 1))}" for term in value.terms
    )


def _teams(inputs: Inputs, plan: Plan, words: Words) -> str:
    rows = []
    for team in inputs.problem.teams:
        own = [trip for trip in plan.trips if trip.team == team.code]
        figures = (
            len(own),
            sum(len(trip.days) for trip in own),
            sum(len(trip.nights) for trip in own),
            round(sum(trip.work_minutes for trip in own) / 60),
            round(sum(trip.km for trip in own)),
        )
        cells = "".join(f'<td class="n">{words.number(figure)}</td>' for figure in figures)
        rows.append(f'<tr><th scope="row"><bdi>{escape(team.label)}</bdi></th>{cells}</tr>')
    return _table(TEAMS, TEAM_HEADINGS, rows, words)


def _cost(plan: Plan, words: Words) -> str:
    rows = [
        f'<tr><th scope="row">{words.html(label)}</th><td class="n">{words.number(getattr(plan.cost, name), 0)}</td></tr>'
        for name, label in COST_PARTS.items()
        if getattr(plan.cost, name)
    ]
    return _table(COST, (gettext_noop("Part"), gettext_noop("Amount")), rows, words)
