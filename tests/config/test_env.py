import re
from pathlib import Path

import pytest

from hamyar.config.env import Environment, WrongEnvironmentError, database, secret_key

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"""\.(?:text|truth|whole|real|words|folder|address)\(\s*"([A-Z_]+)\"""")


def test_env_example_names_exactly_the_variables_that_are_read() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/hamyar").rglob("*.py"))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert sorted(set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))) == sorted(set(READ.findall(source)))


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("PORT", "many", lambda env: env.whole("PORT", 1)),
        ("PORT", "70000", lambda env: env.whole("PORT", 1, most=65535)),
        ("FLAG", "maybe", lambda env: env.truth("FLAG")),
        ("FACTOR", "0.5", lambda env: env.real("FACTOR", 1.3, least=1, most=3)),
        ("URL", "ftp://x", lambda env: env.address("URL", {"http", "https"})),
        ("DATABASE_URL", "mysql://x/y", lambda env: database(env, Path("/tmp"))),
        ("DATABASE_URL", "postgresql://host", lambda env: database(env, Path("/tmp"))),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(name: str, value: str, read: object) -> None:
    with pytest.raises(WrongEnvironmentError, match=rf"^{name} "):
        read(Environment({name: value}))  # type: ignore[operator]  # a reader


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("x")

    with pytest.raises(WrongEnvironmentError, match=r"^HAMYAR_DATA "):
        Environment({"HAMYAR_DATA": str(file)}).folder("HAMYAR_DATA", tmp_path)


def test_database_is_sqlite_with_wal_and_foreign_keys_by_default(tmp_path: Path) -> None:
    settings = database(Environment({}), tmp_path)

    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == str(tmp_path / "hamyar.sqlite3")
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout="):
        assert pragma in settings["OPTIONS"]["init_command"]  # type: ignore[index]  # options of SQLite


def test_database_reads_a_postgresql_address() -> None:
    address = "postgresql://u%40x:p%3Aw@db.local:5433/hamyar?sslmode=require"

    settings = database(Environment({"DATABASE_URL": address}), Path("/tmp"))

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "u@x",
        "p:w",
        "db.local",
        "5433",
        "hamyar",
    )
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_secret_key_is_read_from_beside_the_data_unless_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("kept\n")

    assert secret_key(Environment({}), tmp_path) == "kept"
    assert secret_key(Environment({"HAMYAR_SECRET_KEY": "given"}), tmp_path) == "given"
