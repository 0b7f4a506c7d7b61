"""Filters of the ranking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.places.models import County


class RankingFilters(forms.Form):
    """Which towns of a ranking are shown; the choices live in the address."""

    county = forms.ChoiceField(label=_("County"), required=False)
    tier = forms.TypedChoiceField(label=_("Tier"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, tiers: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        counties = County.objects.filter(municipalities__isnull=False).distinct().order_by("sort_key")
        self.fields["county"].choices = [("", _("All")), *((each.code, each.name) for each in counties)]  # type: ignore[attr-defined]  # a choice field
        self.fields["tier"].choices = [("", _("All")), *((tier, tier) for tier in range(tiers, 0, -1))]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> tuple[str, int | None]:
        """Return county code and tier; what is not valid counts as not chosen."""
        self.full_clean()
        return self.cleaned_data.get("county", ""), self.cleaned_data.get("tier")
