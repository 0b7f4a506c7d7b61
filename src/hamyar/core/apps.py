from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hamyar.core"
    label = "core"

    def ready(self) -> None:
        """Note changes of content on every connection to the database."""
        from hamyar.core.pagecache.changes import watch_connections

        watch_connections()
