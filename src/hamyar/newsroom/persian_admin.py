"""What of Wagtail's editor no catalogue reaches: missing names, ages in Latin digits."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter  # type: ignore[import-untyped]  # no types
from wagtail.admin.active_filters import BaseFilterAdapter, register_filter_adapter_class
from wagtail.admin.forms import choosers
from wagtail.admin.menu import SubmenuMenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui.sidebar import MainMenuModule
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.wagtail_hooks import SettingsMenuItem
from wagtail.models import Page

from hamyar.core.persian import to_persian_digits
from hamyar.core.translation import active_language

BOXES_OF_LINKS = {
    "email_address": gettext_lazy("E-mail address"),
    "phone_number": gettext_lazy("Phone number"),
    "link_text": gettext_lazy("Words of the link"),
    "subject": gettext_lazy("Subject of the letter"),
    "body": gettext_lazy("Text of the letter"),
}
_age = wagtailadmin_tags.timesince
_heading = PageTitleColumn.get_header_context_data
_side_list = MainMenuModule.js_args


def timesince(moment: datetime, *args: Any, **options: Any) -> str:
    """Write an age for people: its first part only, in the digits of the language."""
    text: str = _age(moment, *args, **options).split("،")[0]
    return to_persian_digits(text) if active_language() == "fa" else text


def heading_of_pages(self: Any, parent_context: Any) -> dict[str, Any]:
    """Name what is listed also where Wagtail names nothing."""
    context: dict[str, Any] = _heading(self, parent_context)
    return {**context, "model_name": context["model_name"] or Page._meta.verbose_name}


def counted(self: Any) -> str:
    """Say how many: a Persian noun stays singular after a number."""
    is_plural = self.count != 1 and active_language() != "fa"
    return f"{self.count} {self.verbose_name_plural if is_plural else self.verbose_name}"


def side_list(self: Any) -> list[Any]:
    """Call people in the side list by their name, not by their e-mail address."""
    entries, of_account, person = _side_list(self)
    return [entries, of_account, {**person, "name": self.user.full_name or person["name"]}]


class YesNoAdapter(BaseFilterAdapter):
    """What a filter of yes and no says while it is in force; Wagtail says «True»."""

    def get_active_filters(self) -> Iterator[Any]:
        """Say yes or no."""
        for each in super().get_active_filters():
            yield each._replace(value=_("Yes") if self.value else _("No"))


def name_boxes_of_links() -> None:
    """Name the boxes of links; Wagtail shows their names in the code."""
    for form in (
        choosers.ExternalLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.PhoneLinkChooserForm,
        choosers.AnchorLinkChooserForm,
    ):
        for name, box in form.base_fields.items():
            box.label = BOXES_OF_LINKS.get(name, box.label)


def install() -> None:
    """Replace what shows ages, headings, counts, links, the person who is signed in and the version of Wagtail."""
    name_boxes_of_links()
    NameEmailSettingsPanel.is_active = lambda _self: False  # names are kept on the person's own page
    register_filter_adapter_class(BooleanFilter, YesNoAdapter)
    wagtailadmin_tags.timesince = timesince
    PageTitleColumn.get_header_context_data = heading_of_pages
    WagtailPaginator.items_count_label = property(counted)
    MainMenuModule.js_args = side_list
    PageFilterSet.base_filters["owner"].label = gettext_lazy("Written by")  # elsewhere the owner of a promise
    SettingsMenuItem.render_component = SubmenuMenuItem.render_component
