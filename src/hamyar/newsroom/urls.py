from django.urls import path, re_path

from hamyar.newsroom.views import cards, drafts, feeds, imports, legacy, public, readers, reading, sitemaps

app_name = "newsroom"

OLD_NUMBER = "(?P<number>[0-9۰-۹٠-٩]{1,9})"
"""The number of a page on the old site, in any digits; its addresses made no difference between «news» and «News»."""

urlpatterns = [
    path("news/", public.archive, name="list"),
    path("news/groups/<str:group>/", public.archive, name="group"),
    path("news/tags/<str:tag>/", public.archive, name="tag"),
    path("news/towns/<str:town>/", public.archive, name="town"),
    path("news/months/<int:year>/<int:month>/", public.archive, name="month"),
    path("news/photos/", public.galleries, name="galleries"),
    path("news/feed.atom", feeds.atom, name="atom"),
    path("news/feed.json", feeds.as_json, name="json"),
    path("news/groups/<str:group>/feed.atom", feeds.atom, name="group_atom"),
    path("news/groups/<str:group>/feed.json", feeds.as_json, name="group_json"),
    path("news/tags/<str:tag>/feed.atom", feeds.atom, name="tag_atom"),
    path("news/tags/<str:tag>/feed.json", feeds.as_json, name="tag_json"),
    path("news/towns/<str:town>/feed.atom", feeds.atom, name="town_atom"),
    path("news/towns/<str:town>/feed.json", feeds.as_json, name="town_json"),
    re_path(rf"[nN]ews/[dD]etail/[nN]ews/{OLD_NUMBER}/[sS]how/?$", legacy.news, name="old_item"),
    re_path(r"[nN]ews/[gG]roup(?P<rest>/.*)?$", legacy.group, name="old_group"),
    re_path(
        rf"[gG]allery/[pP]hoto/[pP]hoto[gG]allery/{OLD_NUMBER}/\d+/[sS]how/?$",
        legacy.gallery,
        name="old_gallery",
    ),
    path("news/read/<int:pk>.gif", reading.read, name="read"),
    path("desk/readers/", readers.readers, name="readers"),
    path("desk/readers/readers.csv", readers.export, name="readers_export"),
    path("desk/readers/<int:pk>/", readers.readers_of, name="readers_of"),
    path("desk/readers/<int:pk>/readers.csv", readers.export_of, name="readers_of_export"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("desk/news/import/", imports.upload, name="import"),
    path("desk/news/import/take-in/", imports.take_in, name="import_take_in"),
    path("desk/news/drafts/", drafts.drafts, name="drafts"),
    path("desk/news/drafts/visits/<int:pk>/", drafts.from_visit, name="draft_visit"),
    path("desk/news/drafts/sessions/<int:pk>/", drafts.from_session, name="draft_session"),
    path("desk/news/drafts/rankings/<int:pk>/", drafts.from_ranking, name="draft_ranking"),
    path("desk/news/drafts/projects/<int:pk>/", drafts.from_project, name="draft_project"),
    path("news/cards/<int:pk>/<str:digest>.png", cards.card, name="card"),
    path("media/<path:name>", public.picture, name="picture"),
]
