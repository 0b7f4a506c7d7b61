from django.urls import path

from hamyar.web.field import desk, views

app_name = "field"

urlpatterns = [
    path("field/", views.page, name="page"),
    path("field/worker.js", views.worker, name="worker"),
    path("field/manifest.webmanifest", views.manifest, name="manifest"),
    path("field/icon-<int:size>.png", views.icon, name="icon"),
    path("field/visits.json", views.visits, name="visits"),
    path("field/sync/", views.sync, name="sync"),
    path("field/photos/", views.photo, name="photo"),
    path("desk/visits/conflicts/", desk.conflicts, name="conflicts"),
    path("desk/visits/conflicts/<int:pk>/", desk.resolve, name="resolve"),
]
