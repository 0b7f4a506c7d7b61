from django.urls import path, re_path

from hamyar.findings.views import deciding, imports, register, writing

app_name = "findings"

urlpatterns = [
    path("desk/findings/", register.listing, name="list"),
    re_path(r"^desk/findings/findings\.(?P<kind>csv|xlsx)$", register.export, name="export"),
    path("desk/findings/counts/", register.counts, name="counts"),
    path("desk/findings/new/", writing.new, name="new"),
    path("desk/findings/similar/", writing.similar, name="similar"),
    path("desk/findings/imports/", imports.batches, name="batches"),
    re_path(r"^desk/findings/imports/template\.(?P<kind>csv|xlsx)$", imports.template, name="template"),
    path("desk/findings/imports/<int:pk>/", imports.batch, name="batch"),
    path("desk/findings/imports/<int:pk>/discard/", imports.discard, name="discard"),
    path("desk/findings/imports/<int:pk>/undo/", imports.undo, name="undo"),
    path("desk/findings/merges/<int:pk>/separate/", deciding.separate, name="separate"),
    path("desk/findings/evidence/<int:pk>/", deciding.evidence, name="evidence"),
    path("desk/findings/evidence/<int:pk>/remove/", deciding.evidence_remove, name="evidence_remove"),
    path("desk/findings/<int:pk>/", deciding.finding, name="finding"),
    path("desk/findings/<int:pk>/change/", writing.change, name="change"),
    path("desk/findings/<int:pk>/move/", deciding.move, name="move"),
    path("desk/findings/<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("desk/findings/<int:pk>/merge/", deciding.merge, name="merge"),
    path("desk/findings/<int:pk>/evidence/", deciding.evidence_add, name="evidence_add"),
]
