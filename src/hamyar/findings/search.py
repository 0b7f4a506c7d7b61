"""What the search finds of findings: what everyone may read on the page of a town."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source, in_both
from hamyar.findings.models import Finding
from hamyar.findings.selectors.visibility import public_findings


def _findings(keys: Collection[str] | None) -> Iterator[Entry]:
    found = public_findings().filter(municipality__isnull=False).select_related("municipality")
    if keys is not None:
        found = found.filter(pk__in=[key for key in keys if key.isdecimal()])
    return (_finding(finding) for finding in found.order_by("recorded_at", "pk"))


def _finding(finding: Finding) -> Entry:
    town = finding.place
    note = in_both(lambda: f"{finding.get_kind_display()} · {finding.sector_label} · {town.name}")
    return Entry(
        key=str(finding.pk),
        address=f"{reverse('municipalities:detail', args=[town.code])}#findings",
        name_fa=finding.title,
        note_fa=note.fa,
        note_en=note.en,
        text_fa=finding.text,
        dated=timezone.localdate(finding.recorded_at),
    )


FINDINGS = Source("finding", gettext_lazy("Findings"), "bulb", _findings, weight=0.9)
