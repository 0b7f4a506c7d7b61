from django.urls import path

from hamyar.core.views import errors, frame

app_name = "core"

urlpatterns = [
    path("theme/", frame.choose_theme, name="theme"),
    path("mark.svg", frame.mark, name="mark"),
    path("offline/", errors.offline, name="offline"),
    path("desk/style/", frame.style_page, name="style"),
]
