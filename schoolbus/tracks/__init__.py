"""Sample tracks: cases with a sentence, a recording and the findings that it must give."""
