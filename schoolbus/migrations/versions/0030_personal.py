"""Telephone numbers of drivers and attendants, names and numbers of reporters: encrypted, and nothing else taken any more."""

from alembic import op
from sqlalchemy import column as named
from sqlalchemy import select, table, update

from core.personal import MARK, key_of, sealed
from core.settings import Settings

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: None = None
depends_on: None = None
FIELDS = (("person", "id", "phone"), ("report_contact", "report_id", "name"), ("report_contact", "report_id", "phone"))


def upgrade() -> None:
    key, connection = key_of(Settings()), op.get_bind()
    for name, id_, column in FIELDS:
        rows = table(name, named(id_), named(column))
        key_column, told = rows.c[id_], rows.c[column]
        for number, plain in connection.execute(select(key_column, told).where(told.is_not(None))).all():
            kept = sealed(key, f"{name}.{column}", plain)
            connection.execute(update(rows).where(key_column == number).values({column: kept}))
        op.execute(f"ALTER TABLE {name} ADD CONSTRAINT ck_{name}_{column}_is_sealed CHECK ({column} LIKE '{MARK}%')")
