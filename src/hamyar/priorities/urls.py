from django.urls import path

from hamyar.priorities.views import explorer, public

app_name = "priorities"

urlpatterns = [
    path("ranking/", public.ranking, name="ranking"),
    path("ranking/explorer/", explorer.explorer, name="explorer"),
    path("ranking/history/", public.history, name="history"),
    path("ranking/method/", public.method, name="method"),
    path("ranking/<int:pk>/", public.publication, name="publication"),
    path("ranking/<int:pk>/package.zip", public.package, name="package"),
    path("ranking/<int:pk>/ranking.csv", public.table, name="table"),
    path("ranking/<int:pk>/method.yaml", public.method_file, name="method_file"),
    path("ranking/towns/<str:code>/", public.town, name="town"),
]
