"""The old site's items from a file: a preview first, then all or nothing."""

import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hamyar.accounts.edge import requires, signed_in
from hamyar.core.errors import UnableToError
from hamyar.core.persian import format_number
from hamyar.newsroom.services.items import import_news, preview_news

PUBLISH = "newsroom.publish_news"
LARGEST_FILE = 6 * 1024 * 1024
MOST_SHOWN = 50


class NewsFileForm(forms.Form):
    """A file of items."""

    file = forms.FileField(
        label=gettext_lazy("File of items"),
        help_text=gettext_lazy("JSON, or CSV with a heading; up to 6 megabytes."),
        widget=forms.FileInput(attrs={"accept": ".json,.csv"}),
    )


@requires(PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file and show what it would bring in."""
    form = NewsFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "newsroom/import.html", {"form": NewsFileForm()})
    if not form.is_valid():
        return render(request, "newsroom/import.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    if file.size > LARGEST_FILE:
        form.add_error("file", _("The file is too large."))
        return render(request, "newsroom/import.html", {"form": form}, status=422)
    content = file.read()
    try:
        preview = preview_news(content=content, name=file.name, by=signed_in(request))
    except UnableToError as refusal:
        form.add_error("file", refusal.message.splitlines())
        return render(request, "newsroom/import.html", {"form": form}, status=422)
    context = {
        "preview": preview,
        "shown": preview.items[:MOST_SHOWN],
        "more": len(preview.items) - MOST_SHOWN,
        "file_name": file.name,
        "packed": b64encode(zlib.compress(content)).decode(),
    }
    return render(request, "newsroom/import_preview.html", context)


@requires(PUBLISH)
@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Take in the file that was shown: all of it, or nothing."""
    name = request.POST.get("file_name", "")
    content = _unpacked(request.POST.get("packed", ""))
    if content is None:
        messages.error(request, _("The file was lost on the way; choose it again."))
        return redirect("newsroom:import")
    try:
        done = import_news(content=content, name=name, by=signed_in(request), at=timezone.now())
    except UnableToError as refusal:
        messages.error(request, refusal.message)
        return redirect("newsroom:import")
    said = _("{added} items were taken in; {kept} were there already.")
    messages.success(request, said.format(added=format_number(done.added), kept=format_number(done.kept)))
    return redirect("newsroom:list")


def _unpacked(packed: str) -> bytes | None:
    """Return the file that was shown; nothing when it is cut or no file of ours."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(b64decode(packed, validate=True), LARGEST_FILE)
    except (NotBase64, ValueError, zlib.error):
        return None
    return content if unpacking.eof else None
