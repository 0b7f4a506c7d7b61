from django.urls import path

from hamyar.group import views

app_name = "group"

urlpatterns = [path("group/", views.companies, name="companies")]
