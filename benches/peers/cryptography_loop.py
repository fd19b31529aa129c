"""Reads and parses every certificate below a folder, with every extension, as a script of an auditor would."""

import pathlib
import sys

from cryptography import x509

count = 0
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.pem")):
    for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
        certificate.subject.rfc4514_string()
        certificate.not_valid_after_utc
        for extension in certificate.extensions:
            extension.value
        count += 1
print(count)
