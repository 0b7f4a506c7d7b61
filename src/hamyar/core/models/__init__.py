"""What the core keeps: audit entries, the working calendar, long and regular work, what changed last, the search."""

from hamyar.core.models.audit import AuditEntry
from hamyar.core.models.calendar import Closure, LunarHoliday, WorkingWeek
from hamyar.core.models.changes import ContentChange
from hamyar.core.models.contact import Contact
from hamyar.core.models.progress import Progress
from hamyar.core.models.schedule import ScheduledWork
from hamyar.core.models.search import SearchDocument, SearchPosting, SearchSlip

__all__ = [
    "AuditEntry",
    "Closure",
    "Contact",
    "ContentChange",
    "LunarHoliday",
    "Progress",
    "ScheduledWork",
    "SearchDocument",
    "SearchPosting",
    "SearchSlip",
    "WorkingWeek",
]
