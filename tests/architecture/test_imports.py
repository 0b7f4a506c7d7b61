"""The one direction of imports and of foreign keys."""

import grimp
import pytest
from django.apps import apps
from importlinter.cli import lint_imports

from tests.architecture.source import PRODUCT, ROOT, STAGES

LAYERS = {
    name: place
    for place, names in enumerate(
        [
            ["enums"],
            ["models"],
            ["selectors"],
            ["permissions"],
            ["services"],
            ["forms"],
            ["views", "admin", "tasks"],
            ["urls"],
        ]
    )
    for name in names
}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("hamyar", "hamyar_engine", cache_dir=None)


def test_the_import_contracts_hold() -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), cache_dir=None) == 0


def test_every_stage_has_its_place() -> None:
    stages = {path.name for path in PRODUCT.iterdir() if (path / "__init__.py").exists()}
    assert stages <= set(STAGES)
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    assert [stage for stage in STAGES if f"hamyar.{stage}" not in contracts] == []


def test_modules_of_a_stage_import_in_one_direction(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{importer} -> {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if _stage(importer) == _stage(imported) and _layer(importer) < _layer(imported)
    ]
    assert wrong == []


def _stage(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _layer(module: str) -> float:
    """Return the place of a module in its stage; what has no place there is free."""
    return LAYERS.get(".".join(module.split(".")[2:3]), float("nan"))


def test_foreign_keys_point_to_earlier_stages() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if model._meta.app_label in STAGES and field.related_model._meta.app_label in STAGES
        if STAGES.index(field.related_model._meta.app_label) > STAGES.index(model._meta.app_label)
    ]
    assert wrong == []
