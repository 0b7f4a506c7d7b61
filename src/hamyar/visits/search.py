"""What the search finds of visits: those of published programmes that are to come or were made."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source, in_both
from hamyar.visits.models import Visit
from hamyar.visits.selectors import told, visits_for_everyone


def _visits(keys: Collection[str] | None) -> Iterator[Entry]:
    visits = visits_for_everyone().select_related("municipality__county").order_by("planned_start", "pk")
    if keys is not None:
        visits = visits.filter(pk__in=[key for key in keys if key.isdecimal()])
    return (_visit(visit) for visit in visits)


def _visit(visit: Visit) -> Entry:
    town, shown = visit.municipality, told(visit)
    name = in_both(lambda: _("Visit to %(town)s") % {"town": town.name})
    state = in_both(lambda: str(shown.state))
    note = in_both(lambda: _("County of {county}").format(county=town.county.name))
    return Entry(
        key=str(visit.pk),
        address=f"{reverse('municipalities:detail', args=[town.code])}#visits",
        name_fa=name.fa,
        name_en=name.en,
        note_fa=f"{note.fa} · {state.fa}",
        note_en=f"{note.en} · {state.en}",
        keywords="بازدید سفر برنامهٔ بازدید visit",
        dated=timezone.localdate(shown.at),
    )


VISITS = Source("visit", gettext_lazy("Visits"), "calendar-event", _visits, weight=0.8)
