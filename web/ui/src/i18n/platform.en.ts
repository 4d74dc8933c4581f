// The words about other platforms in English.
import type { Dictionary } from './zh-CN'

export const platformEn: Dictionary['platform'] = {
  title: 'Other platform', gone: 'This platform cannot be found; it may be beyond what you may see.', add: 'Register a platform', registered: '{{name}} is registered', open: 'Open the platform', editTitle: 'Change {{name}}',
  emptyTitle: 'No other platform reports here yet',
  emptyHint: 'Most buses already report to the platform of their operator or of a vendor. That platform can connect here as the lower one (JT/T\u00a0809); the buses then need no second terminal.',
  firstStep: 'Press Register a platform and enter its name, its edition of the standard, the addresses of its server.', firstStepOthers: 'A clerk or an administrator registers the platform: its name, its edition of the standard, the addresses of its server.',
  secondStep: 'Hand host, port, access code, user and password over; the other side enters them for its main link.', thirdStep: 'Once it connects, registered buses are matched by plate; plates that are not registered appear under Unknown devices.',
  standing: { up: 'Connected', main_only: 'Main link only', slave_only: 'Slave link only', down: 'Not connected', never: 'Never connected', disabled: 'Disabled' },
  standingMeaning: {
    up: 'Main link and slave link are up', main_only: 'Positions come; the slave link is not up, our answers go over the main link', slave_only: 'The main link is not up; data come over the slave link', down: 'Neither link is up: its positions do not come',
    never: 'It has not connected since it was registered', disabled: 'It is not let in',
  },
  main: 'Main link', slave: 'Slave link', since: 'since {{time}}', notUp: 'not up', vehicles: 'Buses', vehiclesCount: '{{n}} reported so far', edition: 'Edition', editionOf: '{{year}}', editionHint: 'Edition of JT/T\u00a0809 that it speaks',
  code: 'Access code', codeAndUser: 'Code, user', moreNetworks: '{{n}} more', networks: 'Networks', networksHint: 'Addresses or networks of its server, one a line. Logins are taken from these only, and the slave link is made to these only.', networksMissing: 'Enter at least one address or network', notANetwork: '“{{text}}” is neither an address nor a network like 203.0.113.0/28',
  nameMissing: 'Enter a name', nameExample: 'For example: platform of the bus company', encrypted: 'M1, IA1, IC1 are agreed', clear: 'none', encryptingHint: 'Where it encrypts: the three constants that both sides agreed on.',
  encrypting: { none: 'None', kept: 'Keep the constants', given: 'Enter constants' }, constantMissing: 'Needed', madeForYou: 'Empty: one is made',
  changeEnds: 'A change ends both links; the other side has to log in again.', handover: 'For the other side', handoverLead: 'Hand these over; the other side enters them for the main link of its platform.', once: 'The password is shown this once: copy it and hand it over now.',
  slaveNote: 'The other side also enters the address and port at which it waits for the slave link: a numeric address within the networks.', newPassword: 'New password', passwordAsk: 'The old password opens nothing any more and the links end; the other side needs the new one. Go on?',
  disableAsk: 'Both links end at once and its logins are refused; what was agreed stays. Disable it?', problemTitle: 'Problem', problemAt: 'Last time {{time}}, {{age}}',
  problem: {
    wrong_address: 'A login came from outside its networks', wrong_user: 'A login had the wrong user', wrong_password: 'A login had the wrong password', wrong_edition: 'Its login has not the length of the registered edition', encrypted: 'It encrypts, and no constants are agreed here',
    slave_address: 'The address where it waits for the slave link is not in its networks', slave_unreachable: 'The server where it waits for the slave link cannot be reached', slave_silent: 'Its server for the slave link took the connection and did not answer', slave_refused: 'It does not accept the code on the slave link', slave_lost: 'The slave link broke and is being made again',
  },
  todo: {
    wrong_address: 'Add the address to the networks if it is theirs; if nobody knows it, find out who that was.', wrong_user: 'Have the other side enter the user below again.', wrong_password: 'Have the other side enter the password again; if it is lost, make a new one below.',
    wrong_edition: 'Ask the other side which edition it speaks, and change it here.', encrypted: 'Ask the other side for M1, IA1, IC1 and enter them here, or have it send in clear.', slave_address: 'Have the other side correct that address, which must be numeric; if it is a new one, add it to the networks.',
    slave_unreachable: 'Have the other side look at its server and its firewall. Positions still come over the main link.', slave_silent: 'Have the other side look at its slave link service. Positions still come over the main link.', slave_refused: 'It probably restarted in between; it is tried again by itself. If it stays, have the other side log in anew.', slave_lost: 'Nothing to do; positions still come over the main link.',
  },
}
