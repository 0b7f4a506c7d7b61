"""A site as ``wagtail start`` makes it, with one kind of page more: a news item with the fields ours has."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.web.content import items

MODELS = """
from django.db import models
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class HomePage(Page):
    pass


class NewsPage(Page):
    lead = models.TextField()
    published_at = models.DateTimeField()
    picture = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = StreamField([("paragraph", RichTextBlock())])
    hashtags = models.TextField()
"""
TEMPLATE = """{% extends "base.html" %}
{% load wagtailcore_tags wagtailimages_tags %}
{% block content %}<h1>{{ page.title }}</h1><p>{{ page.lead }}</p>
{% if page.picture %}{% image page.picture width-960 format-webp as wide %}
<img src="{{ wide.url }}" width="{{ wide.width }}" height="{{ wide.height }}" alt="">{% endif %}
{% for block in page.body %}{% include_block block %}{% endfor %}
<p>{{ page.hashtags }}</p><p>{{ page.published_at }}</p>{% endblock %}
"""
SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "for measuring only"
ALLOWED_HOSTS = ["*"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
NAME = "plain"
ROOT = Path(__file__).resolve().parents[2]


def make_plain_site(folder: Path, *, number: int, seed: int) -> str:
    """Make the site in an empty folder, with its content; return the address of the newest item."""
    tools = Path(sys.executable).parent
    _run(tools / "wagtail", "start", NAME, str(folder), at=folder.parent)
    (folder / "home" / "models.py").write_text(MODELS, encoding="utf-8")
    (folder / "home" / "templates" / "home" / "news_page.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / NAME / "settings" / "measured.py").write_text(SETTINGS, encoding="utf-8")
    manage = (sys.executable, "manage.py")
    chosen = f"--settings={NAME}.settings.measured"
    _run(*manage, "makemigrations", "home", chosen, at=folder)
    _run(*manage, "migrate", "-v0", chosen, at=folder)
    code = f"from benchmarks.web.plain import fill; print(fill(number={number}, seed={seed}))"
    return _run(*manage, "shell", "-v0", chosen, "-c", code, at=folder).strip().splitlines()[-1]


def fill(*, number: int, seed: int) -> str:
    """Publish the items; runs inside the site."""
    from io import BytesIO

    from django.apps import apps
    from django.core.files.images import ImageFile

    home = apps.get_model("home", "HomePage").objects.get()
    news, image = apps.get_model("home", "NewsPage"), apps.get_model("wagtailimages", "Image")
    page = None
    for at, item in enumerate(reversed(items(number=number, seed=seed))):
        picture = None
        if item.picture:
            file = ImageFile(BytesIO(item.picture), name=f"made-up-{at}.jpg")
            picture = image.objects.create(title="made up", file=file)
        page = news(
            title=item.title,
            lead=item.lead,
            published_at=item.at,
            picture=picture,
            body=[("paragraph", f"<p>{text}</p>") for text in item.paragraphs],
            hashtags=" ".join(f"#{tag}" for tag in item.tags),
        )
        home.add_child(instance=page)
        page.save_revision().publish()
    return page.url if page else ""


def _run(*command: object, at: Path) -> str:
    words = [str(word) for word in command]
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=at, env=known, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
