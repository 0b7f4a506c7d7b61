"""What the database refuses of the changes that devices send."""

import pytest
from django.db import IntegrityError, transaction

from hamyar.visits.enums import OperationResult, Resolution
from tests.factories.accounts import UserFactory
from tests.factories.visits import NOON, DeviceOperationFactory

pytestmark = pytest.mark.django_db


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviceOperationFactory(**fields)


def test_a_change_is_stored_once():
    first = DeviceOperationFactory()
    refused(operation_id=first.operation_id)


def test_a_result_is_one_of_three_and_an_applied_one_says_its_revision():
    refused(result="lost")
    refused(result=OperationResult.APPLIED, revision=None)


def test_only_a_conflict_ends_and_somebody_ended_it():
    ended = {"resolution": Resolution.MINE, "resolved_at": NOON, "resolved_by": UserFactory()}
    assert DeviceOperationFactory(result=OperationResult.CONFLICT, **ended).resolution == Resolution.MINE
    refused(result=OperationResult.APPLIED, **ended)
    refused(result=OperationResult.CONFLICT, **{**ended, "resolved_by": None})
    refused(result=OperationResult.CONFLICT, **{**ended, "resolution": ""})
