"""Every letter of the procedure, in the order in which a clerk meets them."""

from permits.desk.letters.kinds import LetterKind
from permits.desk.letters.words.applying import APPLYING
from permits.desk.letters.words.deciding import DECIDING
from permits.desk.letters.words.granted import GRANTED
from permits.desk.letters.words.opinions import OPINIONS

LETTERS: dict[str, LetterKind] = {one.name: one for one in (*APPLYING, *OPINIONS, *DECIDING, *GRANTED)}
