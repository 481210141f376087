#!/usr/bin/env python3
"""What a real Alertmanager with our configuration sends, by mail, to a chat and to a program; and what it holds back.
Addresses and the pace are those of the test.
usage: alertmanager_messages.py PROJECT_FOLDER; exits 77, which CTest shows as skipped, where there is no Alertmanager."""
import contextlib
import datetime
import json
import pathlib
import shutil
import sys
import urllib.request

PROJECT = pathlib.Path(sys.argv[1]).absolute()
sys.path.insert(0, str(PROJECT / "tests" / "e2e"))

from prometheus_server import replace  # noqa: E402
from prometheus_support import skip, wait_until  # noqa: E402
from watch_alertmanager import CHAT, RELAY, paced, running_alertmanager  # noqa: E402
from watch_receiver import running_receiver  # noqa: E402

from mail_catcher import running_catcher  # noqa: E402

if not shutil.which("prometheus-alertmanager"):
    skip("there is no Alertmanager; install the package prometheus-alertmanager to run this test")

FOLDER = PROJECT / "deploy" / "alertmanager"
EXPECTED = PROJECT / "tests" / "rules" / "expected"
MAIL_SERVER = "smtp_smarthost: 127.0.0.1:25"
BEGAN = datetime.datetime(2026, 11, 21, 12, 0, tzinfo=datetime.timezone.utc)
ENDED = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.timezone.utc)


