"""A report as JUnit XML for build servers: a suite for the gate, a case for each row and each finding."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from pytest_tddgate.render.places import one_line
from pytest_tddgate.render.problem import reasons_of

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Row
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.verdict import Finding, MissingFact

__all__ = ["junit_text"]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # not allowed in XML 1.0
_STATES_WITH_FINDINGS = frozenset({"-", "broken"})  # states of rows that have a finding of their own


def junit_text(statement: Statement) -> str:
    """A finding is a failure, a missing fact an error; advice, which fails nothing, goes to the suite's output."""
    report = statement.report
    verdict = report.verdict
    name = f"tddgate.{report.gate.value}"
    suite = ET.Element("testsuite", name=name)
    _add_properties(
        suite,
        gate=report.gate.value,
        verdict=statement.verdict,
        feature=report.feature,
        base=report.base,
        next=statement.move.verb.value,
    )
    for row in report.rows:
        if row.state not in _STATES_WITH_FINDINGS:
            _add_row(suite, name, row)
    for finding in verdict.findings:
        _add_finding(suite, name, finding, statement.verdict)
    for missing in verdict.missing:
        _add_missing(suite, name, missing, statement.verdict)
    if verdict.advice:
        said = "\n".join(f"advice[{each.rule.id}]: {each.what}" for each in verdict.advice)
        ET.SubElement(suite, "system-out").text = _clean(said)
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(verdict.findings)))
    suite.set("errors", str(len(verdict.missing)))
    suite.set("skipped", "0")
    suites = ET.Element("testsuites", name="tddgate")
    suites.append(suite)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _add_row(suite: ET.Element, classname: str, row: Row) -> None:
    case = ET.SubElement(suite, "testcase", classname=classname, name=_clean(one_line(row.about)))
    _add_properties(case, state=row.state, kind=row.kind, remark=row.remark)


def _add_finding(suite: ET.Element, classname: str, finding: Finding, verdict: str) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=classname, name=_clean(one_line(f"{finding.rule.id}: {finding.what}"))
    )
    if finding.at:
        case.set("file", _clean(finding.at.path))
    _add_properties(case, verdict=verdict, rule=finding.rule.id)
    text = f"{finding.what}\n" + (f"  --> {finding.at}\n" if finding.at else "")
    failure = ET.SubElement(case, "failure", type=finding.rule.id, message=_clean(one_line(finding.what)))
    failure.text = _clean(f"{text}  why:  {finding.reason}\n  next: {finding.remedy}")


def _add_missing(suite: ET.Element, classname: str, missing: MissingFact, verdict: str) -> None:
    case = ET.SubElement(suite, "testcase", classname=classname, name=_clean(one_line(missing.what)))
    _add_properties(case, verdict=verdict)
    error = ET.SubElement(case, "error", type="undecided", message=_clean(one_line(missing.what)))
    error.text = _clean("\n".join((missing.what, *reasons_of(missing))))


def _add_properties(element: ET.Element, **values: str) -> None:
    properties = ET.SubElement(element, "properties")
    for name, value in values.items():
        if value:
            ET.SubElement(properties, "property", name=f"tddgate.{name}", value=_clean(value))


def _clean(text: str) -> str:
    """The text with each character that XML does not allow replaced by its number, such as `#x1B`."""
    return _NO_XML.sub(lambda found: f"#x{ord(found[0]):02X}", text)
