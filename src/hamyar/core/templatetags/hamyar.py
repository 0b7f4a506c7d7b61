"""Template tags of the design system; ``docs/reference/design-system.md`` shows each of them."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.core.paginator import Page
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from hamyar.core.addresses import address_of, translated
from hamyar.core.assets import entry_html, font_html
from hamyar.core.icons import icon_html
from hamyar.core.jalali import format_jalali
from hamyar.core.money import Display, Money, format_money, format_readable
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.remembered import remembered_translate, remembered_url
from hamyar.core.tiers import TIER_STEPS, tier_step, tier_word

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()
register.tag("url", remembered_url)
register.tag("translate", remembered_translate)

DASH = "—"
Number = int | float | Decimal

PERSIAN_WORD = re.compile("[\u0620-\u064a\u0671-\u06d3]{2}")


def _language() -> str:
    return (get_language() or "fa")[:2]


def _is_missing(value: object) -> bool:
    if value is None or value == "":
        return True
    return isinstance(value, float | Decimal) and not math.isfinite(value)


@register.filter
def number(value: Number | str | None, decimals: int | None = None) -> str:
    """Write a number in the digits of the page: «۱٬۲۳۴٫۵»; a missing one as a dash."""
    if isinstance(value, SafeString):
        return value
    if _is_missing(value):
        return _dash()
    if isinstance(value, str):
        return digits(value)
    return format_number(value, decimals=decimals, language=_language())  # type: ignore[arg-type]  # not missing


@register.filter
def percent(share: Number | None, decimals: int = 0) -> str:
    """Write a share between 0 and 1 in percent: «۱۲٫۵٪»."""
    if isinstance(share, SafeString):
        return share
    if _is_missing(share):
        return _dash()
    figure = format_number(Decimal(str(share)) * 100, decimals=decimals, language=_language())
    return f"{figure}٪" if _language() == "fa" else f"{figure}%"


@register.filter
def digits(value: object) -> str:
    """Write codes and years in the digits of the page, without grouping."""
    return to_persian_digits(str(value)) if _language() == "fa" else str(value)


@register.filter
def missing(value: Any, reason: str | Promise = "") -> Any:
    """Return the value, or a dash that tells on hover and focus why there is none."""
    return _dash(reason) if _is_missing(value) else value


def _dash(reason: str | Promise = "") -> SafeString:
    return format_html(
        '<span class="missing" tabindex="0" title="{1}"><span aria-hidden="true">{0}</span>'
        '<span class="visually-hidden">{1}</span></span>',
        DASH,
        reason or gettext("No figure is recorded."),
    )


def _time(moment: date | None, style: str) -> str:
    if moment is None or moment == "":
        return _dash(gettext("No date is recorded."))
    shown = format_jalali(moment, style, language=_language())  # type: ignore[arg-type]  # one of the styles
    return _told_time(moment, shown)


def _told_time(moment: date, shown: str) -> SafeString:
    machine = moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
    mark = "" if _language() == "fa" else SafeString(' lang="en" dir="ltr"')  # inside Persian words too
    return format_html('<time datetime="{}"{}>{}</time>', machine, mark, shown)


@register.filter
def jalali(moment: date | None, style: str = "long") -> str:
    """Write a date as «۱۱ اسفند ۱۳۹۹»; ``"weekday"`` and ``"month"`` are other styles."""
    return _time(moment, style)


@register.filter
def jalali_short(moment: date | None) -> str:
    """Write a date for tables: «۱۳۹۹/۱۲/۱۱»."""
    return _time(moment, "short")


@register.filter
def jalali_time(moment: datetime | None) -> str:
    """Write an instant: «۱۱ اسفند ۱۳۹۹، ۱۴:۰۵»."""
    if moment is None:
        return _time(None, "long")
    from django.utils import timezone

    local = timezone.localtime(moment)
    comma = "،" if _language() == "fa" else ","
    shown = f"{format_jalali(local, 'long', language=_language())}{comma} {digits(local.strftime('%H:%M'))}"
    return _told_time(local, shown)


def _money(amount: Money | int | None, shown: str, exact: str) -> str:
    return format_html('<span class="money" title="{}">{}</span>', exact, shown)


@register.filter
def rial(amount: Money | int | None) -> str:
    """Write an amount exactly, in rials with the unit."""
    if amount is None:
        return _dash(gettext("No amount is recorded."))
    money = amount if isinstance(amount, Money) else Money(int(amount))
    return format_money(money, display=Display.RIAL, language=_language())


@register.filter
def toman(amount: Money | int | None, decimals: int | None = 1) -> str:
    """Write an amount of rials in the toman unit people use; the exact rial stands in the title."""
    if amount is None:
        return rial(None)
    money = amount if isinstance(amount, Money) else Money(int(amount))
    shown = format_readable(money, decimals=decimals, language=_language())
    return format_html('<span class="money" title="{}">{}</span>', rial(money), shown)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Draw a Tabler icon by its name; arrows turn with the direction of the page."""
    return icon_html(name, css=css)


