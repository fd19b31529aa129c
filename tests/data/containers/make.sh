#!/bin/sh
# Makes the containers of this folder again, with OpenSSL 3; certificates and keys are new each time.
# Passwords: `secret`, or none where the name says so.
set -eu
subj() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 36500 \
    -subj "/CN=$1" -addext "subjectAltName=DNS:$1" -keyout "$2.key" -out "$2.pem" 2>/dev/null; }
subj mail.contoso.com mail
subj ca.contoso.com ca
p12() { name=$1; shift; openssl pkcs12 -export -inkey mail.key -in mail.pem -certfile ca.pem -out "$name.p12" "$@"; }
p12 modern -passout pass:secret
p12 legacy-3des -passout pass:secret -legacy -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1
p12 legacy-rc2-40 -passout pass:secret -legacy
p12 legacy-rc2-128 -passout pass:secret -legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-RC2-128
p12 legacy-rc4 -passout pass:secret -legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-128
p12 aes-sha1 -passout pass:secret -certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha1
p12 empty -passout pass:
p12 legacy-empty -passout pass: -legacy -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES
p12 clear -passout pass:secret -certpbe NONE -keypbe NONE
p12 clear-certificates -passout pass:secret -certpbe NONE
openssl pkcs12 -export -nokeys -in mail.pem -passout pass:secret -out no-key.p12
openssl crl2pkcs7 -nocrl -certfile mail.pem -certfile ca.pem -outform DER -out chain.p7b
openssl crl2pkcs7 -nocrl -certfile mail.pem -certfile ca.pem -out chain-pem.p7b
openssl cms -sign -in make.sh -signer mail.pem -inkey mail.key -stream -indef -outform DER -out indefinite.p7b 2>/dev/null
openssl cms -data_create -in make.sh -outform DER -out data.p7b 2>/dev/null || true
rm -f mail.key ca.key
# scrypt-n0.p12 is by hand: its PBES2 asks for scrypt with a cost parameter of 0.
