"""What the style page shows: every component, with made-up but plausible content."""

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

ROWS = (
    ("1359", "رشتخوار", 7514, 0.8123, 5, (61, 68, 73), 1_250_000_000),
    ("1302", "بجستان", 11741, 0.61, 4, (48, 55, 66), 980_000_000),
    ("1311", "تایباد", 56562, None, 3, (30, 39, 49), None),
    ("1322", "سبزوار", 243700, -0.112, 2, (7, 12, 19), 43_500_000_000),
    ("1337", "مشهد", 3001184, 1.75, 1, (1, 1, 2), 99_000_000_000_000),
)


COLOURS = (
    "page", "surface", "sunken", "line", "ink", "ink-soft", "accent", "danger", "warning", "success",
)  # fmt: skip


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Name of the town"), help_text=_("As it stands in the census, for example رشتخوار.")
    )
    held_on = forms.CharField(
        label=_("Date"),
        help_text=_("Jalali date, for example ۱۴۰۵/۰۹/۰۱."),
        widget=forms.TextInput(attrs={"data-jalali": True, "inputmode": "numeric", "autocomplete": "off"}),
    )
    tier = forms.ChoiceField(label=_("Tier"), choices=[("", "—"), ("1", "۱"), ("2", "۲")], required=False)
    kind = forms.ChoiceField(
        label=_("Kind of visit"),
        choices=[("periodic", _("Periodic")), ("special", _("Special"))],
        widget=forms.RadioSelect,
    )
    is_public = forms.BooleanField(label=_("The public may see it"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    attachment = forms.FileField(label=_("File"), required=False)


def charts() -> dict[str, object]:
    """Return the data of the sample charts."""
    towns = [
        {
            "name": name,
            "code": code,
            "p05": low,
            "p50": middle,
            "p95": high,
            "tier": tier,
            "href": f"/m/{code}",
        }
        for code, name, _people, _score, tier, (low, middle, high), _money in ROWS
    ]
    return {
        "ranks": {"units": towns, "most": 74, "axis": "رتبه (۱ برخوردارترین)"},
        "contributions": {
            "items": [
                {"name": "باسوادی زنان", "value": -0.21, "raw": "۷۴٫۲ درصد"},
                {"name": "فاصله تا مشهد", "value": -0.14, "raw": "۱۹۰ کیلومتر"},
                {"name": "نرخ بیکاری", "value": 0.06, "raw": "۸٫۱ درصد"},
                {"name": "مشارکت اقتصادی", "value": 0.03, "raw": "۴۱ درصد"},
            ],
            "less": "کمتر برخوردار",
            "more": "برخوردارتر",
        },
        "history": {
            "series": [
                {"name": "رشتخوار", "points": [[1385, 5123], [1390, 6686], [1395, 7514]]},
                {"name": "میانهٔ استان", "points": [[1385, 8900], [1390, 9700], [1395, 10500]]},
            ],
            "unit": "نفر",
        },
        "histogram": {
            "bins": [[0, 10, 3], [10, 20, 14], [20, 30, 25], [30, 40, 18], [40, 50, 9]],
            "mark": 33.4,
            "markName": "رشتخوار",
            "unit": "درصد",
        },
        "scatter": {
            "points": [
                {"x": 74, "y": 12, "name": "رشتخوار", "tier": 5},
                {"x": 79, "y": 11, "name": "بجستان", "tier": 4},
                {"x": 88, "y": 9, "name": "سبزوار", "tier": 2},
            ],
            "x": "باسوادی (درصد)",
            "y": "بیکاری (درصد)",
        },
        "correlation": {
            "names": ["باسوادی", "بیکاری", "مشارکت"],
            "values": [[1, -0.42, 0.31], [-0.42, 1, -0.55], [0.31, -0.55, 1]],
        },
    }


def places() -> dict[str, object]:
    """Return the data of the sample map."""
    points = {"1359": (59.62, 34.97), "1302": (58.18, 34.52), "1311": (60.78, 34.74), "1322": (57.68, 36.21)}
    points["1337"] = (59.6, 36.3)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": points[code]},
            "properties": {"name": name, "href": f"/m/{code}", "population": people, "tier": tier},
        }
        for code, name, people, _score, tier, _ranks, _money in ROWS
    ]
    tour = {
        "type": "Feature",
        "geometry": {
            "type": "LineString",
            "coordinates": [points[code] for code in ("1337", "1359", "1311")],
        },
        "properties": {"name": "گروه ۱", "order": 0},
    }
    return {
        "points": {"type": "FeatureCollection", "features": features},
        "tours": {"type": "FeatureCollection", "features": [tour]},
        "attribution": "نقطه‌ها: نمونه",
    }


def sample() -> dict[str, object]:
    """Return the context of the style page."""
    wrong = SampleForm({"name": "", "held_on": "1405/12/30"}, auto_id="wrong_%s", prefix="w")
    wrong.add_error("held_on", _("Esfand 1405 has 29 days."))
    return {
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": wrong,
        "rows": ROWS,
        "day": date(2021, 3, 1),
        "page": Paginator(range(230), 20).page(4),
        "tiers": range(1, 6),
        "charts": charts(),
        "places": places(),
        "icons": ("map", "ladder", "calendar-event", "clipboard-check", "bulb", "coins", "gavel", "news"),
        "colours": COLOURS,
    }
