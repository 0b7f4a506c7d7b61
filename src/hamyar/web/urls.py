from django.urls import path

from hamyar.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
]
