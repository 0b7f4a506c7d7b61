from django.urls import path

from hamyar.commitments.views import meeting, promise, public, recording, register

app_name = "commitments"

urlpatterns = [
    path("promises/", public.public, name="public"),
    path("desk/promises/", register.listing, name="list"),
    path("desk/promises/new/", recording.new, name="new"),
    path("desk/promises/promises.<str:kind>", register.export, name="export"),
    path("desk/promises/overdue/", register.overdue_list, name="overdue"),
    path("desk/promises/overdue.pdf", register.overdue_file, name="overdue_pdf"),
    path("desk/promises/on-time/", register.on_time_page, name="on_time"),
    path("desk/promises/meeting/", meeting.meeting, name="meeting"),
    path("desk/promises/meeting/start/", meeting.start, name="meeting_start"),
    path("desk/promises/meeting/end/", meeting.end, name="meeting_end"),
    path("desk/promises/decisions/<int:pk>/", recording.from_decision, name="from_decision"),
    path("desk/promises/evidence/<int:pk>/", promise.evidence, name="evidence"),
    path("desk/promises/<int:pk>/", promise.promise, name="promise"),
    path("desk/promises/<int:pk>/change/", recording.change, name="change"),
    path("desk/promises/<int:pk>/follow-up/", promise.follow_up, name="follow_up"),
    path("desk/promises/<int:pk>/done/", promise.done, name="done"),
    path("desk/promises/<int:pk>/block/", promise.block, name="block"),
    path("desk/promises/<int:pk>/resume/", promise.resume, name="resume"),
    path("desk/promises/<int:pk>/postpone/", promise.postpone, name="postpone"),
    path("desk/promises/<int:pk>/drop/", promise.drop, name="drop"),
    path("desk/promises/<int:pk>/reopen/", promise.reopen, name="reopen"),
]
