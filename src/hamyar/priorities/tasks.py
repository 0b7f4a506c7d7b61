"""Long work of this stage, done by the worker."""

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from hamyar.accounts.models import User
from hamyar.core.progress import running
from hamyar.priorities.models import MethodVersion
from hamyar.priorities.services.runs import compute_run


@task()
def compute_ranking_in_background(progress_id: str, version_id: int, user_id: int) -> None:
    """Compute a run for a person who watches its progress and may stop it."""
    with running(progress_id) as report:
        version = MethodVersion.objects.get(pk=version_id)
        run = compute_run(
            version=version, by=User.objects.get(pk=user_id), at=timezone.now(), progress=report
        )
        report.result_url = reverse("priorities:run", args=[run.pk])
