"""``report.html`` of a ranking: one file that opens anywhere, with its pictures and nothing from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from hamyar.core.persian import format_number
from hamyar.core.translation import gettext_noop, translate
from hamyar.priorities.services.compute import Ranking, RankingRow
from hamyar.priorities.services.figures import INTERVAL_STYLE, interval_plot

TITLE = gettext_noop("Ranking: {name}")
LEAD = gettext_noop(
    "{units} units in {tiers} tiers. Tier 1 is the most developed; the list starts with those that come first for support. "
    "The line shows the rank in 90 % of {draws} draws, the point its median."
)
TIER = gettext_noop("Tier {tier}")
HEADINGS = (
    gettext_noop("Unit"),
    gettext_noop("Tier"),
    gettext_noop("Rank"),
    gettext_noop("90 % of draws"),
    gettext_noop("Best and worst possible"),
    gettext_noop("Probability of the last quartile"),
    gettext_noop("Score"),
    gettext_noop("What pulls it most"),
)
MISSING = gettext_noop("{count} empty cells were filled by the rule “{rule}”:")
NO_MISSING = gettext_noop("No cell was empty.")
TABLE, METHOD, MISSING_DATA = gettext_noop("Table"), gettext_noop("Method"), gettext_noop("Missing data")
AGAIN = gettext_noop("To recompute this ranking, keep this folder and run: {command}")

STYLE = """
:root{color-scheme:light dark;--ink:#1d2730;--quiet:#5b6770;--line:#d9dfe3;--page:#fff;--accent:#0f6b66}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebef;--quiet:#9aa7b0;--line:#33404a;--page:#141b20;--accent:#5cc4bc}}
body{font:16px/1.9 Vazirmatn,Vazir,Tahoma,"Noto Sans Arabic",sans-serif;color:var(--ink);background:var(--page);
margin:0 auto;max-width:72rem;padding:1.5rem}
h1{font-size:1.6rem;line-height:1.5;margin:0 0 .5rem}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}p{max-width:46rem}
table{border-collapse:collapse;width:100%;line-height:1.5;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .6rem;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
th{font-weight:600;color:var(--quiet);font-size:.85rem}td.n{text-align:end;white-space:nowrap}
.wide{overflow-x:auto}pre{background:color-mix(in srgb,var(--line) 35%,transparent);padding:1rem;overflow:auto;direction:ltr;
text-align:left;border-radius:.5rem}
@media print{body{padding:0;max-width:none;font-size:11px}pre{white-space:pre-wrap}}
"""


@dataclass(frozen=True)
class Writer:
    """Words and numbers in one language."""

    language: str

    def words(self, message: str, **params: object) -> str:
        """Return a translated, escaped sentence."""
        shown = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in params.items()
        }
        return escape(translate(message, language=self.language).format(**shown))

    def number(self, value: float, decimals: int | None = None) -> str:
        """Return a number with the digits and marks of the language."""
        if self.language == "fa":
            return format_number(value, decimals=decimals)
        return f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"


def report_html(ranking: Ranking, *, language: str) -> str:
    """Return the report of a ranking as one HTML text in ``fa`` or ``en``."""
    write = Writer(language)
    rows = sorted(ranking.rows(), key=lambda row: (-row.rank_p50, -row.rank, row.code))
    title = write.words(TITLE, name=ranking.method.name.in_language(language))
    direction = "rtl" if language == "fa" else "ltr"
    tiers = len(set(ranking.tiers))
    parts = [
        f"<h1>{title}</h1>",
        f"<p>{write.words(LEAD, units=len(rows), tiers=tiers, draws=ranking.draws)}</p>",
        interval_plot(rows, write=write),
        _table(rows, ranking, write),
        _missing(ranking, write),
        _method(ranking, write),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head>{head}<style>{STYLE}{INTERVAL_STYLE}</style>'
        f"</head><body>{''.join(parts)}</body></html>\n"
    )


def _table(rows: Sequence[RankingRow], ranking: Ranking, write: Writer) -> str:
    heads = "".join(f'<th scope="col">{write.words(heading)}</th>' for heading in HEADINGS)
    position = {code: at for at, code in enumerate(ranking.values.codes)}
    body = "".join(
        _row(row, pulls(ranking, position[row.code], language=write.language), write) for row in rows
    )
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{write.words(TABLE)}</h2><div class="wide">{table}</div>'


def _row(row: RankingRow, pulling: Sequence[str], write: Writer) -> str:
    cells = [
        f'<th scope="row"><bdi>{escape(row.name)}</bdi></th>',
        f"<td>{write.words(TIER, tier=row.tier)}</td>",
        f'<td class="n">{write.number(row.rank)}</td>',
        f'<td class="n">{write.number(row.rank_p05)}–{write.number(row.rank_p95)}</td>',
        f'<td class="n">{_range(row, write)}</td>',
        f'<td class="n">{write.number(100 * row.p_last_quartile, 0)}{"٪" if write.language == "fa" else "%"}</td>',
        f'<td class="n">{write.number(row.score, 3)}</td>',
        f"<td>{escape('، '.join(pulling) if write.language == 'fa' else ', '.join(pulling))}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _range(row: RankingRow, write: Writer) -> str:
    if row.rank_best is None or row.rank_worst is None:
        return "—"
    return f"{write.number(row.rank_best)}–{write.number(row.rank_worst)}"


def pulls(ranking: Ranking, at: int, *, language: str, most: int = 3) -> list[str]:
    """Name the indicators that pull a unit furthest towards the less developed end."""
    row = ranking.contributions.values[at]
    order = sorted(range(len(row)), key=lambda column: float(row[column]))
    codes = [ranking.method.indicators[column].code for column in order[:most] if row[column] < 0]
    return [ranking.method.name_of(code, language) for code in codes]


def _missing(ranking: Ranking, write: Writer) -> str:
    heading = f"<h2>{write.words(MISSING_DATA)}</h2>"
    filled = ranking.result.filled
    if not filled:
        return f"{heading}<p>{write.words(NO_MISSING)}</p>"
    names = dict(zip(ranking.values.codes, ranking.values.names, strict=True))
    items = "".join(
        f"<li><bdi>{escape(names[cell.unit])}</bdi>: "
        f"{escape(ranking.method.name_of(cell.indicator, write.language))} ≈ {write.number(round(cell.value, 4))}</li>"
        for cell in filled
    )
    sentence = write.words(MISSING, count=len(filled), rule=str(ranking.method.method.missing))
    return f"{heading}<p>{sentence}</p><ul>{items}</ul>"


def _method(ranking: Ranking, write: Writer) -> str:
    note = escape(ranking.method.note.in_language(write.language))
    again = write.words(AGAIN, command="hamyar reproduce .")
    return (
        f"<h2>{write.words(METHOD)}</h2><p>{note}</p>"
        f"<pre><code>{escape(ranking.method.text)}</code></pre><p>{again}</p>"
    )
