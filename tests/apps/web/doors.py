"""Who may open which address that joins stages, and of the frame."""

from datetime import date
from uuid import uuid4

from hamyar.core.enums import HolidayStatus, LunarOccasion
from hamyar.core.models import Closure, LunarHoliday
from tests.apps.places.doors import STAFF
from tests.doors import ADMINISTRATOR, EVERYONE, SEE_ALL, SIGNED_IN, Door
from tests.factories.places import BoundarySetFactory, MunicipalityFactory
from tests.factories.visits import DeviceOperationFactory


def a_holiday():
    holiday = LunarHoliday.objects.create(
        date=date(2027, 5, 17),
        jalali_year=1406,
        occasion=LunarOccasion.EID_ADHA,
        status=HolidayStatus.OFFICIAL,
    )
    return {"pk": holiday.pk}


def a_closure():
    day = date(2026, 12, 26)
    return {"pk": Closure.objects.create(first_on=day, last_on=day, reason="سرما").pk}


def some_work():
    return {"pk": uuid4()}


FIELD = frozenset({"administrator", "planner", "team_member"})


def a_conflict():
    return {"pk": DeviceOperationFactory(result="conflict", current={}).pk}


DOORS = {
    "field:page": Door(get=FIELD),
    "field:worker": Door(get=EVERYONE),
    "field:manifest": Door(get=EVERYONE),
    "field:icon": Door(get=EVERYONE, arguments=lambda: {"size": 192}),
    "field:visits": Door(get=FIELD),
    "field:sync": Door(post=FIELD),
    "field:photo": Door(post=FIELD),
    "field:conflicts": Door(get=FIELD),
    "field:resolve": Door(post=FIELD, arguments=a_conflict),
    "web:home": Door(get=EVERYONE),
    "web:about": Door(get=EVERYONE),
    "web:open_data": Door(get=EVERYONE),
    "web:accessibility": Door(get=EVERYONE),
    "web:contact": Door(get=EVERYONE),
    "web:search": Door(get=EVERYONE),
    "web:search_suggest": Door(get=EVERYONE),
    "web:contact_edit": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "web:desk": Door(get=SIGNED_IN),
    "web:town_file": Door(get=STAFF, arguments=lambda: {"code": MunicipalityFactory().code}),
    "web:town_file_pdf": Door(get=STAFF, arguments=lambda: {"code": MunicipalityFactory().code}),
    "municipalities:list": Door(get=EVERYONE),
    "municipalities:map": Door(get=EVERYONE),
    "municipalities:export": Door(get=EVERYONE, arguments=lambda: {"kind": "csv"}),
    "municipalities:boundaries": Door(get=EVERYONE, arguments=lambda: {"code": BoundarySetFactory().code}),
    "municipalities:detail": Door(get=EVERYONE, arguments=lambda: {"code": MunicipalityFactory().code}),
    "municipalities:short": Door(get=EVERYONE, arguments=lambda: {"code": MunicipalityFactory().code}),
    "set_language": Door(post=EVERYONE, own_account=True),
    "web:audit": Door(get=SEE_ALL),
    "web:audit_export": Door(get=SEE_ALL),
    "web:calendar": Door(get=SIGNED_IN),
    "web:calendar_year": Door(get=SIGNED_IN, arguments=lambda: {"year": 1405}),
    "web:calendar_export": Door(get=SIGNED_IN, arguments=lambda: {"year": 1405}),
    "web:calendar_import": Door(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "web:calendar_confirm": Door(post=ADMINISTRATOR),
    "web:calendar_holiday": Door(get=ADMINISTRATOR, post=ADMINISTRATOR, arguments=a_holiday),
    "web:calendar_closure": Door(post=ADMINISTRATOR),
    "web:calendar_closure_cancel": Door(post=ADMINISTRATOR, arguments=a_closure),
    "web:calendar_week": Door(post=ADMINISTRATOR),
    "web:work_list": Door(get=SIGNED_IN),
    "web:work": Door(get=SIGNED_IN, arguments=some_work),
    "web:work_stop": Door(post=SIGNED_IN, arguments=some_work, own_account=True),
}
