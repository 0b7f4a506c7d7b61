"""The worker: takes long work from the queue, one piece at a time."""

from hamyar.cli.setup import start_django


def work() -> None:
    """Work until the process is asked to end."""
    start_django()
    from django.core.management import call_command

    call_command("db_worker", queue_name="*", interval=1, reload=False, verbosity=0)
