"""Public pages under ``/indicators/``, the desk under ``/desk/indicators/``."""

from django.urls import path
from django.views.generic import RedirectView

from hamyar.indicators.views import downloads, imports, public, rounds

app_name = "indicators"

urlpatterns = [
    path("indicators/", public.definitions, name="list"),
    path("indicators/values.<slug:kind>", downloads.values, name="values"),
    path("indicators/datapackage.zip", downloads.package, name="package"),
    path("indicators/<slug:code>/", public.detail, name="detail"),
    path("indicators/<slug:code>/towns.<slug:kind>", downloads.towns, name="towns"),
    path("desk/indicators/", RedirectView.as_view(pattern_name="indicators:batches"), name="desk"),
    path("desk/indicators/imports/", imports.batches, name="batches"),
    path("desk/indicators/imports/template.xlsx", downloads.template, name="template"),
    path("desk/indicators/imports/new/", imports.upload, name="upload"),
    path("desk/indicators/imports/<int:pk>/", imports.batch, name="batch"),
    path("desk/indicators/imports/<int:pk>/confirm/", imports.confirm, name="confirm"),
    path("desk/indicators/imports/<int:pk>/discard/", imports.discard, name="discard"),
    path("desk/indicators/imports/<int:pk>/release/", imports.release, name="release"),
    path("desk/indicators/imports/<int:pk>/undo/", imports.undo, name="undo"),
    path("desk/indicators/imports/<int:pk>/file/", downloads.original, name="original"),
    path("desk/indicators/rounds/", rounds.rounds, name="rounds"),
    path("desk/indicators/rounds/new/", rounds.open_round, name="open_round"),
    path("desk/indicators/rounds/<int:pk>/", rounds.round_detail, name="round"),
]
