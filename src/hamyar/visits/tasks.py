"""Long work of this stage, done by the worker."""

from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from hamyar.accounts.models import User
from hamyar.core.progress import running
from hamyar.visits.models import VisitProgramme
from hamyar.visits.services.planning import Search, compute_programme


@task()
def compute_programme_in_background(
    progress_id: str, *, programme_id: int, user_id: int, seconds: float, seed: int, keeps: bool
) -> None:
    """Plan a programme for a person who watches; asked to stop, the best plan so far is kept."""
    with running(progress_id) as report:
        run = compute_programme(
            programme=VisitProgramme.objects.get(pk=programme_id),
            search=Search(seconds=seconds, seed=seed, keeps=keeps),
            by=User.objects.get(pk=user_id),
            at=timezone.now(),
            clock=timezone.now,
            report=report,
        )
        report.result_url = reverse("visits:run", args=[run.pk])
