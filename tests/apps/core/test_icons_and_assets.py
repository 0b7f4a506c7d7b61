import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from hamyar.core.assets import BuiltFilesStorage
from hamyar.core.icons import UnknownIconError, icon_html


@pytest.fixture
def build(tmp_path: Path, settings: object) -> Path:
    """Return a front-end build with two icons."""
    (tmp_path / "icons.json").write_text(
        json.dumps({"map": "<path d='M0 0'/>", "arrow-left": "<path d='M1 1'/>"})
    )
    settings.FRONTEND_DIST = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    settings.ROOT = tmp_path  # type: ignore[attr-defined]  # the same
    return tmp_path


@pytest.mark.usefixtures("build")
def test_an_icon_is_drawn_inline_and_hidden_from_screen_readers() -> None:
    drawn = icon_html("map", css="big")
    assert drawn.startswith('<svg class="icon big"')
    assert 'aria-hidden="true"' in drawn
    assert "<path d='M0 0'/>" in drawn


@pytest.mark.usefixtures("build")
def test_an_arrow_turns_with_the_direction_of_the_page() -> None:
    assert 'class="icon icon-flip"' in icon_html("arrow-left")


@pytest.mark.usefixtures("build")
def test_an_icon_the_build_does_not_hold_is_refused() -> None:
    with pytest.raises(UnknownIconError, match="no-such-icon"):
        icon_html("no-such-icon")


def test_without_a_build_pages_are_shown_without_icons(tmp_path: Path, settings: object) -> None:
    settings.FRONTEND_DIST = settings.ROOT = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    assert "<svg" in icon_html("map")


@pytest.fixture
def storage(tmp_path: Path) -> BuiltFilesStorage:
    """Return a storage in which one file of the build and one other were collected."""
    kept = BuiltFilesStorage(location=str(tmp_path), base_url="/static/")
    kept._save("build/app-Abc123.js", ContentFile(b"export {}"))
    kept._save("admin/site.css", ContentFile(b"a{}"))
    paths = {path: (kept, path) for path in ("build/app-Abc123.js", "admin/site.css")}
    assert not [fault for _path, _new, fault in kept.post_process(paths) if isinstance(fault, Exception)]
    return kept


def test_a_file_of_the_build_keeps_its_name(storage: BuiltFilesStorage) -> None:
    assert storage.stored_name("build/app-Abc123.js") == "build/app-Abc123.js"
    assert storage.exists("build/app-Abc123.js")


def test_any_other_file_gets_a_hash(storage: BuiltFilesStorage) -> None:
    assert storage.stored_name("admin/site.css") != "admin/site.css"


def test_before_anything_was_collected_names_are_plain(tmp_path: Path) -> None:
    assert BuiltFilesStorage(location=str(tmp_path)).stored_name("admin/site.css") == "admin/site.css"
