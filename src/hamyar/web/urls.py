from django.urls import path

from hamyar.web.town_file import views as town_file
from hamyar.web.views import about, audit, calendar, home, search, work

app_name = "web"

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", about.about, name="about"),
    path("open-data/", about.open_data, name="open_data"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("contact/", about.contact, name="contact"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="search_suggest"),
    path("desk/", home.desk, name="desk"),
    path("desk/towns/<str:code>/", town_file.page, name="town_file"),
    path("desk/towns/<str:code>/file.pdf", town_file.pdf, name="town_file_pdf"),
    path("desk/audit/", audit.audit, name="audit"),
    path("desk/audit/export/", audit.export, name="audit_export"),
    path("desk/calendar/", calendar.this_year, name="calendar"),
    path("desk/calendar/<int:year>/", calendar.year, name="calendar_year"),
    path("desk/calendar/table/", calendar.import_table, name="calendar_import"),
    path("desk/calendar/table/confirm/", calendar.confirm_table, name="calendar_confirm"),
    path("desk/calendar/<int:year>/table.csv", calendar.export_table, name="calendar_export"),
    path("desk/calendar/holidays/<int:pk>/", calendar.correct_holiday, name="calendar_holiday"),
    path("desk/calendar/closures/", calendar.add_closure, name="calendar_closure"),
    path("desk/calendar/closures/<int:pk>/cancel/", calendar.cancel_closure, name="calendar_closure_cancel"),
    path("desk/calendar/week/", calendar.working_week, name="calendar_week"),
    path("desk/contact/", about.edit_contact, name="contact_edit"),
    path("desk/work/", work.work_list, name="work_list"),
    path("desk/work/<uuid:pk>/", work.work, name="work"),
    path("desk/work/<uuid:pk>/stop/", work.stop, name="work_stop"),
]
