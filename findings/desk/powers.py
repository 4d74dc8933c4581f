"""Which office has the power to decide of a suspected offence (REG 44-55); until it has, a finding is 疑似. Pure."""

POLICE, TRANSPORT, EDUCATION = "police", "transport", "education"
# REG 44-50, 52, 53: traffic police; what a terminal or a platform lacks is the transport office's (动态监督管理办法).
OF_TRANSPORT = frozenset({"R37", "R39", "R40", "R41", "R42"})
OF_EDUCATION = frozenset({"R33", "R34"})


def decides(rule: str, _article: str) -> str:
    """The kind of the office that decides: the case file and the page name it, nothing here decides."""
    if rule in OF_EDUCATION:
        return EDUCATION
    return TRANSPORT if rule in OF_TRANSPORT else POLICE
