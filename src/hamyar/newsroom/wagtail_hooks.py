"""What editors find in Wagtail beside pages."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hamyar.core.assets import entry_html, style_html
from hamyar.group.models import Brand, Company
from hamyar.newsroom.guarding import guard_deletion, guard_deletion_of_many
from hamyar.newsroom.jalali_admin import IN_BROWSER
from hamyar.newsroom.models import NewsGroup, NewsTemplate


class NewsGroupViewSet(SnippetViewSet):
    """Groups of news."""

    model = NewsGroup
    icon = "folder-inverse"
    menu_label = _("News groups")
    add_to_admin_menu = True
    list_display = ["name_fa", "position"]


class NewsTemplateViewSet(SnippetViewSet):
    """Templates of drafts."""

    model = NewsTemplate
    icon = "form"
    menu_label = _("Templates of drafts")
    add_to_admin_menu = True
    list_display = ["__str__", "headline"]


KNOWN = [
    MultiFieldPanel(
        [FieldPanel("confirmed_fa"), FieldPanel("confirmed_en"), FieldPanel("source")], _("Confirmed")
    ),
    MultiFieldPanel([FieldPanel("inferred_fa"), FieldPanel("inferred_en")], _("Only inferred from the name")),
    FieldRowPanel([FieldPanel("code"), FieldPanel("position"), FieldPanel("is_shown")]),
]
NAMES = FieldRowPanel([FieldPanel("name_fa"), FieldPanel("name_en")])
STANDING = Column("standing", label=_("Where it comes from"))
SHOWN = BooleanColumn("is_shown", label=_("shown to everyone"))


class CompanyViewSet(SnippetViewSet):
    """Companies of the group."""

    model = Company
    icon = "group"
    menu_label = _("Companies")
    add_to_admin_menu = True
    list_display = ["name_fa", STANDING, SHOWN]
    list_filter = ["is_shown"]
    search_fields = ["name_fa", "name_en", "confirmed_fa"]
    panels = [NAMES, *KNOWN]


class BrandViewSet(SnippetViewSet):
    """Brands of the group."""

    model = Brand
    icon = "tag"
    menu_label = _("Brands")
    add_to_admin_menu = True
    list_display = ["name_fa", "tag", "sector_fa", STANDING, SHOWN]
    list_filter = ["is_shown"]
    search_fields = ["name_fa", "tag", "sector_fa"]
    panels = [
        NAMES,
        FieldPanel("tag"),
        FieldRowPanel([FieldPanel("sector_fa"), FieldPanel("sector_en")]),
        FieldPanel("companies", widget=CheckboxSelectMultiple),
        *KNOWN,
    ]


for viewset in (NewsGroupViewSet, NewsTemplateViewSet, CompanyViewSet, BrandViewSet):
    register_snippet(viewset)


OURS_ELSEWHERE = {"users", "groups", "sites", "locales"}
"""What people and roles are, and the site itself, is decided outside of the editor."""


def letters() -> SafeString:
    """Show the editor in our letters with Persian digits."""
    return style_html("cms")


def scripts() -> SafeString:
    """Teach the editor's pages Jalali, and mend what Wagtail's scripts leave undone."""
    return SafeString(IN_BROWSER) + entry_html("editor")


def leave_out_of_settings(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave people and sites to their own pages."""
    menu_items[:] = [item for item in menu_items if item.name not in OURS_ELSEWHERE]


def leave_out_of_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Keep the keyboard's shortcuts; the other entries lead to English pages on other hosts."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


def leave_out_of_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what counts kinds of pages by their names in the code."""
    menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


def way_to_readers() -> MenuItem:
    """Lead to how often items are read."""
    return MenuItem(_("Readers"), reverse("newsroom:readers"), icon_name="view", order=900)


for place, hook in (
    ("insert_global_admin_css", letters),
    ("insert_global_admin_js", scripts),
    ("construct_settings_menu", leave_out_of_settings),
    ("construct_reports_menu", leave_out_of_reports),
    ("construct_help_menu", leave_out_of_help),
    ("register_admin_menu_item", way_to_readers),
    ("before_delete_page", guard_deletion),
    ("before_bulk_action", guard_deletion_of_many),
):
    hooks.register(place, hook)
