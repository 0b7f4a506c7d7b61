from django.apps import AppConfig


class PeerConfig(AppConfig):
    name = "benchmarks.search.peer"
    label = "search_peer"
