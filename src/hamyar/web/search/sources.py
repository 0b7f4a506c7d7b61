"""All kinds of pages the search finds, in the order in which they are offered for narrowing."""

from hamyar.commitments.search import PROMISES
from hamyar.core.search import Source, rebuild
from hamyar.findings.search import FINDINGS
from hamyar.group.search import BRANDS, COMPANIES
from hamyar.indicators.search import INDICATORS
from hamyar.newsroom.search import GALLERIES, NEWS
from hamyar.places.search import COUNTIES, TOWNS
from hamyar.priorities.search import METHODS, RANKINGS
from hamyar.projects.search import OPPORTUNITIES
from hamyar.visits.search import VISITS
from hamyar.web.search.pages import PAGES

SOURCES: tuple[Source, ...] = (
    TOWNS,
    COUNTIES,
    INDICATORS,
    COMPANIES,
    BRANDS,
    RANKINGS,
    METHODS,
    PAGES,
    OPPORTUNITIES,
    VISITS,
    FINDINGS,
    PROMISES,
    GALLERIES,
    NEWS,
)
"""News last: of very many matches the newest documents are looked at."""


def source_of(kind: str) -> Source:
    """Return the source of a kind."""
    return next(source for source in SOURCES if source.kind == kind)


def rebuild_search() -> int:
    """Make the whole index anew and return the number of documents."""
    return rebuild(sources=SOURCES)
