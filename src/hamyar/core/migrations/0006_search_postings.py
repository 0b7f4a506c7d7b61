from itertools import groupby

from django.db import migrations, models

from hamyar.core.search.numbers import SEGMENT, packed_places

# What 0004 made, and what takes it away. The full-text indexes of the databases are no longer asked.
SQLITE = (
    "DROP TRIGGER core_search_added",
    "DROP TRIGGER core_search_removed",
    "DROP TRIGGER core_search_changed",
    "DROP TABLE core_search_fts",
)
POSTGRESQL = (
    "DROP INDEX core_search_tokens",
    "ALTER TABLE core_searchdocument DROP COLUMN tokens",
    'ALTER TABLE core_searchposting ALTER COLUMN term TYPE varchar(80) COLLATE "C"',
)
SQLITE_BACK = (
    """CREATE VIRTUAL TABLE core_search_fts USING fts5(
    lexemes, content='core_searchdocument', content_rowid='id', detail='none', columnsize=0, prefix='4 5',
    tokenize="unicode61 remove_diacritics 0 tokenchars '_'")""",
    """CREATE TRIGGER core_search_added AFTER INSERT ON core_searchdocument BEGIN
    INSERT INTO core_search_fts (rowid, lexemes) VALUES (new.id, new.lexemes); END""",
    """CREATE TRIGGER core_search_removed AFTER DELETE ON core_searchdocument BEGIN
    INSERT INTO core_search_fts (core_search_fts, rowid, lexemes) VALUES ('delete', old.id, old.lexemes); END""",
    """CREATE TRIGGER core_search_changed AFTER UPDATE OF lexemes ON core_searchdocument BEGIN
    INSERT INTO core_search_fts (core_search_fts, rowid, lexemes) VALUES ('delete', old.id, old.lexemes);
    INSERT INTO core_search_fts (rowid, lexemes) VALUES (new.id, new.lexemes); END""",
)
POSTGRESQL_BACK = (
    """ALTER TABLE core_searchdocument ADD COLUMN tokens tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(trim(lexemes), ' '))) STORED""",
    "CREATE INDEX core_search_tokens ON core_searchdocument USING gin (tokens) WITH (fastupdate = off)",
)


def drop_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def make_index(apps, schema_editor):
    apps.get_model("core", "SearchDocument").objects.all().delete()  # hamyar search rebuild makes them anew
    for statement in POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    """Make the postings of the documents there are, so that the search answers before it is made anew."""
    documents = apps.get_model("core", "SearchDocument").objects
    postings = apps.get_model("core", "SearchPosting").objects
    proper = documents.filter(is_proper=True)
    for document in proper.only("lexemes").iterator(chunk_size=500):
        documents.filter(pk=document.pk).update(lexemes=f"{document.lexemes.strip()} p_")
    rows = documents.order_by("pk").values_list("pk", "lexemes").iterator(chunk_size=500)
    for segment, held in groupby(rows, key=lambda row: row[0] // SEGMENT):
        places = {}
        for pk, lexemes in held:
            for lexeme in lexemes.split():
                places.setdefault(lexeme, []).append(pk % SEGMENT)
        model = postings.model
        postings.bulk_create(
            [model(term=term, segment=segment, documents=packed_places(places[term])) for term in sorted(places)],
            batch_size=500,
        )


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0005_contact"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(max_length=80, verbose_name="folded word")),
                ("segment", models.PositiveIntegerField(verbose_name="stretch of numbers")),
                ("documents", models.BinaryField(verbose_name="documents")),
            ],
            options={
                "verbose_name": "search posting",
                "verbose_name_plural": "search postings",
                "ordering": ("term", "segment"),
                "constraints": [
                    models.UniqueConstraint(fields=("term", "segment"), name="search_posting_once")
                ],
            },
        ),
        migrations.DeleteModel(name="SearchWord"),
        migrations.RunPython(drop_index, make_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