@register.simple_tag
def tier(number_of_tier: int | None, of: int = TIER_STEPS, *, short: bool = False) -> str:
    """Show a tier as a badge that carries its word; tier 1 is the most developed."""
    if number_of_tier is None:
        return _dash(gettext("This town has not been ranked."))
    step = tier_step(number_of_tier, of=of)
    name = gettext("Tier %(number)s") % {"number": digits(number_of_tier)}
    word = "" if short else f": {tier_word(step)}"
    return format_html('<span class="tier tier-{}" title="{}">{}{}</span>', step, tier_word(step), name, word)


@register.simple_tag
def minibar(share: float | None, label: str = "") -> str:
    """Draw a small bar filled by a share between 0 and 1; for tables, without a script."""
    if share is None:
        return _dash()
    width = f"{min(max(float(share), 0), 1) * 100:.2f}"
    return format_html(
        '<svg class="minibar" width="96" height="8" role="img" aria-label="{}" preserveAspectRatio="none" viewBox="0 0 100 10">'
        '<rect class="track" width="100" height="10" rx="5"/>'
        '<rect class="fill" {} width="{}" height="10" rx="5"/></svg>',
        label or percent(share),
        SafeString(f'x="{100 - float(width):.2f}"') if _language() == "fa" else "",
        width,
    )


@register.simple_tag
def interval(low: float, middle: float, high: float, most: float, least: float = 1) -> str:
    """Draw a rank interval on one line of a table: from ``low`` to ``high`` with ``middle`` as the point."""
    span = (most - least) or 1

    def at(rank: float) -> str:
        share = (float(rank) - least) / span
        return f"{(1 - share if _language() == 'fa' else share) * 100:.2f}"

    words = gettext("median rank %(middle)s, from %(low)s to %(high)s") % {
        "middle": number(middle),
        "low": number(low),
        "high": number(high),
    }
    return format_html(
        '<svg class="interval" width="108" height="20" role="img" aria-label="{}" '
        'viewBox="-4 0 108 20" preserveAspectRatio="none">'
        '<line class="track" x1="0" x2="100" y1="10" y2="10"/>'
        '<line class="range" x1="{}" x2="{}" y1="10" y2="10"/>'
        '<circle class="point" cx="{}" cy="10" r="4"/></svg>',
        words,
        at(low),
        at(high),
        at(middle),
    )


@register.simple_tag
def entry(name: str) -> SafeString:
    """Load an entry of the front-end build: ``charts``, ``map`` or ``explorer``."""
    return entry_html(name)


@register.simple_tag
def font() -> SafeString:
    """Fetch the Persian letters early on Persian pages."""
    return font_html() if _language() == "fa" else SafeString("")


@register.simple_tag
def crumb(label: str | Promise, target: str = "", *arguments: object) -> str:
    """Write one step of the breadcrumbs; ``target`` is an address or the name of one."""
    if not target:
        return format_html('<li><span aria-current="page">{}</span></li>', label)
    return format_html('<li><a href="{}">{}</a></li>', _address(target, *arguments), label)


def _address(target: str, *arguments: object) -> str:
    if target.startswith(("/", "http", "#", "?")):
        return target
    try:
        return address_of(target, *arguments)
    except NoReverseMatch:
        if arguments:
            raise
        return target


@register.simple_tag(takes_context=True)
def language_address(context: template.Context, language: str) -> str:
    """Return the address of this page in another language."""
    request: HttpRequest | None = context.get("request")
    return translated(request.get_full_path(), language, get_language()) if request else "/"


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, key: str, label: str | Promise, name: str = "sort") -> str:
    """Write the heading of a sortable column as a link; a second click turns the order round."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    current = query.get(name, "")
    query[name] = f"-{key}" if current == key else key
    query.pop("page", None)
    mark = {key: "arrow-up", f"-{key}": "arrow-down"}.get(current, "")
    return format_html(
        '<a href="?{}">{}{}</a>', query.urlencode(), label, icon_html(mark) if mark else SafeString("")
    )


@register.simple_tag(takes_context=True)
def sort_state(context: template.Context, key: str, name: str = "sort") -> str:
    """Return the value of ``aria-sort`` for a column."""
    current = context["request"].GET.get(name, "")
    return {key: "ascending", f"-{key}": "descending"}.get(current, "none")


@register.filter
def page_range(page: Page) -> Iterator[str | int]:  # type: ignore[type-arg]  # a page of anything
    """Return the numbers to offer around a page, with an ellipsis where many are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def bdi(value: str) -> SafeString:
    """Keep foreign text, codes and letter numbers in order; Persian on an English page is marked as Persian."""
    is_foreign = _language() != "fa" and PERSIAN_WORD.search(str(value)) is not None
    mark = SafeString(' lang="fa" dir="rtl"') if is_foreign else ""
    return format_html("<bdi{}>{}</bdi>", mark, conditional_escape(value))
