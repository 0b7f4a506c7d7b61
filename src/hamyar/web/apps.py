from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hamyar.web"
    label = "web"

    def ready(self) -> None:
        from hamyar.web.search import receivers

        receivers.watch()
