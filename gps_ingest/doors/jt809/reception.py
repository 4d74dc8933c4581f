"""Who may come in: a login against the book, in the standard's order. Pure."""

from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809.header import Edition, Header, first_words, read, wire
from gps_ingest.decode.jt809.kinds import Kind
from gps_ingest.decode.jt809.links import Login, Verdict, login, login_answer
from gps_ingest.platforms.book import Book, Known

LONGEST_2011 = 72  # bytes of a login with its header; in 2019 it has 80
PROBLEMS = {
    Verdict.WRONG_ADDRESS: "wrong_address",
    Verdict.NOT_REGISTERED: "wrong_user",
    Verdict.WRONG_PASSWORD: "wrong_password",
}


class Welcome(NamedTuple):
    """A login that holds."""

    known: Known
    said: Login
    header: Header


class Refusal(NamedTuple):
    """One that does not; `known` whose it claims to be, where there is such a platform, and `problem` what to tell of it."""

    verdict: Verdict
    access_code: int
    edition: Edition
    known: Known | None = None
    problem: str = ""

    def answer(self, now_s: float) -> bytes:
        """0x1002 as it is sent, in clear."""
        time_s = int(now_s) if self.edition == Edition.Y2019 else 0
        header = Header(Kind.UP_CONNECT_RSP, 1, self.access_code, time_s=time_s)
        return wire(header, login_answer(self.verdict, 0, self.edition), self.edition)


def receive(content: bytes, address: str, book: Book) -> Welcome | Refusal:
    """Judge the first message of a connection. Raises BadFrame where it is no login at all."""
    kind, code = first_words(content)
    if kind != Kind.UP_CONNECT_REQ:
        raise BadFrame("not_logged_in", f"0x{kind:04X}")
    known = book.of(code)
    if known is None:
        edition = Edition.Y2011 if len(content) <= LONGEST_2011 else Edition.Y2019
        return Refusal(Verdict.WRONG_ACCESS_CODE if book.ready else Verdict.BUSY, code, edition)
    try:
        header, body = read(content, known.edition, known.cipher)
        said = login(body)
    except BadFrame as bad:
        problem = "encrypted" if bad.reason == "encrypted" else "wrong_edition"
        return Refusal(Verdict.OTHER, code, known.edition, known, problem)
    verdict = known.verdict(said, address)
    if verdict != Verdict.WELCOME:
        return Refusal(verdict, code, known.edition, known, PROBLEMS[verdict])
    return Welcome(known, said, header)
