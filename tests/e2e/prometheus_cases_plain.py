"""Plain selectors: matchers of all kinds, instants around the edges of a month, steps of an hour to three months."""
import functools
import re

from prometheus_case import DAY, HOUR, MINUTE, Case, on

VALUE = "trustwatch_indicator_value"
REFERRALS = "mhs01_open_referrals"
CONTACTS = "mhs29_contacts"
EIP = "eip23a_began_treatment"
SPELLS = "mhs07_open_hospital_spells"
NEW = "mhs32_new_referrals"  # over one month and over three
SUMMER = on("2022-08-17T09:30:00.250Z")
LAST_NOON = on("2022-12-01T12:00:00Z")  # the newest month holds until then


@functools.cache
def like(expression):
    return lambda text: re.fullmatch(expression, text) is not None


@functools.cache
def unlike(expression):
    return lambda text: re.fullmatch(expression, text) is None


def matchers(h):
    one = f'{VALUE}{{org="RX4",indicator="{REFERRALS}"}}'
    ethnicities = {"indicator": EIP, "breakdown": like("ethnicity:.+")}
    return [
        Case("one series", one, (SUMMER,), lambda t: h.at(VALUE, t, org="RX4", indicator=REFERRALS)),
        Case("every organisation", f'{VALUE}{{indicator="{REFERRALS}"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, indicator=REFERRALS)),
        Case("a regular expression on organisations", f'{VALUE}{{org=~"RX.|RT[15]",indicator="{CONTACTS}"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, org=like("RX.|RT[15]"), indicator=CONTACTS)),
        Case("not this organisation", f'{VALUE}{{org!="RX4",indicator="{CONTACTS}"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, org=unlike("RX4"), indicator=CONTACTS)),
        Case("not like these", f'{VALUE}{{org!~"R.*",indicator="{CONTACTS}"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, org=unlike("R.*"), indicator=CONTACTS)),
        Case("indicators by a regular expression", f'{VALUE}{{org="RX4",indicator=~"mhs.*",breakdown=""}}', (SUMMER,),
             lambda t: h.at(VALUE, t, org="RX4", indicator=like("mhs.*"), breakdown="")),
        Case("parts of a breakdown", f'{VALUE}{{indicator="{EIP}",breakdown=~"ethnicity:.+"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, **ethnicities)),
        Case("one part, the whole left out", f'{VALUE}{{indicator="{EIP}",breakdown="ethnicity:white"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, indicator=EIP, breakdown="ethnicity:white")),
        Case("a span of three months", f'{VALUE}{{indicator="{NEW}",span="P3M"}}', (SUMMER,),
             lambda t: h.at(VALUE, t, indicator=NEW, span="P3M")),
        Case("the first span has no label", f'{VALUE}{{indicator="{NEW}",span=""}}', (SUMMER,),
             lambda t: h.at(VALUE, t, indicator=NEW, span="")),
        Case("nothing fits", f'{VALUE}{{org="RX4",indicator="no_such_indicator"}}', (SUMMER,), lambda t: {}, True),
    ]


def edges(h):
    query = f'{VALUE}{{org="RX4",indicator="{REFERRALS}"}}'

    def row(name, *instants, may_be_empty=False):
        return Case(name, query, instants, lambda t: h.at(VALUE, t, org="RX4", indicator=REFERRALS), may_be_empty)

    noon = on("2022-08-01T12:00:00Z")
    return [
        row("a millisecond before the month's instant", noon - 0.001),
        row("at the month's instant", noon),
        row("the last millisecond of the newest month", LAST_NOON - 0.001),
        row("after the newest month there is nothing", LAST_NOON, may_be_empty=True),
        row("before the first month there is nothing", on("2016-05-01T11:59:59Z"), may_be_empty=True),
        row("every minute over the turn of a month", noon - 10 * MINUTE, noon + 10 * MINUTE, MINUTE),
        row("steps of an hour", noon - 20 * DAY, noon + 20 * DAY, HOUR),
        row("steps of six hours, not aligned", noon - 100 * DAY + 1234.567, noon + 100 * DAY, 6 * HOUR),
        row("steps of a day over all of it", on("2016-01-01T00:00:00Z"), on("2023-03-01T00:00:00Z"), DAY),
        row("steps of seven days, not aligned", on("2016-04-03T05:06:07.891Z"), on("2023-01-01T00:00:00Z"), 7 * DAY),
        row("steps of thirty days", on("2016-04-03T00:00:00Z"), on("2023-01-01T00:00:00Z"), 30 * DAY),
        row("steps of ninety days and a bit", on("2016-04-03T00:00:00Z"), on("2023-01-01T00:00:00Z"), 90 * DAY + 61.5),
    ]


def grids(h):
    return [
        Case("every organisation, by day", f'{VALUE}{{indicator="{SPELLS}"}}',
             (on("2021-10-01T00:00:00Z"), on("2022-12-31T00:00:00Z"), DAY), lambda t: h.at(VALUE, t, indicator=SPELLS)),
        Case("quarters, of which one was published", f'{VALUE}{{indicator="{NEW}",span="P3M"}}',
             (on("2022-06-01T00:00:00Z"), on("2022-12-31T00:00:00Z"), 3 * DAY),
             lambda t: h.at(VALUE, t, indicator=NEW, span="P3M")),
        Case("rolling years of one region's trusts", f'{VALUE}{{indicator="perinatal_access",org=~"R.*"}}',
             (on("2021-01-01T03:00:00Z"), on("2022-12-31T00:00:00Z"), 7 * DAY),
             lambda t: h.at(VALUE, t, indicator="perinatal_access", org=like("R.*"))),
    ]


def cases(h):
    return matchers(h) + edges(h) + grids(h)
