"""Filters of the ranking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hamyar.indicators.models import Indicator
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


class PublishForm(forms.Form):
    """The name under which a run becomes public."""

    title_fa = forms.CharField(
        label=_("Persian title"), max_length=200, help_text=_("Such as: priorities of the year 1405.")
    )
    title_en = forms.CharField(label=_("English title"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class MethodForm(forms.Form):
    """The text of a method's next draft."""

    text = forms.CharField(
        label=_("Method (YAML)"),
        widget=forms.Textarea(attrs={"rows": 32, "dir": "ltr", "spellcheck": "false", "class": "code"}),
        strip=False,
    )
    note = forms.CharField(label=_("What is new"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class ReplyForm(forms.Form):
    """What a municipality contests."""

    indicator_code = forms.ChoiceField(label=_("What it is about"), required=False)
    text = forms.CharField(label=_("What you contest and why"), widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: object, indicators: dict[str, Indicator], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        choices = [("", _("The tier or the rank")), *((code, each.name) for code, each in indicators.items())]
        self.fields["indicator_code"].choices = choices  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    """The answer to a reply."""

    accepted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("accepted")), ("no", _("declined with reason"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer with its reason"), widget=forms.Textarea(attrs={"rows": 4}))
