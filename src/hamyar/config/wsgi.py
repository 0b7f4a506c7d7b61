"""The server's entry point."""

from django.core.wsgi import get_wsgi_application

from hamyar.config.env import choose_settings

choose_settings()
application = get_wsgi_application()
