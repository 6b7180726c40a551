"""The steps from one layout of the gradebook to the next, for Alembic."""
