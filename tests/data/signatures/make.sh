#!/bin/sh
# Self-signed certificates with signatures of every kind, each with its kind as its name: OpenSSL makes `self-signed.pem`.
set -e
keys=$(mktemp -d)
here=$(cd "$(dirname "$0")" && pwd)
cd "$keys"
make() {
    name=$1 key=$2
    shift 2
    openssl req -x509 -new -key "$key.key" -subj "/CN=$name" -days 36500 \
        -addext basicConstraints=critical,CA:TRUE "$@"
}
for bits in 1024 2048 4096; do openssl genrsa -out "rsa$bits.key" "$bits"; done
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key
for curve in P-256 P-384 P-521; do
    openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -out "$curve.key"
done
openssl genpkey -algorithm ed25519 -out ed25519.key
openssl genpkey -algorithm ed448 -out ed448.key
pss="-sigopt rsa_padding_mode:pss"
{
    for key in rsa1024 rsa2048; do
        for hash in sha1 sha224 sha256 sha384 sha512; do make "$key-$hash" "$key" "-$hash"; done
    done
    make rsa4096-sha512 rsa4096 -sha512
    make md5 rsa2048 -md5
    for hash in sha1 sha256 sha384 sha512; do
        make "pss-rsa2048-$hash" rsa2048 "-$hash" $pss -sigopt rsa_pss_saltlen:digest
    done
    make pss-rsa2048-salt20 rsa2048 -sha256 $pss -sigopt rsa_pss_saltlen:20
    make pss-mgf1-sha1 rsa2048 -sha256 $pss -sigopt rsa_pss_saltlen:digest -sigopt rsa_mgf1_md:sha1
    for hash in sha256 sha384 sha512; do make "pss-pss-$hash" pss "-$hash" -sigopt rsa_pss_saltlen:digest; done
    for curve in P-256 P-384 P-521; do
        for hash in sha1 sha256 sha384 sha512; do make "$curve-$hash" "$curve" "-$hash"; done
    done
    make ed25519 ed25519
    make ed448 ed448
} > "$here/self-signed.pem"
