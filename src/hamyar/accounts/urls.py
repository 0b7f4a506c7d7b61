from django.urls import path, re_path

from hamyar.accounts.views import accepting, inviting, own, people, roles

app_name = "accounts"

urlpatterns = [
    path("account/", own.profile, name="profile"),
    path("account/second-factor/", own.second_factor, name="second_factor"),
    path("account/sessions/", own.sessions, name="sessions"),
    path("account/sessions/end-others/", own.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/end/", own.end_session, name="end_session"),
    path("account/invitation/<str:token>/", accepting.accept_invitation, name="accept_invitation"),
    path("desk/people/", people.people_list, name="people"),
    path("desk/people/export/", people.people_export, name="people_export"),
    path("desk/people/invite/", inviting.invite, name="invite"),
    path("desk/people/invitations/", inviting.invitation_list, name="invitations"),
    path("desk/people/invitations/<int:pk>/resend/", inviting.resend, name="resend_invitation"),
    path("desk/people/invitations/<int:pk>/withdraw/", inviting.withdraw, name="withdraw_invitation"),
    path("desk/people/<int:pk>/", people.person, name="person"),
    path("desk/people/<int:pk>/roles/", people.person_roles, name="person_roles"),
    path("desk/people/<int:pk>/reset-second-factor/", people.reset_second_factor, name="reset_second_factor"),
    path("desk/people/<int:pk>/password-link/", people.password_link, name="password_link"),
    re_path(
        rf"^desk/people/(?P<pk>[0-9]+)/(?P<action>{'|'.join(people.ACTIONS)})/$",
        people.person_action,
        name="person_action",
    ),
    path("desk/roles/", roles.role_list, name="roles"),
    path("desk/roles/<slug:code>/", roles.role, name="role"),
    path("desk/roles/<slug:code>/restore/", roles.restore, name="restore_role"),
]
