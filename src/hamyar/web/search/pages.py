"""The public pages that are no record of a stage: lists, maps, explanations, the organisation's address."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamyar.core.search import Entry, Source, in_both


@dataclass(frozen=True)
class PublicPage:
    """A page by the name of its address, what it is called and what one finds there."""

    name: str
    label: str | Promise
    about: str | Promise


PUBLIC_PAGES = (
    PublicPage(
        "municipalities:list",
        _("Municipalities"),
        _("Facts, figures, neighbours and the standing of each town."),
    ),
    PublicPage("municipalities:map", _("Map"), _("All towns by population and tier.")),
    PublicPage(
        "priorities:ranking", _("Ranking"), _("The published order of the municipalities, with tiers.")
    ),
    PublicPage(
        "priorities:explorer", _("What if other weights?"), _("Move the weights and see which tiers change.")
    ),
    PublicPage(
        "priorities:quality", _("Quality of the data"), _("How good the data behind the ranking are.")
    ),
    PublicPage("indicators:list", _("Indicators"), _("What is measured, from which source, for which year.")),
    PublicPage("visits:calendar", _("Visits"), _("Where the teams of the organisation go, and when.")),
    PublicPage("group:companies", _("Companies and brands"), _("The companies and brands of the group.")),
    PublicPage(
        "commitments:public",
        _("Promises"),
        _("What was promised, by whom and until when, and what was kept."),
    ),
    PublicPage("newsroom:list", _("News"), _("All news of the organisation, the newest first.")),
    PublicPage("web:about", _("About"), _("What Hamyar is, whom it serves and how it works.")),
    PublicPage("web:open_data", _("Open data"), _("Take everything with you and recompute it.")),
    PublicPage(
        "web:accessibility", _("Accessibility"), _("How the pages can be used, and what does not work yet.")
    ),
    PublicPage(
        "web:contact", _("Contact"), _("How to reach the organisation, contest a figure or get an account.")
    ),
)


def _pages(keys: Collection[str] | None) -> Iterator[Entry]:
    for page in PUBLIC_PAGES:
        if keys is None or page.name in keys:
            yield _entry(page)


def _entry(page: PublicPage) -> Entry:
    label, about = in_both(lambda: str(page.label)), in_both(lambda: str(page.about))
    return Entry(
        key=page.name,
        address=reverse(page.name),
        name_fa=label.fa,
        name_en=label.en,
        text_fa=about.fa,
        text_en=about.en,
    )


PAGES = Source("page", _("Pages"), "file-text", _pages, weight=1.1)
