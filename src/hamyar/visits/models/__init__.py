"""Teams, programmes, visits and what is recorded at a visit; no business logic."""

from hamyar.visits.models.comments import VisitComment
from hamyar.visits.models.meeting import (
    AgendaItem,
    Attendance,
    Decision,
    DeviceRecord,
    Note,
    SitePhoto,
    SiteWalk,
)
from hamyar.visits.models.minutes import Confirmation, MinutesVersion
from hamyar.visits.models.programme import ProgrammeRun, VisitProgramme, Wish
from hamyar.visits.models.sync import DeviceOperation
from hamyar.visits.models.teams import Feed, Team, TeamAbsence, TeamMember
from hamyar.visits.models.visit import CountySession, Meeting, Trip, Visit
from hamyar.visits.models.workbook import VisitWorkbook

__all__ = [
    "AgendaItem",
    "Attendance",
    "Confirmation",
    "CountySession",
    "Decision",
    "DeviceOperation",
    "DeviceRecord",
    "Feed",
    "Meeting",
    "MinutesVersion",
    "Note",
    "ProgrammeRun",
    "SitePhoto",
    "SiteWalk",
    "Team",
    "TeamAbsence",
    "TeamMember",
    "Trip",
    "Visit",
    "VisitComment",
    "VisitProgramme",
    "VisitWorkbook",
    "Wish",
]
