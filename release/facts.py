#!/usr/bin/env python3
"""What a binary of msstd is built of: a CycloneDX SBOM, and the licences of all crates that are linked into it.

    release/facts.py TARGET FOLDER [cargo's options]

writes FOLDER/msstd.cdx.json and FOLDER/THIRD-PARTY.txt. Nothing in them depends on the machine or the day.
"""

import json
import os
import subprocess
import sys
import tomllib
import uuid
from datetime import datetime, timezone
from pathlib import Path

# Files whose text a licence asks to be handed on.
LEGAL = ("license", "licence", "copying", "copyright", "notice", "unlicense")


def linked(metadata):
    """The root package, those that are linked into its binary, and which of them need which. Build scripts and procedural
    macros run while it is built, and are no part of it."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]

    def is_macro(package):
        return any("proc-macro" in target["kind"] for target in package["targets"])

    def needed(identity):
        normal = (
            dependency["pkg"]
            for dependency in nodes[identity]["deps"]
            if any(kind["kind"] is None for kind in dependency["dep_kinds"])
        )
        return [identity for identity in normal if not is_macro(packages[identity])]

    found, left = {}, [root]
    while left:
        identity = left.pop()
        if identity not in found:
            found[identity] = needed(identity)
            left.extend(found[identity])
    return root, packages, found


def purl(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def licence(package):
    return (package["license"] or "").replace("/", " OR ")


def beneath(target):
    """What is linked into every binary of Rust: its standard library, and for some targets the machine's C library."""
    rust = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[1]
    yield "rust-std", rust, "MIT OR Apache-2.0"
    if target.endswith("-gnu") and "linux" in target:
        libc = subprocess.run(["getconf", "GNU_LIBC_VERSION"], check=True, stdout=subprocess.PIPE, text=True).stdout
        yield "glibc", libc.split()[1], "LGPL-2.1-or-later"


def generic(name, version, expression):
    reference = f"pkg:generic/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": version,
        "licenses": [{"expression": expression}],
        "purl": reference,
    }


def component(package, kind, checksums):
    facts = {
        "type": kind,
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "description": package["description"],
        "licenses": [{"expression": licence(package)}],
        "purl": purl(package),
    }
    checksum = checksums.get((package["name"], package["version"]))
    if checksum:
        facts["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package["repository"]:
        facts["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return {name: value for name, value in facts.items() if value}


def bill(metadata, checksums, target):
    root, packages, found = linked(metadata)
    own = packages[root]
    others = sorted((packages[identity] for identity in found if identity != root), key=purl)
    commit = os.environ["MSSTD_COMMIT"]
    when = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc)
    about = component(own, "application", checksums)
    about["properties"] = [{"name": "commit", "value": commit}, {"name": "target", "value": target}]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{purl(own)}#{commit}#{target}')}",
        "version": 1,
        "metadata": {"timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": about},
        "components": [component(package, "library", checksums) for package in others]
        + [generic(*part) for part in beneath(target)],
        "dependencies": [
            {"ref": purl(packages[identity]), "dependsOn": sorted({purl(packages[needed]) for needed in found[identity]})}
            for identity in sorted(found, key=lambda identity: purl(packages[identity]))
        ],
    }, others


def legal_texts(package):
    folder = Path(package["manifest_path"]).parent
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(LEGAL))
    for path in files:
        yield path.name, path.read_text(encoding="utf-8", errors="replace").strip()


def third_party(packages, target):
    yield "What is linked into the binary of msstd, with its licences.\n\n"
    for name, version, expression in beneath(target):
        yield f"{name} {version}: {expression}\n"
    yield "release/build.sh in the source of msstd links the binary again, with another C library as well.\n"
    for package in packages:
        yield f"\n{'=' * 100}\n{package['name']} {package['version']}: {licence(package)}\n"
        yield f"{package['repository'] or ''}\n"
        for name, text in legal_texts(package):
            yield f"\n--- {name}\n{text}\n"


def main(target, folder, *options):
    command = ["cargo", "metadata", "--format-version=1", "--filter-platform", target, *options]
    metadata = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    lock = tomllib.loads(Path("Cargo.lock").read_text(encoding="utf-8"))
    checksums = {(package["name"], package["version"]): package.get("checksum") for package in lock["package"]}
    sbom, others = bill(metadata, checksums, target)
    text = json.dumps(sbom, indent=1, ensure_ascii=False)
    Path(folder, "msstd.cdx.json").write_text(text + "\n", encoding="utf-8")
    Path(folder, "THIRD-PARTY.txt").write_text("".join(third_party(others, target)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
