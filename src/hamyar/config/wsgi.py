"""The server's entry point."""

from django.core.wsgi import get_wsgi_application

from hamyar.config.env import choose_settings

choose_settings()
django_application = get_wsgi_application()

from hamyar.core.pagecache.ready import ReadyPages  # noqa: E402 - models are there only now

application = ReadyPages(django_application)
