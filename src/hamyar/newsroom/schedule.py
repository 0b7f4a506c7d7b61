"""The regular work of the newsroom."""

from datetime import time, timedelta

from hamyar.core.schedule import RegularWork
from hamyar.newsroom.services.reading import fold_past_days
from hamyar.newsroom.services.scheduling import publish_scheduled

WORK = (
    RegularWork("newsroom.publish_scheduled", publish_scheduled, every=timedelta(minutes=1)),
    RegularWork("newsroom.fold_readings", fold_past_days, daily=time(1, 15)),
)
