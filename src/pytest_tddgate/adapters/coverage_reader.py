"""The program that asks coverage about the data of a run: JSON on standard input, JSON on standard output.

It runs in a process of its own, because the configuration of coverage can name plugins, which are code. Paths are
absolute, lines count from 1.
"""

from __future__ import annotations

__all__ = ["READER"]

READER = """
import io, json, os, sys, tempfile
import coverage

# Coverage refuses paths that are joined to a pattern, also where it joins nothing: session/joined_coverage.py.
def reader_of(data_file):
    measured = coverage.Coverage(data_file=data_file, config_file=request["config"])
    paths = measured.config.paths.items()
    measured.config.paths = {name: each for name, each in paths if each and not {"*", "?"} & set(each[0])}
    measured.load()
    return measured

def analysis(measured, path):
    _, statements, excluded, missing, _ = measured.analysis2(path)
    known = path in {os.path.realpath(each) for each in measured.get_data().measured_files()}
    return {"statements": statements, "excluded": excluded, "missing": missing, "measured": known}

# The facts of the file as if nothing hid code in these places (a pragma, an ellipsis, `if TYPE_CHECKING`): of a copy
# with other words, which is never run, and the lines that ran.
def without(measured, path, columns, scratch):
    with open(path, "rb") as source:
        lines = source.read().splitlines(keepends=True)
    for line, column in columns:
        rest = lines[line - 1][column:].lower().replace(b"pragma", b"remark").replace(b"...", b"0")
        lines[line - 1] = lines[line - 1][:column] + rest
    copy = os.path.join(os.path.realpath(scratch), os.path.basename(path))
    with open(copy, "wb") as target:
        target.write(b"".join(lines))
    data = measured.get_data()
    names = [each for each in data.measured_files() if os.path.realpath(each) == path]
    ran = coverage.CoverageData(basename=os.path.join(scratch, "data"))
    ran.add_lines({copy: data.lines(names[0]) or [] if names else []})
    ran.write()
    return analysis(reader_of(os.path.join(scratch, "data")), copy)

# What was imported before the measurement began, as if it had been measured: an arc to itself says that a line ran.
def ran_early(data, early):
    names = {os.path.realpath(each): each for each in data.measured_files()}
    for path, lines in early.items():
        if data.has_arcs():
            data.add_arcs({names.get(path, path): [(each, each) for each in lines]})
        else:
            data.add_lines({names.get(path, path): lines})

request = json.load(sys.stdin)
os.chdir(request["directory"])
sys.path += request["pythonpath"]  # last: no module of the project may stand in for one of ours
measured = reader_of(request["data_file"])
ran_early(measured.get_data(), request["early"])
answer = {"files": {}, "without": {}, "total": None, "totals": None}
try:
    if request["wants_total"]:
        answer["total"] = measured.report(file=io.StringIO(), skip_covered=False, ignore_errors=True)
except coverage.exceptions.NoDataError:
    pass
for path in request["files"]:
    try:
        answer["files"][path] = analysis(measured, path)
    except coverage.CoverageException:
        continue
for path, columns in request["pragmas"].items():
    with tempfile.TemporaryDirectory() as scratch:
        answer["without"][path] = without(measured, path, columns, scratch)
if request["pragmas"] and answer["total"] is not None:
    with tempfile.TemporaryDirectory() as scratch:
        measured.json_report(outfile=os.path.join(scratch, "report"), ignore_errors=True)
        with open(os.path.join(scratch, "report"), encoding="utf-8") as report:
            answer["totals"] = json.load(report)["totals"]
json.dump(answer, sys.stdout)
"""
