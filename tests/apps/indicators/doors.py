"""Who may open which address of indicators."""

import datetime as dt

from hamyar.indicators.enums import BatchState
from hamyar.indicators.models import DataRound, ImportBatch
from tests.doors import EVERYONE, SEE_ALL, Door
from tests.factories.indicators import NOON, IndicatorFactory, ValueFactory

ENTERS = frozenset({"administrator", "analyst"})
SEES = SEE_ALL | {"analyst", "planner"}
SEES_IMPORTS = SEES | {"mayor", "council_secretary"}


def a_batch(state: BatchState = BatchState.PREVIEWED):
    batch = ImportBatch.objects.create(
        state=state,
        file_name="x.csv",
        content=b"code",
        digest="0" * 64,
        counts={"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "doubtful": 0},
        uploaded_at=NOON,
    )
    return {"pk": batch.pk}


def a_confirmed_batch():
    return a_batch(BatchState.CONFIRMED)


def a_round():
    opened = DataRound.objects.create(
        title="دوره", year=1404, opens_on=dt.date(2026, 1, 1), closes_on=dt.date(2026, 2, 1), created_at=NOON
    )
    return {"pk": opened.pk}


def a_definition():
    return {"code": ValueFactory().indicator.code}


DOORS = {
    "indicators:list": Door(get=EVERYONE),
    "indicators:values": Door(get=EVERYONE, arguments=lambda: {"kind": "csv"}),
    "indicators:package": Door(get=EVERYONE),
    "indicators:detail": Door(get=EVERYONE, arguments=a_definition),
    "indicators:towns": Door(
        get=EVERYONE, arguments=lambda: {"code": IndicatorFactory().code, "kind": "xlsx"}
    ),
    "indicators:desk": Door(get=EVERYONE),
    "indicators:batches": Door(get=SEES_IMPORTS),
    "indicators:template": Door(get=ENTERS),
    "indicators:upload": Door(get=ENTERS, post=ENTERS),
    "indicators:batch": Door(get=SEES, arguments=a_batch),
    "indicators:original": Door(get=SEES, arguments=a_batch),
    "indicators:confirm": Door(post=ENTERS, arguments=a_batch),
    "indicators:discard": Door(post=ENTERS, arguments=a_batch),
    "indicators:release": Door(post=ENTERS, arguments=a_confirmed_batch),
    "indicators:undo": Door(post=ENTERS, arguments=a_confirmed_batch),
    "indicators:rounds": Door(get=SEES_IMPORTS),
    "indicators:open_round": Door(get=ENTERS, post=ENTERS),
    "indicators:round": Door(get=SEES_IMPORTS, arguments=a_round),
}
