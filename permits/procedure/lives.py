"""Every life of the procedure, in the order in which a clerk meets them. Pure."""

from permits.procedure.acts import Procedure
from permits.procedure.application import APPLICATION
from permits.procedure.consultation import POLICE_CONSULTATION, TRANSPORT_CONSULTATION
from permits.procedure.granted import PENALTY, PERMIT, QUALIFICATION, SIGN

GRANTED: tuple[Procedure, ...] = (PERMIT, PENALTY, SIGN, QUALIFICATION)
PROCEDURES: tuple[Procedure, ...] = (APPLICATION, POLICE_CONSULTATION, TRANSPORT_CONSULTATION, *GRANTED)
