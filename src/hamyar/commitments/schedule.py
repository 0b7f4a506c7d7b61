"""The regular work of this stage."""

from datetime import time

from hamyar.commitments.services.reminding import send_reminders
from hamyar.core.schedule import RegularWork

WORK = (RegularWork("commitments.send_reminders", send_reminders, daily=time(7, 30)),)
