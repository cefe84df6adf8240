"""Checking a bundle without any database: files against the manifest, the chain against its head. Pure."""

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, Literal

from journal.amendments.canonical import GENESIS, link_hash, text_digest
from journal.bundles.bundle import FORMAT, LINKS, MANIFEST, TEXTS

What = Literal[
    "not-a-bundle", "unknown-format", "file-missing", "file-changed", "file-added", "link", "head", "text"
]
LARGEST_FILE = 500 * 1024 * 1024
# What a damaged zip, or a manifest that somebody wrote, may raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    OSError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a bundle, and where: a file's name, or the number of a link."""

    what: What
    where: str = ""


@dataclass
class BundleReport:
    """What a bundle says of itself, and what is wrong with it."""

    label: dict[str, Any] = field(default_factory=dict)
    files: int = 0
    links: int = 0
    faults: list[Fault] = field(default_factory=list)


def check_bundle(content: bytes) -> BundleReport:
    """Look at every file of a bundle and recalculate its history."""
    report = BundleReport()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive, report)
    except UNREADABLE:
        report.faults.append(Fault("not-a-bundle"))
    return report


def _check_archive(archive: zipfile.ZipFile, report: BundleReport) -> None:
    names = archive.namelist()
    if MANIFEST not in names or any(info.file_size > LARGEST_FILE for info in archive.infolist()):
        report.faults.append(Fault("not-a-bundle"))
        return
    manifest = _read_manifest(archive.read(MANIFEST))
    if manifest is None:
        report.faults.append(Fault("not-a-bundle", MANIFEST))
        return
    report.label = {key: value for key, value in manifest.items() if key not in ("files", "format")}
    if manifest["format"] != FORMAT:
        report.faults.append(Fault("unknown-format", str(manifest["format"])))
        return
    _check_files(archive, manifest["files"], report)
    if not report.faults:
        _check_links(archive.read(LINKS), manifest["chain"], report)
        _check_texts(archive.read(TEXTS), report)


def _read_manifest(content: bytes) -> dict[str, Any] | None:
    """The manifest, or None where it is none."""
    try:
        manifest = json.loads(content)
    except ValueError:
        return None
    known = isinstance(manifest, dict) and {"format", "files", "chain"} <= manifest.keys()
    return manifest if known and isinstance(manifest["files"], dict) else None


def _check_files(archive: zipfile.ZipFile, described: dict[str, Any], report: BundleReport) -> None:
    """Every file of the manifest is there and unchanged, and there is no other."""
    names = archive.namelist()
    for name, about in described.items():
        if name not in names:
            report.faults.append(Fault("file-missing", name))
        elif hashlib.sha256(archive.read(name)).hexdigest() != about["sha256"]:
            report.faults.append(Fault("file-changed", name))
        else:
            report.files += 1
    added = sorted({name for name in names if name not in described or names.count(name) > 1} - {MANIFEST})
    report.faults.extend(Fault("file-added", name) for name in added)


def _check_links(content: bytes, chain: dict[str, Any], report: BundleReport) -> None:
    """The chain from its beginning to the head of the manifest; the first bad link is named."""
    number, previous = 0, GENESIS
    for line in content.splitlines():
        link = json.loads(line)
        number += 1
        digest = link_hash(chain["id"], number, previous, link["canonical"])
        if (link["number"], link["previous"], link["hash"]) != (number, previous, digest):
            report.faults.append(Fault("link", str(number)))
            return
        previous = digest
        report.links += 1
    if (number, previous if number else "") != (chain["number"], chain["hash"]):
        report.faults.append(Fault("head", str(number)))


def _check_texts(content: bytes, report: BundleReport) -> None:
    """Every text that was not erased fits its digest."""
    for line in content.splitlines():
        one = json.loads(line)
        if one["text"] is not None:
            salt = bytes.fromhex(one["salt"] or "")
            if text_digest(salt, one["text"]) != one["digest"]:
                report.faults.append(Fault("text", one["digest"]))
