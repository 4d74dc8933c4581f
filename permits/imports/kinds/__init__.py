"""One file a kind of table: its columns, how its rows are understood, what they make."""
