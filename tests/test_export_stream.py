"""The full set as CSV with what describes it: read back and set against the database, and never whole in memory."""

import csv
import io
import json
import tracemalloc
import zipfile

import duckdb
import pytest
from choices import EDINBURGH

from ijb.export.everything import NamesHidden
from ijb.export.stream import write_full
from ijb.store import SCOTLAND

FILES = ["observations.csv", "measures.csv", "areas.csv", "sources.csv", "observations-metadata.json"]
DELAYS, HOURS = "delayed_beds_rate", "home_care_cost_per_hour"
MEGABYTE = 1_000_000


class Counted(io.RawIOBase):
    """A file that only counts what is written to it."""

    written = 0

    def writable(self):
        return True

    def write(self, data):
        self.written += len(data)
        return len(data)


def zipped(store, **asked):
    out = io.BytesIO()
    write_full(store, out, **asked)
    return out.getvalue()


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def full(store, tmp_path_factory):
    path, told = tmp_path_factory.mktemp("full") / "full.zip", []
    write_full(store, path, lambda *step: told.append(step))
    return path, told


@pytest.fixture(scope="module")
def given(full):
    return members(full[0].read_bytes())


@pytest.fixture(scope="module")
def asked(database):
    connection = duckdb.connect(str(database), read_only=True)
    return lambda sql, *values: connection.execute(sql, list(values)).fetchall()


def test_the_full_set_is_five_files(given):
    assert list(given) == FILES


def test_every_observation_is_there_once(given, asked):
    count, held, total = asked("select count(*), count(value), sum(value) from observation")[0]
    found = rows(given["observations.csv"])
    values = [float(row["value"]) for row in found if row["value"]]
    assert (len(found), len(values)) == (count, held)
    assert sum(values) == pytest.approx(total, rel=1e-9)
    described = json.loads(given["observations-metadata.json"])["tables"][0]["tableSchema"]
    keys = {tuple(row[name] for name in described["primaryKey"]) for row in found}
    assert len(keys) == len(found) and all(all(key) for key in keys)


def test_ten_rows_are_those_of_the_database(given, asked):
    found = {
        (row["measure"], row["area_code"], row["period_start"], row["breakdown"], row["prices"]): row
        for row in rows(given["observations.csv"])
    }
    sample = asked(
        "select measure, area_code, period_start, period_end, breakdown, basis, numerator, denominator, value, lower, "
        "upper, status, denominator_status, members_in, members_of from observation "
        "where value is not null order by hash(measure || area_code || period_start || breakdown) limit 10"
    )
    for measure, area, start, end, breakdown, basis, *figures in sample:
        money = measure in ("adult_social_work_spend_per_adult", HOURS, "care_home_cost_per_week")
        prices = basis.replace("real ", "") + " prices" if basis else ("Cash" if money else "all")
        row = found[measure, area, start.isoformat(), breakdown or "all", prices]
        names = ("numerator", "denominator", "value", "lower", "upper", "status", "denominator_status")
        assert [row[name] for name in (*names, "members_in", "members_of")] == [
            "" if figure is None else str(figure) for figure in figures
        ]
        assert row["period_end"] == end.isoformat()


def test_a_figure_that_is_missing_has_its_status(given):
    missing = [row for row in rows(given["observations.csv"]) if not row["value"]]
    assert missing and {row["status"] for row in missing}.isdisjoint({"", "published", "provisional", "estimated"})


def test_names_stand_beside_codes(given):
    row = next(row for row in rows(given["observations.csv"]) if row["area_code"] == EDINBURGH)
    assert (row["area_name"], row["area_level"], row["measure"]) == ("Edinburgh", "ijb", DELAYS)
    assert row["measure_name"] == "Hospital beds occupied by people whose discharge is delayed"
    assert (row["breakdown_name"], row["unit"]) == ("All reasons, all ages", "beds per 100,000 adults")


