from django.urls import path, re_path

from hamyar.visits.views import meeting, papers, planning, plans, programmes, public, teams, visits

app_name = "visits"

urlpatterns = [
    path("visits/", public.calendar, name="calendar"),
    path("visits/calendars/<str:key>.ics", public.feed, name="feed"),
    path("desk/visits/", programmes.listing, name="programmes"),
    path("desk/visits/new/", programmes.new, name="new"),
    path("desk/visits/programmes/<int:pk>/", programmes.programme, name="programme"),
    path("desk/visits/programmes/<int:pk>/change/", programmes.change, name="change"),
    path("desk/visits/programmes/<int:pk>/compute/", planning.compute, name="compute"),
    path("desk/visits/programmes/<int:pk>/wish/", planning.wish, name="wish"),
    re_path(
        r"^desk/visits/programmes/(?P<pk>[0-9]+)/letters\.(?P<kind>pdf|docx)$", papers.mayors, name="letters"
    ),
    re_path(
        r"^desk/visits/programmes/(?P<pk>[0-9]+)/sheets\.(?P<kind>pdf|docx)$",
        papers.programme_sheets,
        name="sheets",
    ),
    path("desk/visits/programmes/<int:pk>/again/", planning.again, name="again"),
    path("desk/visits/programmes/<int:pk>/move/", planning.move_planned_visit, name="move_planned"),
    path("desk/visits/programmes/<int:pk>/sessions/", planning.session, name="named_session"),
    path(
        "desk/visits/programmes/<int:pk>/sessions/<str:code>/drop/",
        planning.session_drop,
        name="named_session_drop",
    ),
    path("desk/visits/programmes/<int:pk>/publish/", programmes.publish, name="publish"),
    path("desk/visits/wishes/<int:pk>/drop/", planning.drop, name="drop_wish"),
    path("desk/visits/runs/<int:pk>/", plans.run, name="run"),
    path("desk/visits/runs/<int:pk>/approve/", programmes.approve, name="approve"),
    path("desk/visits/runs/<int:pk>/programme.xlsx", plans.table, name="table"),
    path("desk/visits/runs/<int:pk>/against/<int:other>/", plans.compare, name="compare"),
    path("desk/visits/teams/", teams.listing, name="teams"),
    path("desk/visits/teams/new/", teams.new, name="team_new"),
    path("desk/visits/teams/<int:pk>/", teams.team, name="team"),
    path("desk/visits/teams/<int:pk>/change/", teams.change, name="team_change"),
    path("desk/visits/teams/<int:pk>/members/", teams.member, name="member"),
    path("desk/visits/teams/<int:pk>/absences/", teams.absence, name="absence"),
    path("desk/visits/teams/<int:pk>/calendar/", teams.feed_open, name="team_feed"),
    path("desk/visits/members/<int:pk>/end/", teams.member_end, name="member_end"),
    path("desk/visits/calendars/<int:pk>/revoke/", teams.feed_revoke, name="feed_revoke"),
    path("desk/visits/records/<slug:kind>/<uuid:device_id>/", meeting.record, name="record"),
    path(
        "desk/visits/records/<slug:kind>/<uuid:device_id>/withdraw/", meeting.withdraw, name="record_withdraw"
    ),
    path("desk/visits/decisions/<uuid:device_id>/state/", meeting.decision_state, name="decision_state"),
    path("desk/visits/photos/<uuid:device_id>/", meeting.photo, name="photo"),
    re_path(
        r"^desk/visits/(?P<key>s?[0-9]{1,9})/records/(?P<kind>[a-z]{1,12})/$",
        meeting.record_new,
        name="record_new",
    ),
    re_path(r"^desk/visits/(?P<key>s?[0-9]{1,9})/hold/$", meeting.hold, name="hold"),
    re_path(r"^desk/visits/(?P<key>s?[0-9]{1,9})/close/$", meeting.close, name="close"),
    path("desk/visits/<int:pk>/session/", meeting.session_new, name="session_new"),
    path("desk/visits/<int:pk>/confirm/", visits.confirm, name="confirm"),
    path("desk/visits/<int:pk>/move/", visits.move, name="move"),
    path("desk/visits/<int:pk>/cancel/", visits.cancel, name="cancel"),
    path("desk/visits/<int:pk>/calendar/", visits.feed_open, name="town_feed"),
]
