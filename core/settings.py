"""Settings: every door, limit and secret of the program, frozen, each with a documented default."""

from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET = "development-only"  # noqa: S105 - refused in production, that is what it is for
MIN_SECRET_CHARS = 32


class DemoAccount(BaseModel):
    """An account that the login page offers in the demo; never in production."""

    model_config = ConfigDict(frozen=True)

    username: str
    password: str
    role: str


class Settings(BaseSettings):
    """Read from the environment with the prefix `SCHOOLBUS_`; units are in the names.

    Raises pydantic.ValidationError for a value that cannot be, and for a default secret in production.
    """

    model_config = SettingsConfigDict(env_prefix="SCHOOLBUS_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = Field(
        "development", description="production refuses default secrets and demo accounts and marks cookies Secure"
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET), description="keys the hashes of session tokens; a new one logs everybody out"
    )
    personal_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET),
        description="encrypts the telephone numbers of people in the database; lost, they are lost: keep a copy elsewhere",
    )
    timezone: str = Field("Asia/Shanghai", description="the zone of permits, terms and runs")
    data_dir: Path = Field(Path(".local"), description="where the private stack keeps what it must keep")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="what is logged at least")
    log_format: Literal["auto", "json", "console"] = Field("auto", description="auto: JSON unless a person watches")

    database_url: str = Field(
        "postgresql://schoolbus@127.0.0.1:15432/schoolbus", description="PostgreSQL with PostGIS, as psycopg takes it"
    )
    database_pool_size: int = Field(10, ge=1, le=200, description="connections kept by one API process; as many more")
    database_timeout_s: float = Field(30.0, gt=0, description="longest statement of an API request")
    redis_url: str = Field("redis://127.0.0.1:16379/0", description="Celery's queue and the live channel")
    mqtt_url: str = Field("mqtt://127.0.0.1:11884", description="the broker's door for the ingest, with credentials")
    mqtt_device_url: str | None = Field(None, description="the broker's door for devices; None: where mqtt_url leads")

    mqtt_device_host: str = Field("127.0.0.1", description="address of the private broker's door for devices")
    mqtt_tls_cert: Path | None = Field(None, description="certificate chain (PEM) of that door; None: no TLS")
    mqtt_tls_key: Path | None = Field(None, description="its private key (PEM); None: it is in the same file")

    http_host: str = Field("127.0.0.1", description="address of the page and the API")
    http_port: int = Field(8000, ge=0, le=65535, description="port of the page and the API")
    public_origin: str | None = Field(
        None,
        pattern=r"^https?://[^/?#@\s]+$",
        description="under which address (https://host) people reach this service, as the codes on labels, letters and certificates"
        " say it; None: the first of public_origins, else http_host and http_port",
    )
    public_origins: frozenset[str] = Field(
        frozenset(), description="other origins (https://host) under which a proxy shows this service"
    )
    forwarded_allow_ips: str = Field("127.0.0.1", description="proxies whose X-Forwarded-For is believed")
    cookie_secure: bool | None = Field(None, description="None: Secure in production and over https")
    request_body_max_bytes: int = Field(1_048_576, ge=1024, description="a larger body is refused with 413")

    attachment_max_bytes: int = Field(
        20_971_520, ge=65_536, description="largest file that is attached to a case: a photograph, a PDF, a sound"
    )
    report_max_per_address: int = Field(10, ge=1, description="public reports of one address in the window")
    report_max_per_window: int = Field(120, ge=1, description="public reports of everybody in the window")
    report_max_guesses_per_address: int = Field(
        20, ge=1, description="wrong codes of public reports that one address may try in the window"
    )
    report_window_s: int = Field(3600, ge=1, le=3600, description="the window for public reports")
    report_form_least_s: float = Field(
        3.0, ge=0, description="sooner after its form was opened no person sends a public report"
    )
    report_photos_max: int = Field(6, ge=0, le=50, description="photographs of one public report")
    report_photos_max_bytes: int = Field(
        2_147_483_648, ge=0, description="bytes of all photographs of public reports; past it no more are taken"
    )
    report_contact_days: int = Field(
        90, ge=1, le=3650, description="how long after its report has ended a reporter's name and phone are kept"
    )
    report_photo_days: int = Field(
        365, ge=1, le=3650, description="how long after its report has ended a photograph of it is kept"
    )
    report_refused_photo_days: int = Field(7, ge=1, le=3650, description="the same, of a report that was not taken up")
    report_untouched_days: int = Field(
        180, ge=1, le=3650, description="a public report to which nothing happened for so long counts as ended then"
    )
    pdf_font: Path | None = Field(
        None, description="a font with Chinese glyphs (TTF, OTF, TTC) for case files; None: fontconfig's Noto Sans CJK"
    )

    permit_number_prefix: str = Field(
        "连云校许",
        min_length=1,
        max_length=20,
        description="what the number of a permit begins with, before year and number",
    )

    label_key_file: Path | None = Field(
        None,
        description="the private key (PEM, Ed25519) that signs verification labels, outside the database; None: label-key.pem"
        " in data_dir, made at the first start of the private stack",
    )
    public_window_s: int = Field(
        3600, ge=1, le=3600, description="the window for what strangers ask of labels and files"
    )
    label_checks_per_address: int = Field(
        600, ge=1, description="labels that one address may check in the window; many telephones share one"
    )
    receipt_misses_per_address: int = Field(
        20, ge=1, description="receipt numbers with a wrong telephone that one address may try in the window"
    )
    receipt_misses_per_number: int = Field(
        10, ge=1, description="wrong telephones that everybody together may try of one receipt in the window"
    )

    device_import_max_rows: int = Field(2000, ge=1, le=20_000, description="devices in one imported table")
    device_host: str | None = Field(
        None,
        description="name or address by which terminals reach this server, as the page tells it; None: the page's own",
    )

    session_hours: float = Field(12.0, gt=0, le=24 * 31, description="how long a login lasts")
    password_once_days: int = Field(
        7, ge=1, le=90, description="how long a password that an administrator gave for the first login may be used"
    )
    login_failures_per_account: int = Field(5, ge=1, description="wrong passwords before an account name is locked")
    login_lockout_s: int = Field(900, ge=1, description="how long an account name stays locked")
    login_attempts_per_address: int = Field(30, ge=1, description="failed logins of one address in the window")
    login_window_s: int = Field(300, ge=1, description="the window for the limit per address")
    login_hashes_at_once: int = Field(2, ge=1, description="argon2 hashes computed at one time (64 MiB each)")

    mqtt_topic: str = Field("bus/+/nmea", description="what the ingest subscribes to; + is the device's id")
    mqtt_message_max_bytes: int = Field(
        65_536, ge=1024, description="a longer message of a device is parked, its first 4 KiB"
    )
    mqtt_max_backlog: int = Field(1_000_000, ge=1000, description="queued messages past which the device door is shut")
    mqtt_max_backlog_bytes: int = Field(
        536_870_912, ge=1_048_576, description="bytes of queued messages past which the device door is shut"
    )
    mqtt_max_backlog_age_s: float = Field(
        21_600.0, ge=60, description="seconds without the ingest having taken all, past which the device door is shut"
    )
    mqtt_min_free_bytes: int = Field(
        67_108_864, ge=0, description="with fewer bytes free on the broker's disk the device door is shut"
    )
    nmea_plain: bool = Field(
        False, description="open the NMEA doors over TCP and UDP, where an id line proves nothing; the demo opens them"
    )
    nmea_plain_allow: frozenset[str] = Field(
        frozenset({"127.0.0.0/8", "::1/128"}), description="networks from which plain NMEA is taken"
    )
    nmea_tcp_host: str = Field("127.0.0.1", description="address of the NMEA TCP door")
    nmea_tcp_port: int = Field(5005, ge=0, le=65535, description="port of the NMEA TCP door")
    nmea_tcp_connections: int = Field(10_000, ge=1, description="open device connections; one more is refused")
    nmea_tcp_idle_s: float = Field(600.0, gt=0, description="a connection that says nothing this long is closed")
    nmea_udp_host: str = Field("127.0.0.1", description="address of the NMEA UDP door")
    nmea_udp_port: int = Field(5005, ge=0, le=65535, description="port of the NMEA UDP door")
    nmea_udp_datagram_max_bytes: int = Field(8192, ge=512, description="a longer datagram is parked unread")
    jt808_host: str = Field("127.0.0.1", description="address of the JT/T 808 door")
    jt808_port: int = Field(6808, ge=0, le=65535, description="port of the JT/T 808 door")
    jt808_connections: int = Field(12_000, ge=1, description="open terminal connections; one more is refused")
    jt808_idle_s: float = Field(600.0, gt=0, description="a terminal that says nothing this long is cut off")
    jt808_login_s: float = Field(60.0, gt=0, description="a terminal that has not authenticated by then is cut off")
    jt808_frame_max_bytes: int = Field(4096, ge=1100, description="a longer frame is parked and skipped")
    jt808_message_max_bytes: int = Field(2_097_152, ge=4096, description="most bytes of a message in sub-packets")
    osmand_host: str = Field(
        "127.0.0.1", description="address of the HTTP door for telephones (OsmAnd, Traccar Client)"
    )
    osmand_port: int = Field(5055, ge=0, le=65535, description="port of the HTTP door for telephones")
    osmand_connections: int = Field(2000, ge=1, description="open connections of telephones; one more is refused")
    osmand_body_max_bytes: int = Field(262_144, ge=1024, description="a larger request is refused with 413")
    osmand_tls_cert: Path | None = Field(None, description="certificate chain (PEM) of the HTTP door; None: no TLS")
    osmand_tls_key: Path | None = Field(None, description="its private key (PEM); None: it is in the same file")
    unknown_devices_max: int = Field(10_000, ge=1, description="devices that nobody let in, remembered; the oldest go")
    jt809: bool = Field(False, description="open the JT/T 809 door, where other platforms report; the demo opens it")
    jt809_host: str = Field("127.0.0.1", description="address of the JT/T 809 door")
    jt809_port: int = Field(6809, ge=0, le=65535, description="port of the JT/T 809 door")
    jt809_connections: int = Field(200, ge=1, description="open connections of platforms; one more is refused")
    jt809_frame_max_bytes: int = Field(65_536, ge=4096, description="a longer message is parked and skipped")
    jt809_login_s: float = Field(30.0, gt=0, description="a platform that has not logged in by then is cut off")
    jt809_keep_alive_s: float = Field(60.0, gt=0, description="how often we show on the slave link that we are there")
    jt809_silence_s: float = Field(
        180.0, gt=0, description="a link of a platform on which nothing comes this long is closed"
    )
    nmea_line_max_bytes: int = Field(1024, ge=82, description="a longer line is parked and skipped")
    nmea_tcp_login_s: float = Field(
        60.0, gt=0, description="a connection that has not said who it is by then is closed"
    )
    device_rate_max_per_s: float = Field(
        20.0, gt=0, description="fixes a second that a device may send for long; past it it is slowed down, and listed"
    )
    device_rate_burst: int = Field(
        20_000, ge=1, description="fixes that a device may send at once: a day's, one each 5 s, made up after a break"
    )
    device_flood_max: int = Field(
        200_000, ge=1, description="fixes beyond its rate past which the broker shuts a device out for device_shut_s"
    )
    device_shut_s: float = Field(600.0, gt=0, description="how long a device that floods the broker is shut out")
    parked_max_per_minute: int = Field(
        60, ge=1, description="unusable frames of a device listed one by one in a minute for long; the rest is counted"
    )
    parked_burst: int = Field(1000, ge=1, description="unusable frames of a device listed one by one at once")
    ingest_share: int = Field(0, ge=0, le=32767, description="which share of the vehicles this ingest process has")
    ingest_batch_size: int = Field(8000, ge=1, description="most fixes in one transaction, of what waits")
    ingest_batch_wait_ms: int = Field(50, ge=0, description="how long a batch waits for more")
    ingest_queue_size: int = Field(32_000, ge=1, description="fixes held in memory, about four batches")
    ingest_queue_bytes: int = Field(
        33_554_432,
        ge=1_048_576,
        description="bytes of frames held in memory; past it nothing more is taken for a while",
    )
    ingest_metrics_port: int = Field(0, ge=0, le=65535, description="/metrics of the ingest alone; 0: none")
    doorkeeper_metrics_port: int = Field(
        0, ge=0, le=65535, description="/metrics of a doorkeeper that runs alone, as in a container; 0: none"
    )
    future_max_s: float = Field(300.0, ge=0, description="a fix further ahead of its receipt is parked")
    track_retention_days: int = Field(
        184,
        ge=30,
        le=3650,
        description="tracks older than this are dropped nightly; at least 6 months by the measures for the dynamic"
        " monitoring of road transport vehicles (道路运输车辆动态监督管理办法), at least 30 days in Guangzhou (2023)",
    )
    finding_retention_days: int = Field(
        1096,
        ge=184,
        le=36_500,
        description="findings older than this are deleted nightly; records of violations and their handling are kept at"
        " least 3 years by the same measures",
    )
    parked_retention_days: int = Field(
        30, ge=1, le=3650, description="parked frames older than this are deleted nightly"
    )
    danger_retention_days: int = Field(
        184,
        ge=28,
        le=3650,
        description="walks for dangerous segments older than this are deleted nightly, but for the newest; they can be made"
        " again from the tracks, which are kept as long",
    )
    sighting_retention_days: int = Field(
        35,
        ge=28,
        le=184,
        description="sightings of plates older than this are deleted nightly, but for those of plates that were listed and"
        " not cleared: no longer than the score needs (个人信息保护法 19)",
    )
    silent_after_s: int = Field(90, ge=10, description="a bus on a run not heard of for this long is silent (REG 21)")

    tiles_url: str | None = Field(None, description="raster tiles {z}/{x}/{y}; None: the bundled base layer")
    tiles_datum: Literal["wgs84", "gcj02", "bd09"] = Field("wgs84", description="the datum the tiles are drawn in")
    tiles_attribution: str = Field("", description="what the tile source wants said on the map")
    pmtiles_file: Path | None = Field(None, description="a PMTiles file for a closed network")
    map_center: tuple[float, float] = Field((119.38, 34.72), description="longitude, latitude in degrees, WGS-84")
    map_zoom: float = Field(11.5, ge=0, le=22, description="zoom when the map opens")
    map_bounds: tuple[float, float, float, float] = Field(
        (119.10, 34.50, 119.70, 34.95), description="west, south, east, north in degrees, WGS-84"
    )

    demo_accounts: tuple[DemoAccount, ...] = Field((), description="shown on the login page; set by the demo only")

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {value!r}") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: str) -> str:
        if not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")
        return value

    @field_validator("nmea_plain_allow")
    @classmethod
    def _are_networks(cls, value: frozenset[str]) -> frozenset[str]:
        for network in value:
            try:
                ip_network(network, strict=False)
            except ValueError as error:
                raise ValueError(f"{network!r} is no network: write 10.1.0.0/16 or 10.1.2.3") from error
        return value

    @field_validator(
        "public_origin",
        "tiles_url",
        "pmtiles_file",
        "pdf_font",
        "label_key_file",
        "osmand_tls_cert",
        "osmand_tls_key",
        "mqtt_tls_cert",
        "mqtt_tls_key",
        mode="before",
    )
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @model_validator(mode="after")
    def _production_is_not_a_demo(self) -> Self:
        if self.environment != "production":
            return self
        for name in ("secret_key", "personal_key"):
            secret = getattr(self, name).get_secret_value()
            if secret == DEVELOPMENT_SECRET or len(secret) < MIN_SECRET_CHARS:
                raise ValueError(
                    f"production needs SCHOOLBUS_{name.upper()}, random and at least {MIN_SECRET_CHARS} characters"
                )
        if self.demo_accounts:
            raise ValueError("production has no demo accounts")
        return self

    @property
    def sqlalchemy_url(self) -> str:
        """`database_url` with the driver named, for SQLAlchemy (psycopg 3, both sync and async)."""
        return "postgresql+psycopg://" + self.database_url.split("://", 1)[1]

    @property
    def own_origins(self) -> frozenset[str]:
        """All origins under which a proxy shows this service."""
        return self.public_origins if self.public_origin is None else self.public_origins | {self.public_origin}

    @property
    def label_key(self) -> Path:
        """Where the private key of labels lies."""
        return self.data_dir / "label-key.pem" if self.label_key_file is None else self.label_key_file

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of permits, terms and runs."""
        return ZoneInfo(self.timezone)

    @property
    def demo(self) -> bool:
        """Whether this is the demo, which shows its accounts on the login page."""
        return bool(self.demo_accounts)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()
