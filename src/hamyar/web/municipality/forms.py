from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.core.forms import LineField
from hamyar.core.persian import sort_key
from hamyar.places.models import County
from hamyar.web.municipality.listing import SORTS, Filters
from hamyar.web.municipality.sizes import SizeClass
from hamyar.web.municipality.standing import Standings


class FilterForm(forms.Form):
    """Filters of the list; they live in the address."""

    hide_optional = True

    q = LineField(
        label=_("Name or code"), required=False, max_length=80, widget=forms.TextInput({"type": "search"})
    )
    county = forms.ChoiceField(label=_("County"), required=False)
    size = forms.ChoiceField(
        label=_("Population"), required=False, choices=[("", _("All")), *SizeClass.choices]
    )
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standings: Standings, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_tiers(standings)
        counties = County.objects.filter(municipalities__closed_on=None).distinct()
        named = sorted(counties, key=lambda county: (sort_key(county.name), county.code))
        choices = [("", _("All")), *((county.code, county.name) for county in named)]
        county_field = self.fields["county"]
        if isinstance(county_field, forms.ChoiceField):
            county_field.choices = choices

    def _offer_tiers(self, standings: Standings) -> None:
        if not standings.tiers:
            del self.fields["tier"]
            return
        field = self.fields["tier"]
        if isinstance(field, forms.ChoiceField):
            tiers = {standing.result.tier: standing.words for standing in standings.by_town.values()}
            field.choices = [
                ("", _("All")),
                *((str(tier), tiers[tier]) for tier in sorted(tiers, reverse=True)),
            ]

    @property
    def filters(self) -> Filters:
        """Return the filters that make sense; the rest counts as not given."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        sort = data.get("sort", "")
        return Filters(
            query=data.get("q", ""),
            county=data.get("county", ""),
            size=data.get("size", ""),
            tier=data.get("tier", ""),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )
