"""What an office already has on paper or in its spreadsheets: vehicles, people, lines and permits taken over from one table."""
