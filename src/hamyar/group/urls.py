from django.urls import path

from hamyar.group import views

app_name = "group"

urlpatterns = [
    path("group/", views.companies, name="companies"),
    path("desk/group/representatives/", views.representations, name="representations"),
    path("desk/group/representatives/new/", views.grant, name="grant_representation"),
    path("desk/group/representatives/<int:pk>/end/", views.end, name="end_representation"),
]
