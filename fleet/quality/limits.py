"""What a fix is held to: the reference ranges of the assessment, and what we had to choose ourselves, each with its source.

Source: 《全国重点营运车辆联网联控系统考核管理办法》(交运发〔2014〕267号, revised 2016), note under its scoring form: a record is
unqualified when its time, longitude, latitude, speed, direction or altitude is wrong; "provinces may adapt".
"""

KMH = 1 / 3.6

WEST_DEG, EAST_DEG = 73 + 33 / 60, 135 + 5 / 60  # 东经 73°33′–135°05′
SOUTH_DEG, NORTH_DEG = 3 + 51 / 60, 53 + 33 / 60  # 北纬 3°51′–53°33′
MAX_SPEED_MPS = 160 * KMH  # 0–160 km/h
MIN_ALTITUDE_M, MAX_ALTITUDE_M = -200.0, 6500.0
MAX_DIRECTION_DEG = 360.0
AHEAD_S = 5.0  # ours: the assessment says "time <= now"; so far may our own clock be behind
SKEW_S = 300.0  # ours (R43): the clock of a terminal that is farther off is wrong, or its fix was held back

DRIFT_MPS = 160 * KMH  # ours, the assessment defines no drift: the top of its range of speeds
STEP_S = 1.0  # ours: receivers tell time by the second, so no implied speed is reckoned over less

GAP_M = 2000.0  # ours, the assessment defines no complete track: 2 km or
GAP_S = 300.0  # ours: 5 min between two fixes of a moving bus is a hole
MOVING_MPS = 1.0  # ours: a standing receiver reports up to 1.5 km/h
STANDING_M = 100.0  # ours: two fixes that are no farther apart may be of a bus that stands
