"""A bundle proves itself: the same bytes from the same data, and any change of it is found (R-25YEARS)."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.amendments.canonical import GENESIS, link_hash, text_digest
from journal.bundles.bundle import History, Label, Link, Text, guard, pack_bundle
from journal.bundles.check import Fault, check_bundle
from journal.bundles.tables import DataTable, build_tables
from tests.factories.class_record import make_course, make_pupils, make_record

CHAIN, SALT, REASON = 7, b"0123456789abcdef", "описка учителя"
LABEL = Label("Школа села Конево", "5А", "2026/2027", 1, "2027-05-28T06:00:00Z")


def make_history(count: int = 3) -> History:
    links: list[Link] = []
    previous, digest = GENESIS, text_digest(SALT, REASON)
    for number in range(1, count + 1):
        canonical = json.dumps([1, "2026-09-01T05:00:00.000000Z", "mark", number, digest], ensure_ascii=False)
        hashed = link_hash(CHAIN, number, previous, canonical)
        links.append(Link(number, previous, hashed, canonical))
        previous = hashed
    return History(CHAIN, links, [Text(digest, SALT.hex(), REASON), Text("0" * 64, None, None)])


RECORD = make_record(
    courses=[make_course(pupils=make_pupils(), lessons=9, topics=["=cmd|' /C calc'!A1", "Дроби"])]
)


def pack(history: History | None = None) -> bytes:
    papers = {"journal.pdf": b"%PDF-1.7 " + bytes(range(256)) * 20, "journal.xlsx": b"PK" + bytes(100)}
    return pack_bundle(LABEL, papers, build_tables(RECORD), history or make_history())


def replace_file(content: bytes, name: str, changed: bytes | None, *, added: str = "") -> bytes:
    """The bundle with one file changed, removed (None) or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w") as after:
        for one in before.namelist():
            if one != name:
                after.writestr(one, before.read(one))
            elif changed is not None:
                after.writestr(one, changed)
        if added:
            after.writestr(added, b"more")
    return packed.getvalue()


def read_file(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_the_same_data_make_the_same_bytes() -> None:
    assert hashlib.sha256(pack()).digest() == hashlib.sha256(pack()).digest()
    assert pack(make_history(4)) != pack()


def test_a_sound_bundle() -> None:
    report = check_bundle(pack())
    assert report.faults == []
    assert report.label["class_name"] == "5А"
    assert (report.files, report.links) == (2 + 1 + 1 + 2 * 13 + 2, 3)


@given(st.data())
def test_one_byte_changed_is_found(data: st.DataObject) -> None:
    content = pack()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [info.filename for info in archive.infolist() if info.file_size]
    name = data.draw(st.sampled_from([name for name in names if name != "manifest.json"]))
    changed = bytearray(read_file(content, name))
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    report = check_bundle(replace_file(content, name, bytes(changed)))
    assert report.faults == [Fault("file-changed", name)]


@given(st.data())
def test_one_byte_of_the_file_itself_is_found_or_means_nothing(data: st.DataObject) -> None:
    content = bytearray(pack())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    report = check_bundle(bytes(content))
    if not report.faults:
        # Such a byte is none of a file's: a date or a flag of the zip. All contents are as they were.
        for name in zipfile.ZipFile(io.BytesIO(pack())).namelist():
            assert read_file(bytes(content), name) == read_file(pack(), name)


def test_files_removed_or_added_are_found() -> None:
    content = pack()
    assert check_bundle(replace_file(content, "journal.pdf", None)).faults == [
        Fault("file-missing", "journal.pdf")
    ]
    assert check_bundle(replace_file(content, "", None, added="data/more.csv")).faults == [
        Fault("file-added", "data/more.csv")
    ]
    assert check_bundle(b"nothing of the kind").faults == [Fault("not-a-bundle")]
    assert check_bundle(replace_file(content, "manifest.json", b"[]")).faults == [
        Fault("not-a-bundle", "manifest.json")
    ]


def test_a_history_that_was_changed_before_it_was_packed_is_found() -> None:
    sound = make_history()
    second = sound.links[1]
    forged = Link(2, second.previous, second.hash, second.canonical.replace("mark", "mork"))
    links = [sound.links[0], forged, sound.links[2]]
    assert check_bundle(pack(History(CHAIN, links, sound.texts))).faults == [Fault("link", "2")]
    assert check_bundle(pack(History(CHAIN, sound.links[1:], sound.texts))).faults == [Fault("link", "1")]
    texts = [Text(sound.texts[0].digest, SALT.hex(), "по просьбе родителей")]
    assert check_bundle(pack(History(CHAIN, sound.links, texts))).faults == [
        Fault("text", sound.texts[0].digest)
    ]


def test_a_cut_tail_does_not_fit_the_head() -> None:
    lines = read_file(pack(), "history/amendments.jsonl").splitlines(keepends=True)
    cut = b"".join(lines[:-1])
    manifest = json.loads(read_file(pack(), "manifest.json"))
    manifest["files"]["history/amendments.jsonl"]["sha256"] = hashlib.sha256(cut).hexdigest()
    content = replace_file(pack(), "history/amendments.jsonl", cut)
    content = replace_file(content, "manifest.json", json.dumps(manifest).encode())
    assert check_bundle(content).faults == [Fault("head", "2")]


@pytest.mark.parametrize("table", build_tables(RECORD), ids=lambda table: table.name)
def test_json_and_csv_hold_what_the_table_holds(table: DataTable) -> None:
    content = pack()
    names = [name for name, _about in table.columns]
    assert json.loads(read_file(content, f"data/{table.name}.json")) == [
        dict(zip(names, row, strict=True)) for row in table.rows
    ]
    text = read_file(content, f"data/{table.name}.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [
        names,
        *(["" if value is None else str(guard(value)) for value in row] for row in table.rows),
    ]
    described = {one["table"]: one for one in json.loads(read_file(content, "data/description.json"))}
    assert [column["name"] for column in described[table.name]["columns"]] == names
    assert all(column["about"] for column in described[table.name]["columns"])


def test_no_spreadsheet_runs_a_topic() -> None:
    text = read_file(pack(), "data/lessons.csv").decode("utf-8-sig")
    assert "'=cmd" in text
    assert json.loads(read_file(pack(), "data/lessons.json"))[0]["topic"].startswith("=cmd")


def test_the_guide_s_recipe_gives_the_hash() -> None:
    """The way by hand that the guide tells: four lines joined, then SHA-256."""
    first = json.loads(read_file(pack(), "history/amendments.jsonl").splitlines()[0])
    manifest = json.loads(read_file(pack(), "manifest.json"))
    parts = (str(manifest["chain"]["id"]), str(first["number"]), first["previous"], first["canonical"])
    assert hashlib.sha256("\n".join(parts).encode()).hexdigest() == first["hash"]