def test_keys_of_other_tables_are_there(given):
    described = json.loads(given["observations-metadata.json"])
    tables = {table["url"]: table["tableSchema"] for table in described["tables"]}
    held = {name: rows(given[name]) for name in tables}
    for key in tables["observations.csv"]["foreignKeys"]:
        column, other = key["columnReference"], key["reference"]
        assert {row[column] for row in held["observations.csv"]} <= {
            row[other["columnReference"]] for row in held[other["resource"]]
        }
    assert len(held["areas.csv"]) == 46
    known = {row["id"] for row in held["sources.csv"]}
    assert all(set(row["sources"].split()) <= known for row in held["measures.csv"])


def test_the_metadata_describe_every_column_of_every_file(given):
    described = json.loads(given["observations-metadata.json"])
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert [table["url"] for table in described["tables"]] == FILES[:-1]
    for table in described["tables"]:
        columns = table["tableSchema"]["columns"]
        heads = next(csv.reader(io.StringIO(given[table["url"]])))
        assert [column["titles"] for column in columns] == heads == [column["name"] for column in columns]
        assert all(column["dc:description"] and column["datatype"] for column in columns)
        assert table["null"] == ""
        required = [column["name"] for column in columns if column.get("required")]
        assert all(row[name] for row in rows(given[table["url"]]) for name in required)


def test_the_metadata_have_types_that_the_cells_are_of(given):
    described = json.loads(given["observations-metadata.json"])["tables"][0]["tableSchema"]["columns"]
    reads = {"number": float, "integer": int}
    found = rows(given["observations.csv"])[::50]
    for column in described:
        values, datatype = {row[column["name"]] for row in found} - {""}, column["datatype"]
        if isinstance(datatype, str) and datatype in reads:
            assert all(reads[datatype](value) is not None for value in values)
        elif datatype != "string":
            assert datatype == {"base": "date", "format": "yyyy-MM-dd"}
            assert all(len(value) == 10 and value[4] == value[7] == "-" for value in values)


def test_licences_sources_and_hashes_are_said(given, store):
    described = json.loads(given["observations-metadata.json"])
    assert {"@id": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"} in described[
        "dc:license"
    ]
    assert {"@id": store.sources["phs_delayed_discharges"].url} in described["dc:source"]
    assert store.build()["catalogue_hash"] in [note["schema:text"] for note in described["notes"]]


def test_progress_is_told_measure_by_measure(full, store):
    told = full[1]
    count = len(store.measures)
    assert [step[:2] for step in told] == [(done, count) for done in range(count + 1)]
    assert told[0][2] == next(iter(store.measures.values())).short_name and told[-1][2] == ""


def test_the_same_figures_make_the_same_bytes(store):
    assert zipped(store, measure=HOURS) == zipped(store, measure=HOURS)


def test_a_folder_holds_the_same_files(store, tmp_path):
    write_full(store, tmp_path / "all", measure=HOURS)
    in_zip = members(zipped(store, measure=HOURS))
    in_folder = {path.name: path.read_bytes().decode("utf-8-sig") for path in (tmp_path / "all").iterdir()}
    assert in_folder == in_zip


def test_one_area_or_one_measure_is_a_part_of_the_full_set(store, asked):
    found = rows(members(zipped(store, area=EDINBURGH, measure=HOURS))["observations.csv"])
    assert {(row["area_code"], row["measure"]) for row in found} == {(EDINBURGH, HOURS)}
    assert (
        len(found)
        == asked("select count(*) from observation where measure = ? and area_code = ?", HOURS, EDINBURGH)[0][0]
    )


def test_the_rows_never_stand_in_memory_together(store):
    out = Counted()
    tracemalloc.start()
    write_full(store, out, measure=DELAYS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert out.written > MEGABYTE
    assert peak < 16 * MEGABYTE  # the rows themselves are some 25 MB of text


def test_a_file_that_cannot_be_finished_leaves_the_one_before(store, tmp_path):
    path = tmp_path / "full.zip"
    path.write_bytes(b"before")

    def stop(done, of, name):
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_full(store, path, stop, measure=HOURS)
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_names_of_areas_are_not_given_away(store):
    out = io.BytesIO()
    with pytest.raises(NamesHidden):
        write_full(store.hiding(SCOTLAND), out)
    assert out.getvalue() == b""
