"""Addresses of meetings: ``12`` is a visit, ``s3`` a county session."""

from django.urls import path, re_path

from hamyar.web.meeting import comments, views
from hamyar.web.meeting.workbook import views as workbook

app_name = "meetings"

KEY = r"^desk/visits/(?P<key>s?[0-9]{1,9})/"

urlpatterns = [
    path("desk/visits/mine/", views.mine, name="mine"),
    path("desk/visits/coverage/", views.coverage_page, name="coverage"),
    re_path(rf"{KEY}$", views.meeting, name="meeting"),
    re_path(rf"{KEY}form.pdf$", views.form, name="form"),
    path("desk/visits/<int:pk>/workbook.xlsx", workbook.template, name="workbook_template"),
    path("desk/visits/<int:pk>/workbook/", workbook.upload, name="workbook"),
    path("desk/visits/workbooks/<int:pk>/", workbook.preview, name="workbook_preview"),
    path("desk/visits/workbooks/<int:pk>/discard/", workbook.discard, name="workbook_discard"),
    re_path(rf"{KEY}agenda/fill/$", views.fill, name="fill_agenda"),
    re_path(rf"{KEY}minutes/$", views.minutes, name="minutes"),
    re_path(rf"{KEY}minutes/write/$", views.write, name="write"),
    re_path(rf"{KEY}minutes/reopen/$", views.reopen, name="reopen"),
    path("desk/visits/<int:pk>/comment/", comments.comment, name="comment"),
    path("desk/visits/minutes/<int:pk>/", views.version, name="version"),
    path("desk/visits/minutes/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("desk/visits/minutes/<int:pk>/dissent/", views.dissent, name="dissent"),
    path("desk/visits/minutes/<int:pk>/minutes.pdf", views.pdf, name="pdf"),
    path("desk/visits/minutes/<int:pk>/minutes.docx", views.docx, name="docx"),
]
