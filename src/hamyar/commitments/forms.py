"""Forms of the desk; they help the user, the services decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hamyar.accounts.models import User
from hamyar.commitments.enums import CommitmentState, PromisingSide, Visibility
from hamyar.commitments.models import Commitment
from hamyar.commitments.selectors import Filters
from hamyar.commitments.services import Evidence
from hamyar.core.forms import IntegerField, JalaliDateField, LineField, RecordField, TextField
from hamyar.group.models import Company
from hamyar.places.models import Municipality

ANY = _("all")
LONG = {"rows": 3}


def _towns() -> QuerySet[Municipality]:
    return Municipality.objects.filter(closed_on=None).order_by("sort_key", "pk")


def _people() -> QuerySet[User]:
    with_role = User.objects.filter(is_active=True, roles__isnull=False)
    return with_role.distinct().order_by("full_name", "pk")


class FilterForm(forms.Form):
    """What the register shows; it lives in the address."""

    mine = forms.BooleanField(label=_("Only mine"), required=False)
    side = forms.ChoiceField(
        label=_("Who promised"), required=False, choices=[("", ANY), *PromisingSide.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", ANY), ("overdue", _("overdue")), *CommitmentState.choices],
    )
    town = RecordField(
        label=_("Town"),
        required=False,
        queryset=Municipality.objects.none(),
        to_field_name="code",
        empty_label=ANY,
    )
    company = RecordField(
        label=_("Company"),
        required=False,
        queryset=Company.objects.none(),
        to_field_name="code",
        empty_label=ANY,
    )
    owner = LineField(label=_("Owner"), required=False, max_length=120)
    due_from = JalaliDateField(label=_("Due from"), required=False)
    due_until = JalaliDateField(label=_("Due until"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["town"].queryset = _towns()  # type: ignore[attr-defined]  # a choice of records
        self.fields["company"].queryset = Company.objects.all()  # type: ignore[attr-defined]  # as above

    def filters(self, user: User) -> Filters:
        """Return what was asked for; what cannot be read is left out."""
        self.full_clean()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        if said.pop("mine", False):
            said["mine"] = user
        return Filters(**said)


class CommitmentForm(forms.Form):
    """A promise, new or corrected."""

    side = forms.ChoiceField(label=_("Who promised"), choices=PromisingSide.choices)
    company = RecordField(
        label=_("Company"),
        required=False,
        queryset=Company.objects.all(),
        to_field_name="code",
        help_text=_("Where a company of the group promised."),
    )
    municipality = RecordField(
        label=_("Municipality that promised"),
        required=False,
        queryset=Municipality.objects.none(),
        to_field_name="code",
        help_text=_("Where a municipality promised."),
    )
    body = LineField(
        label=_("Body or unit"),
        required=False,
        max_length=200,
        help_text=_("The third body that promised, or the unit of the organisation or company."),
    )
    text = TextField(
        label=_("What is promised"),
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text=_("So that everybody can tell whether it was done."),
    )
    town = RecordField(
        label=_("Town it is for"), required=False, queryset=Municipality.objects.none(), to_field_name="code"
    )
    owner = RecordField(
        label=_("Owner with an account"),
        required=False,
        queryset=User.objects.none(),
        help_text=_("Is reminded by e-mail."),
    )
    owner_name = LineField(
        label=_("Owner"),
        required=False,
        max_length=120,
        help_text=_("Name and position of who answers for it; needed where the owner has no account."),
    )
    chief = RecordField(
        label=_("Chief of the owner"),
        required=False,
        queryset=User.objects.none(),
        help_text=_(
            "Is told when it stays overdue. Empty: the head of the company, the mayor, or the chief executive."
        ),
    )
    due_on = JalaliDateField(label=_("Due date"), required=False)
    due_working_days = IntegerField(
        label=_("Or within working days"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Counted from today on by the working calendar."),
    )
    reason = LineField(
        label=_("Reason of a new date"),
        required=False,
        max_length=300,
        help_text=_("Only when the date changes; the old one is kept."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text=_("Public promises stand on the page of the town."),
    )

    def __init__(self, *args: Any, held: Commitment | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("municipality", "town"):
            self.fields[name].queryset = _towns()  # type: ignore[attr-defined]  # a choice of records
        for name in ("owner", "chief"):
            self.fields[name].queryset = _people()  # type: ignore[attr-defined]  # as above
        del self.fields["due_working_days" if held else "reason"]

    @staticmethod
    def initial_of(held: Commitment) -> dict[str, Any]:
        """Return what a stored promise puts into the form."""
        plain = ("side", "body", "text", "owner", "owner_name", "chief", "due_on", "visibility")
        coded = ("company", "municipality", "town")
        said = {name: getattr(held, name) for name in plain}
        return said | {name: row.code for name in coded if (row := getattr(held, name))}


class FilesInput(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Evidence in files; the service looks at kind and size."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Files"),
            required=False,
            widget=FilesInput(),
            help_text=_("Pictures, PDF, Word, Excel or zip, each up to 10 megabytes."),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Evidence]:
        """Return the files that came in, in their order."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in given if one]
        return [Evidence(name=file.name, content=file.read()) for file in files]


class FollowUpForm(forms.Form):
    text = TextField(label=_("What was found or said"), max_length=2000, widget=forms.Textarea(LONG))
    evidence = FilesField()


class DoneForm(forms.Form):
    text = TextField(
        label=_("How can it be seen that it is done?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(LONG),
        help_text=_("A sentence, a letter number, or a file below."),
    )
    evidence = FilesField()
    done_on = JalaliDateField(label=_("Done on"), required=False, help_text=_("Empty means today."))

    def __init__(self, *args: Any, may_state_day: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_state_day:
            del self.fields["done_on"]


class PostponeForm(forms.Form):
    due_on = JalaliDateField(label=_("New date"))
    text = LineField(label=_("Reason"), max_length=300, help_text=_("The old date stays in the history."))


class ReasonForm(forms.Form):
    text = LineField(label=_("Reason"), max_length=300)


class RemarkForm(forms.Form):
    text = LineField(label=_("Remark"), max_length=300, required=False)
