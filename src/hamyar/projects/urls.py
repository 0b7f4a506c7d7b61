from django.urls import path, re_path

from hamyar.projects.views import contributions, opportunities, register, steps, writing

app_name = "projects"

urlpatterns = [
    path("opportunities/", opportunities.listing, name="opportunities"),
    re_path(
        r"^opportunities/opportunities\.(?P<kind>csv|xlsx|json)$",
        opportunities.export,
        name="opportunities_export",
    ),
    path("opportunities/<slug:code>/", opportunities.opportunity, name="opportunity"),
    path("desk/projects/", register.listing, name="list"),
    re_path(r"^desk/projects/projects\.(?P<kind>csv|xlsx)$", register.export, name="export"),
    path("desk/projects/new/", writing.new, name="new"),
    path("desk/projects/<slug:code>/", register.project, name="project"),
    path("desk/projects/<slug:code>/change/", writing.change, name="change"),
    path("desk/projects/<slug:code>/move/", steps.move, name="move"),
    path("desk/projects/<slug:code>/publish/", steps.publish, name="publish"),
    path("desk/projects/<slug:code>/unpublish/", steps.unpublish, name="unpublish"),
    path("desk/projects/<slug:code>/contributions/new/", contributions.new, name="contribution_new"),
    path("desk/projects/contributions/<int:pk>/revalue/", contributions.revalue, name="revalue"),
    path("desk/projects/contributions/<int:pk>/withdraw/", contributions.withdraw, name="withdraw"),
]
