"""The form of items and galleries; apart from the other forms, for models name it."""

from typing import Any

from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm


class StoryForm(WagtailAdminPageForm):
    """The form of items and galleries."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if when := self.fields.get("published_at"):
            # Django compares a default that is computed with a hidden box that Wagtail does not draw: the form
            # would always count as changed, and each approval would store one more version.
            when.show_hidden_initial = False
        if project := self.fields.get("project"):
            chosen = Q(published_at__isnull=False) | Q(pk=self.instance.project_id)
            project.queryset = project.queryset.filter(chosen).order_by("-published_at", "-pk")
