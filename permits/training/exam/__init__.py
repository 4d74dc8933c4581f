"""Examinations (考试): a bank of questions, a paper drawn for each person at a session, taken on the own telephone."""
