"""Tags for the hashed files of the front-end build; without a build pages are plain but readable."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError
from whitenoise.storage import CompressedManifestStaticFilesStorage

PERSIAN_FONT = ".generated/vazirmatn-persian.woff2"
BUILD_PREFIX = "build/"


def entry_html(name: str) -> SafeString:
    """Return the script and style tags of an entry: ``app``, ``charts``, ``map`` or ``explorer``."""
    return _entry_html(DjangoViteAssetLoader.instance(), name)


@lru_cache(maxsize=16)
def _entry_html(loader: DjangoViteAssetLoader, name: str) -> SafeString:
    try:
        tags = loader.generate_vite_asset(f"src/{name}.ts")
    except DjangoViteAssetNotFoundError:
        return SafeString("")
    return SafeString(tags)


def font_html() -> SafeString:
    """Return the tag that fetches the Persian letters together with the style."""
    return _font_html(DjangoViteAssetLoader.instance())


@lru_cache(maxsize=2)
def _font_html(loader: DjangoViteAssetLoader) -> SafeString:
    try:
        address = loader.generate_vite_asset_url(PERSIAN_FONT)
    except DjangoViteAssetNotFoundError:
        return SafeString("")
    return format_html('<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>', address)


def style_html(name: str) -> SafeString:
    """Return the tag of a style sheet that stands by itself, such as the editor's: ``cms``."""
    try:
        address = DjangoViteAssetLoader.instance().generate_vite_asset_url(f"src/styles/{name}.css")
    except DjangoViteAssetNotFoundError:
        return SafeString("")
    return format_html('<link rel="stylesheet" href="{}">', address)


class BuiltFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """Hashed static files; what the front-end build has hashed already keeps its name.

    A second hash would make two copies of each module: the one a page names and the one other modules import.
    """

    def hashed_name(self, name: str, content: object = None, filename: str | None = None) -> str:
        """Return the name with a hash of the content, unless the build gave it one."""
        if name.startswith(BUILD_PREFIX):
            return name
        hashed: str = super().hashed_name(name, content, filename)
        return hashed

    def stored_name(self, name: str) -> str:
        """Return the name under which a file is served; before anything was collected names are plain."""
        if name.startswith(BUILD_PREFIX) or not self.hashed_files:
            return name
        stored: str = super().stored_name(name)
        return stored
