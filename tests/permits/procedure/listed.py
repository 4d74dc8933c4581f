"""The procedure as the offices agreed on it, written down a second time: step, who, from, to, what holds it back.

D the desk (clerk, administrator), A the applicants (school, operator), P traffic police, T transport office, G government,
S the program. `-` in `to` leaves the state.
"""

WHO = {
    "D": {"clerk", "admin"},
    "A": {"school", "operator"},
    "P": {"police"},
    "T": {"transport"},
    "G": {"government"},
    "S": {"system"},
}
UNDECIDED = "submitted correction accepted consulting reviewing government"
RUNNING = "accepted consulting reviewing government"

LISTED: dict[str, str] = {
    "application": f"""
        submit            AD    draft                          submitted     mine
        discard           AD    draft                          discarded     mine
        correct           D     submitted                      correction    first_time
        resubmit          AD    correction                     submitted     mine
        accept            D     submitted                      accepted
        accept_by_silence S     submitted                      accepted      lapsed
        not_accept        D     submitted correction           not_accepted
        consult           D     accepted                       consulting    not_ending running
        gather            S     consulting                     reviewing     all_replied
        site_check        DPT   consulting reviewing           -
        pause             D     {RUNNING}                      -             running
        resume            D     {RUNNING}                      -             paused
        extend            GD    {RUNNING}                      -             not_extended
        recommend         D     reviewing                      government    running
        send_back         GD    government                     reviewing
        grant             GD    government                     granted       other_person
        refuse            GD    government                     refused       other_person
        renew_by_silence  S     {UNDECIDED}                    granted       renewal lapsed
        issue             D     granted                        issued
        strike_off        D     accepted                       struck_off    ending
        withdraw          AD    {UNDECIDED}                    withdrawn     mine
        note              DAPTG *                              -             mine
        attach            DAPTG draft {UNDECIDED} granted issued -           mine""",
    "police": """
        call    PD  sent called waiting            called
        absent  PD  called                         waiting
        present PD  sent called waiting            presented
        reply   PD  sent called waiting presented  replied
        amend   PD  replied                        replied
        chase   DS  sent called waiting presented  -
        end     S   sent called waiting presented  ended""",
    "transport": """
        reply   TD  sent     replied
        amend   TD  replied  replied
        chase   DS  sent     -
        end     S   sent     ended""",
    "permit": """
        suspend    AD  in_force                                         suspended    mine
        restore    D   suspended                                        in_force
        expire     S   in_force suspended                               expired      lapsed
        revoke     S   in_force suspended                               revoked
        annul      GD  in_force suspended expired                       annulled
        recall     GD  in_force suspended                               recalled
        surrender  AD  in_force suspended                               surrendered  mine
        strike_off D   expired revoked annulled recalled surrendered    struck_off
        issue      S   in_force suspended                               -
        renew      S   expired                                          in_force
        remind     S   in_force suspended                               -
        supersede  S   in_force suspended                               surrendered
        note       DGP *                                                -""",
    "penalty": """
        tell         GD  proposed                                  told
        defend       AD  told waived hearing                       -             mine
        ask_hearing  AD  told waived                               hearing       mine in_time
        waive        S   told                                      waived        lapsed
        hear         GD  hearing                                   heard
        review       GD  told waived                               legal_review  lapsed
        review_heard GD  heard                                     legal_review
        decide       GD  legal_review                              decided       other_person
        drop         GD  proposed told waived hearing heard legal_review dropped""",
    "sign": """
        issue     PD  filed                        issued
        not_issue PD  filed                        not_issued
        lose      AD  issued                       lost        mine
        damage    AD  issued                       damaged     mine
        find      AD  lost                         issued      mine
        renew     PD  issued expired               replaced
        replace   PD  issued lost damaged          replaced
        expire    S   issued                       expired     lapsed
        give_back PD  issued damaged expired lost  returned
        take_back PD  issued damaged expired lost  taken_back""",
    "qualification": """
        endorse PD  not_held held cancelled  held
        review  PD  held                     -
        cancel  PD  held                     cancelled""",
}


def rows(life: str, states: list[str]) -> dict[str, tuple[set[str], set[str], str, set[str]]]:
    """Step to (roles, from, to, guards); a step's words are its name, its who, its from states, its to, and its guards."""
    guards = {
        "mine", "first_time", "lapsed", "not_ending", "running", "all_replied", "paused", "not_extended", "other_person",
        "renewal", "ending", "in_time",
    }  # fmt: skip
    found = {}
    for line in LISTED[life].strip().splitlines():
        name, who, *rest = line.split()
        held = {word for word in rest if word in guards}
        *since, to = [word for word in rest if word not in held]
        roles = set().union(*(WHO[letter] for letter in who))
        found[name] = roles, set(states if since == ["*"] else since), "" if to == "-" else to, held
    return found
