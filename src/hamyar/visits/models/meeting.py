"""What is recorded at a visit or a county session, often on a telephone without a line."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamyar.core.files import private_storage
from hamyar.places.models import Municipality
from hamyar.visits.enums import AttendanceState, DecisionState, Side
from hamyar.visits.models.visit import CountySession, Meeting, Visit


class DeviceRecord(models.Model):
    """A record that may be made on a device: its own id makes sending it twice harmless.

    ``revision`` grows with each change, so that a change from a stale copy is noticed and shown. A record is
    never deleted: ``withdrawn_at`` takes it out of the lists and the minutes.
    """

    device_id = models.UUIDField(_("id made on the device"), default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("visit"),
    )
    session = models.ForeignKey(
        CountySession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("county session"),
    )
    device_time = models.DateTimeField(_("time on the device"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(visit__isnull=False, session__isnull=True)
                | Q(visit__isnull=True, session__isnull=False),
                name="visits_%(class)s_of_one_meeting",
            )
        ]

    @property
    def meeting(self) -> Meeting:
        """Return the visit or the county session it belongs to."""
        meeting = self.visit or self.session
        if meeting is None:
            raise ValueError("a record without a meeting")
        return meeting


class AgendaItem(DeviceRecord):
    """A point of the agenda."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("text"), max_length=400)
    is_done = models.BooleanField(_("talked about"), default=False)

    class Meta(DeviceRecord.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Attendance(DeviceRecord):
    """One person of the delegation or of the town, and whether they came."""

    full_name = models.CharField(_("full name"), max_length=120)
    position = models.CharField(_("position"), max_length=160, blank=True)
    side = models.CharField(_("side"), max_length=12, choices=Side)
    state = models.CharField(
        _("attendance"), max_length=10, choices=AttendanceState, default=AttendanceState.PRESENT
    )
    substitute_for = models.CharField(_("in place of"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )

    class Meta(DeviceRecord.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["side", "id"]
        constraints = [
            *DeviceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state="substitute") | ~Q(substitute_for=""),
                name="visits_attendance_substitute_named",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class SiteWalk(DeviceRecord):
    """A site that was walked."""

    title = models.CharField(_("title"), max_length=200)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta(DeviceRecord.Meta):
        verbose_name = _("site walked")
        verbose_name_plural = _("sites walked")
        ordering = ["id"]
        constraints = [
            *DeviceRecord.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(24, 41), longitude__range=(43, 65)),
                name="visits_sitewalk_point_in_iran",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SitePhoto(DeviceRecord):
    """A photo, of a site that was walked or of the meeting."""

    site = models.ForeignKey(
        SiteWalk,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("site walked"),
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="visits/photos/")
    digest = models.CharField(_("digest"), max_length=64)
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    class Meta(DeviceRecord.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.caption or self.digest[:12]


class Note(DeviceRecord):
    """What was said or seen."""

    text = models.TextField(_("text"))
    is_confidential = models.BooleanField(_("stays inside the organisation"), default=False)

    class Meta(DeviceRecord.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class Decision(DeviceRecord):
    """A decision of the meeting (مصوبهٔ جلسه); a council's resolution is something else."""

    number = models.PositiveSmallIntegerField(_("number"), default=0)
    text = models.TextField(_("text"))
    responsible = models.CharField(_("responsible"), max_length=200, blank=True)
    cooperating = models.CharField(_("cooperating"), max_length=300, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    evidence = models.TextField(_("evidence"), blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visit_decisions",
        verbose_name=_("only for the municipality"),
    )

    class Meta(DeviceRecord.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return self.text[:60]