class Watch:
    """An Alertmanager and everyone whom it tells."""

    def __init__(self, alertmanager, mail, web):
        self.alertmanager, self.mail, self.web = alertmanager, mail, web

    def post(self, *alerts):
        request = urllib.request.Request(f"http://{self.alertmanager.address}/api/v2/alerts",
                                         json.dumps(alerts).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200

    def next_mail(self, recipient, seen):
        mails = wait_until(f"a mail to {recipient} comes", lambda: self.mail.to(recipient)[seen:])
        return mails[0]

    def held(self):
        """Of each alert, by name and what it is about, whether another silences it."""
        return {(alert["labels"]["alertname"], alert["labels"].get("org"), alert["labels"].get("indicator")):
                bool(alert["status"]["inhibitedBy"]) for alert in self.alertmanager.alerts()}


@contextlib.contextmanager
def watching():
    with running_catcher() as mail, running_receiver() as web:
        text = replace(paced(PROJECT, web.address), (MAIL_SERVER, f"smtp_smarthost: {mail.address}"))
        with running_alertmanager(text, FOLDER / "templates") as alertmanager:
            yield Watch(alertmanager, mail, web)


def alert(name, severity, kind, summary="", ended=False, **labels):
    """One as Prometheus sends it. The texts have characters that HTML and chats give a meaning."""
    annotations = {
        "summary": summary or f"Kent & Medway: {name}",
        "description": "Newest figure: 61.25 percent for Sep 2026, provisional. Usual here: 71.06 on average.",
        "next_step": "The analyst of the region asks the trust whether the figure is right.",
        "dashboard": "/d/trustwatch-series?var-org=RXY&var-indicator=f&var-breakdown=Age+%3C18&var-span=",
        "runbook": f"RUNBOOK.md#{name.lower()}"}
    times = {"startsAt": BEGAN.isoformat()} | ({"endsAt": ENDED.isoformat()} if ended else {})
    return {"labels": {"alertname": name, "severity": severity, "kind": kind} | labels, "annotations": annotations,
            **times}


WORSE = 'Kent & Medway: "Followed up" (Age <18) has become worse, more than by its usual ups and downs'


def expect(name, text):
    path = EXPECTED / name
    wanted = path.read_text(encoding="utf-8")
    assert text.rstrip().splitlines() == wanted.splitlines(), f"{path} is\n{wanted}\nbut what came is\n{text}"


def mail_reads_well(watch):
    """Two alerts of a trust are one mail, the text of which is whole; its HTML escapes."""
    deterioration = alert("TrustwatchDeterioration", "warning", "figures", WORSE, org="RXY", indicator="f")
    missed = alert("TrustwatchStandardConsistentlyMissed", "warning", "figures", org="RXY", indicator="g")
    watch.post(deterioration, missed)
    mail = watch.next_mail("analysts@example.org", 0)
    assert mail["Subject"] == f"{WORSE} (2 alerts)", mail["Subject"]
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"], kinds
    expect("mail.txt", mail.get_body(("plain",)).get_content())
    html = mail.get_body(("html",)).get_content()
    assert "Kent &amp; Medway" in html and "Age &lt;18" in html and "Age <18" not in html, html

    # What a program gets has every field.
    body = watch.web.wait_for("the program is told", RELAY, lambda body: len(body["alerts"]) == 2)
    assert {each["annotations"]["summary"] for each in body["alerts"]} == {
        WORSE, missed["annotations"]["summary"]}, body

    watch.post(deterioration | {"endsAt": ENDED.isoformat()}, missed)
    mail = watch.next_mail("analysts@example.org", 1)
    assert mail["Subject"].endswith("(1 alert, 1 ended)"), mail["Subject"]
    expect("mail_ended.txt", mail.get_body(("plain",)).get_content())


def chat_reads_well(watch):
    watch.post(alert("TrustwatchSustainedDeterioration", "critical", "figures", WORSE, org="RX4", indicator="f",
                     region="North"))
    body = watch.web.wait_for("the chat is told", CHAT, lambda body: body["attachments"])
    attachment = body["attachments"][0]
    assert attachment["title"] == "ACT NOW - RX4: 1 alert", attachment
    assert attachment["color"] == "#e46c0a", attachment
    expect("chat.txt", attachment["text"])
    watch.next_mail("regional-leads@example.org", 0)


def service_comes_at_once(watch):
    watch.post(alert("TrustwatchDiskFilling", "warning", "service", "The disk fills up", instance="a"))
    mail = watch.next_mail("operators@example.org", 0)
    assert mail["Subject"] == "The disk fills up", mail["Subject"]


def what_explains_silences(watch):
    watch.post(
        alert("TrustwatchOrganisationNotReported", "warning", "returns", org="R1A"),
        alert("TrustwatchReturnOverdue", "warning", "returns", org="R1A", **{"return": "m"}),
        alert("TrustwatchIndicatorStale", "warning", "returns", org="R1A", indicator="f"),
        alert("TrustwatchDeterioration", "warning", "figures", org="R1A", indicator="f"),
        alert("TrustwatchReturnOverdue", "warning", "returns", org="R1B", **{"return": "m"}),
        alert("TrustwatchIndicatorStale", "warning", "returns", org="R1B", indicator="f"),
        alert("TrustwatchIndicatorStale", "warning", "returns", org="R1C", indicator="f"),
        alert("TrustwatchSubmissionRefused", "warning", "returns", org="R1A"),
        alert("TrustwatchSustainedDeterioration", "critical", "figures", org="R1B", indicator="f"),
        alert("TrustwatchDeterioration", "warning", "figures", org="R1B", indicator="f"),
        alert("TrustwatchDeterioration", "warning", "figures", org="R1B", indicator="f", breakdown="b"),
        alert("TrustwatchDataUnderReview", "info", "figures", org="R1B", indicator="f"))
    silenced = {
        ("TrustwatchReturnOverdue", "R1A", None), ("TrustwatchIndicatorStale", "R1A", "f"),
        ("TrustwatchIndicatorStale", "R1B", "f")}
    told = {
        ("TrustwatchOrganisationNotReported", "R1A", None), ("TrustwatchDeterioration", "R1A", "f"),
        ("TrustwatchReturnOverdue", "R1B", None), ("TrustwatchIndicatorStale", "R1C", "f"),
        ("TrustwatchSubmissionRefused", "R1A", None), ("TrustwatchSustainedDeterioration", "R1B", "f"),
        ("TrustwatchDataUnderReview", "R1B", "f")}
    wait_until("those and no others are silenced",
               lambda: all(watch.held().get(key) is True for key in silenced)
               and all(watch.held().get(key) is False for key in told))
    # Of the same trust and indicator, the series that is worse for long and the one that is another.
    wait_until("the sustained one silences the plain one of its series alone",
               lambda: {each["labels"].get("breakdown"): bool(each["status"]["inhibitedBy"]) for each
                        in watch.alertmanager.named("TrustwatchDeterioration", org="R1B")} == {None: True, "b": False})
    assert watch.mail.to("improvement@example.org") or watch.next_mail("improvement@example.org", 0)


def an_outage_silences_the_rest(watch):
    watch.post(alert("TrustwatchCommitsFailing", "critical", "service", instance="a"))
    wait_until("nobody is late while commits fail",
               lambda: all(held for (name, org, _), held in watch.held().items()
                           if org and name in ("TrustwatchOrganisationNotReported", "TrustwatchSubmissionRefused"))
               and not watch.held()[("TrustwatchDeterioration", "R1A", "f")])
    watch.post(alert("TrustwatchDown", "critical", "service", "Trustwatch does not answer", instance="a"))
    wait_until("all but the service is silent",
               lambda: all(held == (org is not None) for (_, org, _), held in watch.held().items()))


def main():
    with watching() as watch:
        for case in (mail_reads_well, chat_reads_well, service_comes_at_once, what_explains_silences,
                     an_outage_silences_the_rest):
            case(watch)
            print(f"ok: {case.__name__}")


main()
