"""A small method, its values and runs for tests."""

import datetime as dt

from hamyar.places.models import Municipality
from hamyar.priorities.enums import VersionState
from hamyar.priorities.models import Method, MethodVersion, Publication, Run
from hamyar.priorities.services.package import digest
from hamyar.priorities.services.publishing import publish_ranking
from hamyar.priorities.services.runs import compute_run
from tests.factories.indicators import IndicatorFactory, ValueFactory
from tests.factories.places import MunicipalityFactory

NOON = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
TEXT = """code: small
name: {fa: روش کوچک, en: Small method}
note: {fa: برای آزمون, en: For tests}
indicators:
  paved: {direction: higher, weight: 1, group: streets}
  jobless: {direction: lower, weight: 2, group: work}
groups: {streets: {weight: 1}, work: {weight: 1}}
normalisation: min_max
aggregation: arithmetic
missing: median
rounding: 4
uncertainty: {weights: {law: dirichlet, concentration: 20}, value_error: 0.05}
tiers: {confidence: 0.9}
draws: 300
seed: 7
"""


def make_towns_with_values(count: int = 4, *, missing: int = 0) -> list[Municipality]:
    """Make towns from the least to the most developed; the first ``missing`` have no figure of ``paved``."""
    paved, jobless = IndicatorFactory(code="paved"), IndicatorFactory(code="jobless")
    towns = [MunicipalityFactory() for _ in range(count)]
    for at, town in enumerate(towns):
        if at >= missing:
            ValueFactory(indicator=paved, municipality=town, amount=20.0 + 10 * at)
        ValueFactory(indicator=jobless, municipality=town, amount=30.0 - 5 * at)
    return towns


def make_version(
    *, text: str = TEXT, state: VersionState = VersionState.ADOPTED, number: int = 1
) -> MethodVersion:
    """Make a version of the small method."""
    method, _ = Method.objects.get_or_create(
        code="small", defaults={"name_fa": "روش کوچک", "name_en": "Small method"}
    )
    return MethodVersion.objects.create(
        method=method,
        number=number,
        text=text,
        digest=digest(text.encode()),
        state=state,
        created_at=NOON,
        adopted_at=None if state == VersionState.DRAFT else NOON,
    )


def make_run(*, version: MethodVersion | None = None) -> Run:
    """Compute a run over the towns there are (four are made when there are none)."""
    if not Municipality.objects.exists():
        make_towns_with_values()
    return compute_run(version=version or make_version(), by=None, at=NOON)


def make_publication(*, run: Run | None = None) -> Publication:
    """Publish a run."""
    return publish_ranking(
        run=run or make_run(), title_fa="رتبه‌بندی آزمون", title_en="Test ranking", by=None, at=NOON
    )
