from django.urls import path

from hamyar.priorities.views import desk, explorer, public, quality, reply

app_name = "priorities"

urlpatterns = [
    path("ranking/", public.ranking, name="ranking"),
    path("ranking/data/", quality.quality, name="quality"),
    path("ranking/explorer/", explorer.explorer, name="explorer"),
    path("ranking/history/", public.history, name="history"),
    path("ranking/method/", public.method, name="method"),
    path("ranking/<int:pk>/", public.publication, name="publication"),
    path("ranking/<int:pk>/package.zip", public.package, name="package"),
    path("ranking/<int:pk>/ranking.csv", public.table, name="table"),
    path("ranking/<int:pk>/method.yaml", public.method_file, name="method_file"),
    path("ranking/towns/<str:code>/", public.town, name="town"),
    path("ranking/towns/<str:code>/reply/", reply.contest, name="contest"),
    path("desk/rankings/", desk.runs, name="runs"),
    path("desk/rankings/compute/", desk.compute, name="compute"),
    path("desk/rankings/<int:pk>/", desk.run, name="run"),
    path("desk/rankings/<int:pk>/publish/", desk.publish, name="publish"),
    path("desk/methods/", desk.methods, name="methods"),
    path("desk/methods/versions/<int:pk>/", desk.version, name="version"),
    path("desk/methods/versions/<int:pk>/edit/", desk.edit, name="edit"),
    path("desk/methods/versions/<int:pk>/adopt/", desk.adopt, name="adopt"),
    path("desk/replies/", desk.replies, name="replies"),
    path("desk/replies/<int:pk>/", desk.answer, name="answer"),
]
