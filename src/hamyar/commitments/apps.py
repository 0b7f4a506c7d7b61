from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "hamyar.commitments"
    label = "commitments"
    verbose_name = _("Promises")

    def ready(self) -> None:
        """Let the plan of visits count overdue promises, which it cannot know by itself."""
        from hamyar.commitments.selectors.overdue import overdue_by_town
        from hamyar.visits.selectors.overdue import count_overdue_with

        count_overdue_with(overdue_by_town)
