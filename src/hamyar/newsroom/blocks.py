"""What the body of an item is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]
PLAYABLE = {"mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg"}


def words_in(stream: blocks.StreamValue) -> list[str]:
    """Return the words of a body; a caption that was never written would be told as «None»."""
    found: list[str] = stream.stream_block.get_searchable_content(stream)
    return [words for words in found if words not in ("", "None")]


class PictureBlock(blocks.StructBlock):
    """A picture with a caption; its alternative text belongs to the picture and is required there."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "newsroom/blocks/picture.html"


class PullQuoteBlock(blocks.StructBlock):
    """Words set apart, with who said them."""

    text = blocks.TextBlock(label=_("text"), rows=3)
    speaker = blocks.CharBlock(label=_("speaker"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("pull quote")
        template = "newsroom/blocks/pull_quote.html"


class RecordingBlock(blocks.StructBlock):
    """A film or sound that lies on this server; nothing is fetched from other sites."""

    file = DocumentChooserBlock(label=_("file"))
    caption = blocks.CharBlock(label=_("caption"), max_length=300)
    transcript = blocks.TextBlock(label=_("what is said and seen"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a file that no browser plays."""
        cleaned = super().clean(value)
        file = cleaned["file"]  # missing while a draft is saved by itself
        if file and file.file_extension.lower() not in PLAYABLE:
            refusal = ValidationError(_("Choose a film or sound: mp4, webm, mp3 or ogg."))
            raise blocks.StructBlockValidationError(block_errors={"file": refusal})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the kind of file."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        file = value["file"]
        kind = PLAYABLE.get(file.file_extension.lower(), "") if file else ""
        return {**context, "kind": kind, "is_film": kind.startswith("video/")}

    class Meta:
        icon = "media"
        label = _("film or sound")
        template = "newsroom/blocks/recording.html"


class FileBlock(blocks.StructBlock):
    """A file to download."""

    file = DocumentChooserBlock(label=_("file"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("file")
        template = "newsroom/blocks/file.html"


class BodyBlock(blocks.StreamBlock):
    """The body: paragraphs, crossheads, quotes, pictures, galleries, tables, files, films."""

    paragraph = blocks.RichTextBlock(label=_("paragraph"), features=RICH_TEXT, icon="pilcrow")
    crosshead = blocks.CharBlock(
        label=_("crosshead"), max_length=200, icon="title", template="newsroom/blocks/crosshead.html"
    )
    pull_quote = PullQuoteBlock()
    picture = PictureBlock()
    gallery = blocks.ListBlock(
        PictureBlock(), label=_("gallery"), icon="image", template="newsroom/blocks/gallery.html"
    )
    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("text"), required=False))],
        label=_("table"),
        icon="table",
        template="newsroom/blocks/table.html",
    )
    file = FileBlock()
    recording = RecordingBlock()
