"""Addresses of the municipalities; ``/m/1359`` can be said on the telephone."""

from django.urls import path, re_path

from hamyar.web.municipality import views

app_name = "municipalities"

urlpatterns = [
    path("municipalities/", views.municipalities, name="list"),
    path("municipalities/map/", views.map_page, name="map"),
    path("municipalities/boundaries/<slug:code>.geojson", views.boundaries, name="boundaries"),
    re_path(r"^municipalities/municipalities\.(?P<kind>csv|xlsx|json)$", views.export, name="export"),
    re_path(r"^municipalities/(?P<code>[0-9]{1,8})/$", views.town, name="detail"),
    re_path(r"^m/(?P<code>[0-9۰-۹٠-٩]{1,8})/?$", views.short, name="short"),
]
