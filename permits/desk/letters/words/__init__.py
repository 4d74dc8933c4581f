"""Every letter of the procedure, in the order in which a clerk meets them."""

from permits.desk.letters.kinds import LetterKind
from permits.desk.letters.words.applying import APPLYING
from permits.desk.letters.words.deciding import DECIDING
from permits.desk.letters.words.granted import GRANTED
from permits.desk.letters.words.opinions import OPINIONS
from permits.desk.letters.words.rounds import ROUNDS

LETTERS: dict[str, LetterKind] = {one.name: one for one in (*APPLYING, *OPINIONS, *DECIDING, *GRANTED)}
# by the name of the letter that each of its files would have alone
ROUND_LETTERS: dict[str, LetterKind] = {one.name.removeprefix("round_"): one for one in ROUNDS}
EDITED: dict[str, LetterKind] = {one.name: one for one in (*LETTERS.values(), *ROUNDS)}
