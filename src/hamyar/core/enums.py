"""Fixed lists of the core."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LunarOccasion(models.TextChoices):
    """Public holidays that follow the moon, in the order of the lunar year."""

    TASUA = "tasua", _("Tasua")
    ASHURA = "ashura", _("Ashura")
    ARBAEEN = "arbaeen", _("Arbaeen")
    PROPHET_DEATH = "prophet_death", _("Passing of the Prophet, martyrdom of Imam Hasan")
    IMAM_REZA_MARTYRDOM = "imam_reza_martyrdom", _("Martyrdom of Imam Reza")
    IMAM_ASKARI_MARTYRDOM = "imam_askari_martyrdom", _("Martyrdom of Imam Hasan Askari")
    PROPHET_BIRTH = "prophet_birth", _("Birth of the Prophet and of Imam Sadeq")
    FATIMA_MARTYRDOM = "fatima_martyrdom", _("Martyrdom of Hazrat Fatima")
    IMAM_ALI_BIRTH = "imam_ali_birth", _("Birth of Imam Ali")
    MABATH = "mabath", _("Mab'ath")
    IMAM_MAHDI_BIRTH = "imam_mahdi_birth", _("Birth of Imam Mahdi")
    IMAM_ALI_MARTYRDOM = "imam_ali_martyrdom", _("Martyrdom of Imam Ali")
    EID_FITR = "eid_fitr", _("Eid al-Fitr")
    EID_FITR_SECOND = "eid_fitr_second", _("Eid al-Fitr, second day")
    IMAM_SADEQ_MARTYRDOM = "imam_sadeq_martyrdom", _("Martyrdom of Imam Sadeq")
    EID_ADHA = "eid_adha", _("Eid al-Adha")
    EID_GHADIR = "eid_ghadir", _("Eid al-Ghadir")


class HolidayStatus(models.TextChoices):
    """How sure the date of a lunar holiday is."""

    OFFICIAL = "official", _("as published")
    COMPUTED = "computed", _("computed, to be confirmed")


class HolidayKind(models.TextChoices):
    """Why a day is off."""

    WEEKEND = "weekend", _("weekend")
    SOLAR = "solar", _("solar holiday")
    LUNAR = "lunar", _("lunar holiday")
    CLOSURE = "closure", _("closure")


class ProgressState(models.TextChoices):
    """Where a long piece of work stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    STOPPED = "stopped", _("stopped")


FINISHED = frozenset((ProgressState.DONE, ProgressState.FAILED, ProgressState.STOPPED))
