"""The tool that collects texts finds each kind of them, and the check notices each kind of gap."""

from pathlib import Path

import polib
import pytest

from tools import messages
from tools.messages import Message

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from django.utils.translation import gettext as _now
A = _("Plain text")
B = ngettext("%(count)s town", "%(count)s towns", 3)
C = pgettext("of a road", "Length")
D = _("Two parts "
      "joined")
F = _now("By another name")
E = UnableToError(_("Lost {what}."), what=1)
"""
TEMPLATE = """{% load i18n %}<p title="{% translate "In a tag" %}">
{% blocktranslate trimmed count n=towns|length with name=x.name %}
  One town of {{ name }}
{% plural %}
  {{ n }} towns of {{ name }}
{% endblocktranslate %}{{ _("In a variable") }}</p>{# translators: #}{% translate "May" context "month" %}"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    stage = tmp_path / "src" / "hamyar" / "stage"
    (stage / "templates" / "stage").mkdir(parents=True)
    (stage / "views.py").write_text(PYTHON, encoding="utf-8")
    (stage / "templates" / "stage" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "frontend" / "src").mkdir(parents=True)
    (tmp_path / "frontend" / "src" / "app.ts").write_text(
        'label(gettext("In the browser"))', encoding="utf-8"
    )
    return tmp_path


def catalogue_of(tree: Path) -> polib.POFile:
    return polib.pofile(str(tree / "locale" / "fa" / "LC_MESSAGES" / "django.po"))


def translate_all(tree: Path) -> None:
    for path in (tree / "locale").rglob("*.po"):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            entry.msgstr = "" if entry.msgid_plural else entry.msgid
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural} if entry.msgid_plural else {}
        catalogue.save()


def test_collect_finds_python_and_templates(tree: Path) -> None:
    assert messages.collect(tree) == [
        Message("%(count)s town", plural="%(count)s towns"),
        Message("By another name"),
        Message("In a tag"),
        Message("In a variable"),
        Message("Length", "of a road"),
        Message("Lost {what}."),
        Message("May", "month"),
        Message("One town of %(name)s", plural="%(n)s towns of %(name)s"),
        Message("Plain text"),
        Message("Two parts joined"),
    ]
    assert messages.collect_javascript(tree) == [Message("In the browser")]


def test_a_translated_tree_passes_and_compiles(tree: Path) -> None:
    assert messages.main([], root=tree) == 0
    assert messages.main(["--check"], root=tree) == 1
    translate_all(tree)
    assert messages.main(["--check"], root=tree) == 0
    assert messages.main(["--compile"], root=tree) == 0
    assert sorted(path.name for path in tree.rglob("*.mo")) == ["django.mo", "djangojs.mo"]


def test_collecting_again_keeps_translations_and_drops_the_unused(tree: Path) -> None:
    messages.main([], root=tree)
    translate_all(tree)
    page = tree / "src" / "hamyar" / "stage" / "views.py"
    page.write_text(PYTHON.replace("Plain text", "Other text"), encoding="utf-8")
    assert messages.main(["--check"], root=tree) == 1
    messages.main([], root=tree)
    catalogue = catalogue_of(tree)
    assert catalogue.find("Plain text") is None
    assert catalogue.find("Other text").msgstr == ""
    assert catalogue.find("Two parts joined").msgstr == "Two parts joined"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not translated: Lost {what}."),
        ("گم شد", "placeholder lost in the translation of: Lost {what}."),
        ("{what} {who}", "unknown placeholder in the translation of: Lost {what}."),
    ],
)
def test_check_names_the_gap(tree: Path, text: str, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    messages.main([], root=tree)
    translate_all(tree)
    catalogue = catalogue_of(tree)
    catalogue.find("Lost {what}.").msgstr = text
    catalogue.save()
    assert messages.main(["--check"], root=tree) == 1
    assert f"locale/fa/LC_MESSAGES/django.po: {fault}" in capsys.readouterr().out


def test_check_refuses_a_fuzzy_entry_of_the_overlay(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    messages.main([], root=tree)
    translate_all(tree)
    overlay = polib.POFile()
    overlay.append(polib.POEntry(msgid="Publish", msgstr="انتشار", flags=["fuzzy"]))
    folder = tree / "locale" / "overlay" / "fa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    overlay.save(str(folder / "django.po"))
    assert messages.main(["--check"], root=tree) == 1
    assert "overlay/fa/LC_MESSAGES/django.po: fuzzy: Publish" in capsys.readouterr().out


def test_check_refuses_a_text_that_two_catalogues_decide(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.main([], root=tree)
    translate_all(tree)
    overlay = polib.POFile()
    overlay.append(polib.POEntry(msgid="Plain text", msgstr="متن دیگر"))
    folder = tree / "locale" / "overlay" / "fa" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    overlay.save(str(folder / "django.po"))
    assert messages.main(["--check"], root=tree) == 1
    assert "overlay/fa/LC_MESSAGES/django.po: ours too: Plain text" in capsys.readouterr().out
