"""Forms about one municipality."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hamyar.places import forms, permissions, selectors, services
from hamyar.places.models import CityCouncil, CouncilMember, Municipality, Official
from hamyar.places.views.forms import person, serve_form


def _file(municipality: Municipality) -> str:
    return reverse("places:file", args=[municipality.code])


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Enter a new municipality."""
    user = person(request)
    permissions.require_can_edit(user=user)
    form = forms.MunicipalityForm(request.POST or None)
    form.fields["code"].help_text = _(
        "City code of the Statistical Centre, for example 1359. It never changes."
    )
    return serve_form(
        request,
        form,
        act=lambda: services.create_municipality(facts=form.facts, by=user, at=timezone.now()),
        done=_("The municipality is on record."),
        to=reverse("places:list"),
        heading=_("New municipality"),
    )


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the facts of a municipality."""
    user = person(request)
    permissions.require_can_edit(user=user)
    municipality = get_object_or_404(Municipality, code=code)
    facts = services.facts_of(municipality)
    initial = {name: getattr(facts, name) for name in forms.MunicipalityForm.base_fields}
    form = forms.MunicipalityForm(request.POST or None, initial=initial, municipality=municipality)
    return serve_form(
        request,
        form,
        act=lambda: services.save_municipality(facts=form.facts, by=user, at=timezone.now()),
        done=_("The facts are on record."),
        to=_file(municipality),
        heading=_("Facts of %(town)s") % {"town": municipality.name},
        municipality=municipality,
    )


@login_required
def grade(request: HttpRequest, code: str) -> HttpResponse:
    """Record a grade."""
    user = person(request)
    permissions.require_can_edit(user=user)
    municipality = get_object_or_404(Municipality, code=code)
    form = forms.GradeForm(request.POST or None)
    return serve_form(
        request,
        form,
        act=lambda: services.record_grade(
            municipality=municipality, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The grade is on record."),
        to=_file(municipality),
        heading=_("Grade of %(town)s") % {"town": municipality.name},
        municipality=municipality,
    )


@login_required
def official(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint a mayor or caretaker."""
    user = person(request)
    permissions.require_can_edit(user=user)
    municipality = get_object_or_404(Municipality, code=code)
    form = forms.OfficialForm(request.POST or None)
    return serve_form(
        request,
        form,
        act=lambda: services.appoint_official(
            municipality=municipality, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The appointment is on record."),
        to=_file(municipality),
        heading=_("Mayor or caretaker of %(town)s") % {"town": municipality.name},
        municipality=municipality,
    )


@login_required
def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    """End a term of office."""
    user = person(request)
    permissions.require_can_edit(user=user)
    row = get_object_or_404(Official.objects.select_related("municipality"), pk=pk)
    form = forms.EndForm(request.POST or None)
    return serve_form(
        request,
        form,
        act=lambda: services.end_office(official=row, by=user, at=timezone.now(), **form.cleaned_data),
        done=_("The end of the term is on record."),
        to=_file(row.municipality),
        heading=_("End of the term of %(name)s") % {"name": row.full_name},
        municipality=row.municipality,
    )


@login_required
def council(request: HttpRequest, code: str) -> HttpResponse:
    """Record a term of the city council, or correct one."""
    user = person(request)
    municipality = get_object_or_404(Municipality, code=code)
    permissions.require_can_edit_council(user=user, municipality=municipality)
    newest = municipality.councils.first()
    form = forms.CouncilForm(request.POST or None, initial=_council_initial(newest))
    return serve_form(
        request,
        form,
        act=lambda: services.record_council(
            municipality=municipality, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The term of the council is on record."),
        to=_file(municipality),
        heading=_("City council of %(town)s") % {"town": municipality.name},
        municipality=municipality,
    )


def _council_initial(council: CityCouncil | None) -> dict[str, object]:
    names = ("term_no", "since", "until", "seats", "source")
    return {name: getattr(council, name) for name in names} if council else {}


@login_required
def council_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a member of a council."""
    user = person(request)
    row = get_object_or_404(CityCouncil.objects.select_related("municipality"), pk=pk)
    permissions.require_can_edit_council(user=user, municipality=row.municipality)
    form = forms.CouncilMemberForm(request.POST or None, initial={"since": row.since, "role": "member"})
    return serve_form(
        request,
        form,
        act=lambda: services.record_council_member(
            council=row, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The member is on record."),
        to=_file(row.municipality),
        heading=_("Member of the council of %(town)s") % {"town": row.municipality.name},
        municipality=row.municipality,
    )


@login_required
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership."""
    user = person(request)
    row = get_object_or_404(CouncilMember.objects.select_related("council__municipality"), pk=pk)
    municipality = row.council.municipality
    permissions.require_can_edit_council(user=user, municipality=municipality)
    form = forms.EndForm(request.POST or None)
    return serve_form(
        request,
        form,
        act=lambda: services.end_membership(member=row, by=user, at=timezone.now(), **form.cleaned_data),
        done=_("The end of the membership is on record."),
        to=_file(municipality),
        heading=_("End of the membership of %(name)s") % {"name": row.full_name},
        municipality=municipality,
    )


@login_required
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Record the share of a municipality in the organisation."""
    user = person(request)
    permissions.require_can_record_shares(user=user)
    municipality = get_object_or_404(Municipality, code=code)
    known = selectors.at_day(municipality.shareholdings.all(), on=timezone.localdate())
    expected = known.money if known else None
    form = forms.ShareholdingForm(request.POST or None, expected=expected)
    return serve_form(
        request,
        form,
        act=lambda: services.record_shareholding(
            municipality=municipality, by=user, at=timezone.now(), **form.cleaned_data
        ),
        done=_("The share is on record."),
        to=_file(municipality),
        heading=_("Share of %(town)s in the organisation") % {"town": municipality.name},
        municipality=municipality,
    )
