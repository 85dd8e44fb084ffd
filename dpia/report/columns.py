"""Which columns of a table the report shows where, with short names in place of the questions."""

from __future__ import annotations

from dpia.i18n_marks import N_

ColumnSpec = tuple[str, str, int]
"""Column id, its short name in this report, and its width in parts."""

GROUPS = "processing.groups"
ITEMS = "processing.items"
ZONES = "processing.zones"
PARTIES = "processing.parties"
TRANSFERS = "safeguards.transfers"
PURPOSES = "purpose.purposes"
NEEDS = "purpose.needs"
LADDER = "alternatives.ladder"
RISKS = "risks.register"
MEASURES = "risks.measures"
TALKS = "consulted.talks"

GROUP_COLUMNS: tuple[ColumnSpec, ...] = (
    ("name", N_("Group"), 22),
    ("role", N_("Relation to the controller"), 22),
    ("ages", N_("Age"), 14),
    ("number", N_("Number"), 14),
    ("joins", N_("What the system does with them"), 28),
)
ITEM_COLUMNS: tuple[ColumnSpec, ...] = (
    ("kind", N_("Data"), 19),
    ("purpose", N_("Purpose"), 21),
    ("needed", N_("Needed"), 11),
    ("kept", N_("Kept"), 11),
    ("ends", N_("What ends the storage"), 19),
    ("recipients", N_("Who receives it"), 19),
)
ZONE_COLUMNS: tuple[ColumnSpec, ...] = (
    ("name", N_("Spot"), 18),
    ("place", N_("Kind"), 14),
    ("access", N_("Who may be there"), 15),
    ("hours", N_("When it records"), 14),
    ("incidents", N_("Incidents there"), 13),
    ("sound", N_("Sound"), 11),
    ("sign", N_("Sign"), 15),
)
PARTY_COLUMNS: tuple[ColumnSpec, ...] = (
    ("name", N_("Organisation"), 22),
    ("role", N_("What it does"), 20),
    ("contract", N_("In writing"), 18),
    ("own-use", N_("Own use of the data"), 20),
    ("exit", N_("Return or deletion at the end"), 20),
)
TRANSFER_COLUMNS: tuple[ColumnSpec, ...] = (
    ("to", N_("Recipient and country"), 24),
    ("data", N_("Data"), 18),
    ("route", N_("What allows it"), 22),
    ("assessed", N_("Law there assessed"), 18),
    ("body-needed", N_("Body data needed there"), 18),
)
PURPOSE_COLUMNS: tuple[ColumnSpec, ...] = (
    ("text", N_("Purpose"), 28),
    ("rank", N_("Place"), 13),
    ("use", N_("Use"), 15),
    ("aim", N_("Aim"), 15),
    ("serves", N_("Serves first"), 13),
    ("single", N_("One aim only"), 10),
    ("own-ground", N_("Own ground"), 12),
)
NEED_COLUMNS: tuple[ColumnSpec, ...] = (
    ("what", N_("Place, time and people"), 32),
    ("group", N_("Groups"), 20),
    ("incidents", N_("What shows the problem"), 18),
    ("weight", N_("What is at stake"), 18),
    ("covered", N_("Covered"), 12),
)
LADDER_COLUMNS: tuple[ColumnSpec, ...] = (
    ("rung", N_("Way"), 16),
    ("reaches", N_("Reaches the purpose"), 15),
    ("intrusion", N_("Intrusion"), 12),
    ("burden", N_("Burden"), 18),
    ("chosen", N_("Chosen"), 10),
    ("why-not", N_("What backs the rejection"), 13),
    ("reason", N_("Reason"), 18),
)
POWER_COLUMNS: tuple[ColumnSpec, ...] = (
    ("role", N_("Relation to the controller"), 1),
    ("depends-for", N_("Depends on the controller for"), 1),
    ("can-avoid", N_("Can stay away without loss"), 1),
    ("refusal-cost", N_("What a refusal costs"), 1),
    ("other-way", N_("Other way really open"), 1),
    ("other-way-quality", N_("How good it is"), 1),
    ("other-way-told", N_("Where people are told of it"), 1),
    ("free-proof", N_("Files show free refusals"), 1),
)
BASIS_COLUMNS: tuple[ColumnSpec, ...] = (
    ("ground", N_("Ground relied on"), 1),
    ("special-ground", N_("Exception for body and other sensitive data"), 1),
    ("law-says", N_("What that law says of this means"), 1),
    ("law-kind", N_("Kind of rule"), 1),
    ("law-cite", N_("Law, as cited by the controller"), 1),
    ("agreement", N_("Collective agreement"), 1),
    ("consent-by", N_("Consent is given by"), 1),
    ("can-judge", N_("Child can judge"), 1),
    ("consent-form", N_("Form of the request"), 1),
    ("consent-record", N_("Record of consent"), 1),
    ("withdraw", N_("Taking it back"), 1),
)
RISK_COLUMNS: tuple[ColumnSpec, ...] = (
    ("what", N_("Risk"), 30),
    ("event", N_("Event"), 18),
    ("groups", N_("Groups"), 18),
    ("right", N_("Rights"), 17),
    ("source", N_("Source"), 17),
)
MEASURE_COLUMNS: tuple[ColumnSpec, ...] = (
    ("what", N_("Measure"), 28),
    ("risk", N_("Against"), 22),
    ("works", N_("What shows that it works"), 13),
    ("owner", N_("Owner"), 13),
    ("due", N_("Due"), 12),
    ("state", N_("State"), 12),
)
TALK_COLUMNS: tuple[ColumnSpec, ...] = (
    ("who", N_("Who"), 18),
    ("when", N_("When"), 14),
    ("view", N_("View"), 36),
    ("followed", N_("Followed"), 20),
    ("written", N_("In writing"), 12),
)

_LEVELS: tuple[ColumnSpec, ...] = (
    ("likelihood", N_("Likelihood before"), 1),
    ("severity", N_("Severity before"), 1),
    ("likelihood-after", N_("Likelihood after"), 1),
    ("severity-after", N_("Severity after"), 1),
    ("level-after", N_("Level after"), 1),
)

SHORT: dict[tuple[str, str], str] = {
    (table, column): label
    for table, specs in (
        (GROUPS, GROUP_COLUMNS + POWER_COLUMNS + BASIS_COLUMNS),
        (ITEMS, ITEM_COLUMNS),
        (ZONES, ZONE_COLUMNS),
        (PARTIES, PARTY_COLUMNS),
        (TRANSFERS, TRANSFER_COLUMNS),
        (PURPOSES, PURPOSE_COLUMNS),
        (NEEDS, NEED_COLUMNS),
        (LADDER, LADDER_COLUMNS),
        (RISKS, RISK_COLUMNS + _LEVELS),
        (MEASURES, MEASURE_COLUMNS),
        (TALKS, TALK_COLUMNS),
    )
    for column, label, _ in specs
}
"""Short names of columns, where there is one."""
