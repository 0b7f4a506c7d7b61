"""Methods and their versions: written as drafts, frozen when adopted."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from hamyar.accounts.models import User
from hamyar.accounts.permissions import require_permission
from hamyar.core.audit import record
from hamyar.indicators.models import Indicator
from hamyar.priorities.enums import VERSION_MOVES, VersionState
from hamyar.priorities.errors import UnableToAdoptMethodError, UnableToReadMethodError
from hamyar.priorities.models import Method, MethodVersion
from hamyar.priorities.permissions import ADOPT_METHOD, CHANGE_METHOD
from hamyar.priorities.services.method_file import MethodFile, read_method
from hamyar.priorities.services.package import digest

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions" / "methods"


@transaction.atomic
def load_methods(*, at: datetime) -> list[MethodVersion]:
    """Bring the shipped methods into the database; a text that is there already changes nothing.

    A changed shipped text becomes a new adopted version as long as no person has adopted one of that method.
    """
    loaded = []
    for path in sorted(DEFINITIONS.glob("*.yaml")):
        content = path.read_bytes()
        method = _method_of(read_method(content, file=path.name))
        known = method.versions.filter(digest=digest(content)).first()
        if known is None:
            known = _new_version(method, content, by=None, at=at, note="")
            if not method.versions.filter(adopted_by__isnull=False).exists():
                _adopt(known, by=None, at=at)
        loaded.append(known)
    return loaded


@transaction.atomic
def write_draft(*, content: bytes, note: str, by: User, at: datetime, file: str) -> MethodVersion:
    """Store a text as the next draft of its method; an open draft of that method is replaced.

    Raises
    ------
    PermissionDenied
        When ``by`` may not change methods.
    UnableToReadMethodError
        When the text is not a method, or names an indicator that is not defined.
    """
    require_permission(by, CHANGE_METHOD)
    definition = read_method(content, file=file)
    _require_known_indicators(definition, file=file)
    method = _method_of(definition)
    draft = method.versions.filter(state=VersionState.DRAFT).first()
    if draft is None:
        draft = _new_version(method, content, by=by, at=at, note=note)
        record(
            by=by, at=at, action="write_method_draft", target=draft, changes={"digest": ["", draft.digest]}
        )
        return draft
    before = draft.digest
    draft.text, draft.digest, draft.note = definition.text, digest(content), note
    draft.created_by, draft.created_at = by, at
    draft.save()
    record(
        by=by, at=at, action="write_method_draft", target=draft, changes={"digest": [before, draft.digest]}
    )
    return draft


@transaction.atomic
def adopt_version(*, version: MethodVersion, by: User, at: datetime) -> MethodVersion:
    """Freeze a draft and make it the method's version in force; the former one is superseded.

    Raises
    ------
    PermissionDenied
        When ``by`` may not adopt methods.
    UnableToAdoptMethodError
        When the version is not a draft.
    """
    require_permission(by, ADOPT_METHOD)
    version = MethodVersion.objects.select_for_update().get(pk=version.pk)
    if VersionState.ADOPTED not in VERSION_MOVES[VersionState(version.state)]:
        raise UnableToAdoptMethodError(gettext_noop("Only a draft can be adopted."), "not_a_draft")
    _adopt(version, by=by, at=at)
    return version


def _adopt(version: MethodVersion, *, by: User | None, at: datetime) -> None:
    version.method.versions.filter(state=VersionState.ADOPTED).update(state=VersionState.SUPERSEDED)
    before = version.state
    version.state, version.adopted_by, version.adopted_at = VersionState.ADOPTED, by, at
    version.save(update_fields=["state", "adopted_by", "adopted_at"])
    record(by=by, at=at, action="adopt_method", target=version, changes={"state": [before, version.state]})


def _method_of(definition: MethodFile) -> Method:
    names = {"name_fa": definition.name.fa[:160], "name_en": definition.name.en[:160]}
    method, _ = Method.objects.update_or_create(code=definition.code, defaults=names)
    return method


def _new_version(
    method: Method, content: bytes, *, by: User | None, at: datetime, note: str
) -> MethodVersion:
    last = method.versions.aggregate(last=Max("number"))["last"] or 0
    return MethodVersion.objects.create(
        method=method,
        number=last + 1,
        text=content.decode("utf-8-sig"),
        digest=digest(content),
        note=note,
        created_by=by,
        created_at=at,
    )


def _require_known_indicators(definition: MethodFile, *, file: str) -> None:
    codes = [indicator.code for indicator in definition.indicators]
    known = set(Indicator.objects.filter(code__in=codes).values_list("code", flat=True))
    unknown = [code for code in codes if code not in known]
    if unknown:
        message = gettext_noop("{file}: {key}: there is no indicator of this name.")
        raise UnableToReadMethodError(message, "unknown_indicator", file=file, key=f"indicators.{unknown[0]}")
