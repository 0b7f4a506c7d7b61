"""What the core keeps: audit entries, the working calendar, the progress of long work, the last regular work."""

from hamyar.core.models.audit import AuditEntry
from hamyar.core.models.calendar import Closure, LunarHoliday, WorkingWeek
from hamyar.core.models.progress import Progress
from hamyar.core.models.schedule import ScheduledWork

__all__ = ["AuditEntry", "Closure", "LunarHoliday", "Progress", "ScheduledWork", "WorkingWeek"]
