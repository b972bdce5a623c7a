"""The database itself refuses to change or delete a row of the trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

TABLE = "audit_auditevent"
SENTENCE = "The audit trail is append-only."

SQLITE = {
    f"{TABLE}_no_{verb}": f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for verb in ("update", "delete")
}
POSTGRESQL = {
    f"{TABLE}_refuse": f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    f"{TABLE}_no_change": f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"{TABLE}_no_truncate": f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
}
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def add_triggers(_: Any, editor: Any) -> None:  # noqa: ANN401 - Django's migration arguments
    """Create the triggers of this kind of database."""
    for statement in STATEMENTS[editor.connection.vendor].values():
        editor.execute(statement)


class Migration(migrations.Migration):
    """Goes one way: a trail that could be changed for a while proves nothing."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(add_triggers)]
