"""The desk of places; public pages about municipalities are in ``web/municipality``."""

from django.urls import path

from hamyar.places.views import editing, files, imports, registers

app_name = "places"

urlpatterns = [
    path("", files.municipalities, name="list"),
    path("new/", editing.create, name="create"),
    path("shares/", registers.shares, name="shares"),
    path("representations/", registers.representations, name="representations"),
    path("representations/new/", registers.grant_representation, name="grant_representation"),
    path("representations/invite/", registers.invite_representative, name="invite_representative"),
    path("representations/<int:pk>/end/", registers.end_representation, name="end_representation"),
    path("distances/", registers.distances, name="distances"),
    path("distances/new/", registers.record_distance, name="record_distance"),
    path("distances/measure/", registers.measure_distances, name="measure_distances"),
    path("distances/<int:pk>/forget/", registers.forget_distance, name="forget_distance"),
    path("boundaries/", registers.boundaries, name="boundaries"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new/<slug:kind>/", imports.upload, name="upload"),
    path("imports/template/<slug:kind>.csv", imports.template, name="template"),
    path("imports/<int:pk>/", imports.preview, name="preview"),
    path("imports/<int:pk>/drop/", imports.discard, name="discard"),
    path("officials/<int:pk>/end/", editing.end_office, name="end_office"),
    path("councils/<int:pk>/members/new/", editing.council_member, name="council_member"),
    path("members/<int:pk>/end/", editing.end_membership, name="end_membership"),
    path("<str:code>/", files.file, name="file"),
    path("<str:code>/edit/", editing.edit, name="edit"),
    path("<str:code>/grade/", editing.grade, name="grade"),
    path("<str:code>/official/", editing.official, name="official"),
    path("<str:code>/council/", editing.council, name="council"),
    path("<str:code>/share/", editing.share, name="share"),
]
