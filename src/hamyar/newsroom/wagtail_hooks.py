"""What editors find in Wagtail beside pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from hamyar.group.models import Brand, Company
from hamyar.newsroom.models import NewsGroup


class NewsGroupViewSet(SnippetViewSet):
    """Groups of news."""

    model = NewsGroup
    icon = "folder-inverse"
    menu_label = _("News groups")
    add_to_admin_menu = True
    list_display = ["name_fa", "name_en", "position"]


class CompanyViewSet(SnippetViewSet):
    """Companies of the group."""

    model = Company
    icon = "group"
    menu_label = _("Companies")
    add_to_admin_menu = True
    list_display = ["name_fa", "name_en", "source", "is_shown"]


class BrandViewSet(SnippetViewSet):
    """Brands of the group."""

    model = Brand
    icon = "tag"
    menu_label = _("Brands")
    add_to_admin_menu = True
    list_display = ["name_fa", "tag", "sector_fa", "is_shown"]


for viewset in (NewsGroupViewSet, CompanyViewSet, BrandViewSet):
    register_snippet(viewset)
