//! Corpora of a fixed seed: the same names, keys, dates and bytes on every machine.
//!
//! Each certificate is one as an authority issues them for mail servers: RSA of 2048 bits, four names, the usual
//! extensions, 1.2 kB of DER. A fifth has expired at [`AT`]. Moduli are random odd numbers without small factors: making real
//! keys would take longer than all measurements, and nobody can tell.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use fastrand::Rng;
use rayon::prelude::*;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PKCS_RSA_SHA256, PublicKeyData, SerialNumber, SignatureAlgorithm,
};

/// The moment of every measurement.
pub const AT: &str = "2026-06-01";
const SEED: u64 = 0x6d73_7374_6400;
/// The key of the authority, for benchmarks alone.
const AUTHORITY: &str = include_str!("authority.pem");

/// What a folder of a corpus holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A certificate a file, PEM; a hundred files a folder.
    Pem,
    /// The same as DER.
    Der,
    /// All certificates in one PEM file.
    Bundle,
    /// An Autodiscover response of 4 kB a file.
    Responses,
    /// As `Pem`, and each folder of a hundred files has its provider: deployments for `--per-folder`.
    Deployments,
}

impl Kind {
    pub fn named(name: &str) -> Option<Kind> {
        [Kind::Pem, Kind::Der, Kind::Bundle, Kind::Responses, Kind::Deployments]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Pem => "pem",
            Kind::Der => "der",
            Kind::Bundle => "bundle",
            Kind::Responses => "responses",
            Kind::Deployments => "deployments",
        }
    }
}

/// The folder of a corpus, which is made where it is not there yet.
pub fn folder(kind: Kind, count: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{}-{count}", kind.name()));
    if !folder.exists() {
        let unfinished = folder.with_extension("unfinished");
        let _ = fs::remove_dir_all(&unfinished);
        write(&unfinished, kind, count);
        fs::rename(&unfinished, &folder).unwrap();
    }
    folder
}

/// Writes a corpus into a folder.
pub fn write(folder: &Path, kind: Kind, count: usize) {
    fs::create_dir_all(folder).unwrap();
    if kind == Kind::Bundle {
        let mut out = std::io::BufWriter::new(fs::File::create(folder.join("bundle.pem")).unwrap());
        for first in (0..count).step_by(1000) {
            let numbers = first..(first + 1000).min(count);
            let blocks: Vec<String> = numbers.into_par_iter().map(|number| pem(&certificate(number))).collect();
            out.write_all(blocks.concat().as_bytes()).unwrap();
        }
        out.flush().unwrap();
        return;
    }
    (0..count.div_ceil(100)).into_par_iter().for_each(|site| {
        let below = folder.join(format!("site{site:05}"));
        fs::create_dir_all(&below).unwrap();
        for number in site * 100..((site + 1) * 100).min(count) {
            let (name, bytes) = match kind {
                Kind::Der => (format!("cert{number:06}.cer"), certificate(number)),
                Kind::Responses => (format!("response{number:06}.xml"), response(number).into_bytes()),
                _ => (format!("cert{number:06}.pem"), pem(&certificate(number)).into_bytes()),
            };
            fs::write(below.join(name), bytes).unwrap();
        }
        if kind == Kind::Deployments {
            fs::write(below.join("Get-OutlookProvider.txt"), provider(site * 100)).unwrap();
        }
    });
}

fn rng(number: usize) -> Rng {
    Rng::with_seed(SEED ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// An RSA key of which only the public half exists.
struct Modulus(Vec<u8>);

impl PublicKeyData for Modulus {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}

impl Modulus {
    fn new(rng: &mut Rng) -> Modulus {
        let mut number: [u8; 256] = std::array::from_fn(|_| rng.u8(..));
        number[0] |= 0x80;
        loop {
            rng.fill(&mut number[248..]);
            number[255] |= 1;
            if (3..752).step_by(2).all(|divisor| remainder(&number, divisor) != 0) {
                break;
            }
        }
        let mut der = vec![0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00];
        der.extend(number);
        der.extend([0x02, 0x03, 0x01, 0x00, 0x01]);
        Modulus(der)
    }
}

fn remainder(number: &[u8], divisor: u32) -> u32 {
    number.iter().fold(0, |rest, byte| (rest << 8 | u32::from(*byte)) % divisor)
}

/// The DER of a certificate.
pub fn certificate(number: usize) -> Vec<u8> {
    let mut rng = rng(number);
    let domain = format!("contoso{number}.com");
    let names: Vec<String> =
        ["mail", "autodiscover", "owa", "legacy"].iter().map(|host| format!("{host}.{domain}")).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::OrganizationName, format!("Contoso {number} Ltd"));
    params.distinguished_name.push(DnType::CommonName, format!("mail.{domain}"));
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.use_authority_key_identifier_extension = true;
    let mut serial: [u8; 16] = std::array::from_fn(|_| rng.u8(..));
    serial[0] = serial[0] & 0x7f | 0x40;
    params.serial_number = Some(SerialNumber::from_slice(&serial));
    let year = if number.is_multiple_of(5) { 2024 } else { 2026 };
    let (month, day) = (rng.u8(1..=3), rng.u8(1..=28));
    params.not_before = rcgen::date_time_ymd(year, month, day);
    params.not_after = rcgen::date_time_ymd(year + 1, month, day);
    params.custom_extensions = vec![
        // certificatePolicies: one of the authority's own.
        CustomExtension::from_oid_content(
            &[2, 5, 29, 32],
            b"\x30\x0f\x30\x0d\x06\x0b\x2b\x06\x01\x04\x01\x84\x8d\x1f\x01\x02\x03".to_vec(),
        ),
        CustomExtension::from_oid_content(&[2, 5, 29, 31], crl_address("http://crl.example.net/issuing1.crl")),
        CustomExtension::from_oid_content(
            &[1, 3, 6, 1, 5, 5, 7, 1, 1],
            authority_access("http://ocsp.example.net", "http://ca.example.net/issuing1.cer"),
        ),
    ];
    params.signed_by(&Modulus::new(&mut rng), &authority()).unwrap().der().to_vec()
}

fn authority() -> Issuer<'static, KeyPair> {
    let key = KeyPair::from_pem_and_sign_algo(AUTHORITY, &PKCS_RSA_SHA256).unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::OrganizationName, "Example Trust Services");
    params.distinguished_name.push(DnType::CommonName, "Example Issuing CA 1");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    Issuer::new(params, key)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => der.push(short),
        Ok(long) => der.extend([0x81, long]),
        Err(_) => unreachable!("no extension here is that long"),
    }
    der.extend(content);
    der
}

fn crl_address(address: &str) -> Vec<u8> {
    let name = tagged(0xa0, &tagged(0xa0, &tagged(0x86, address.as_bytes())));
    tagged(0x30, &tagged(0x30, &name))
}

fn authority_access(ocsp: &str, issuer: &str) -> Vec<u8> {
    let access = |method: u8, address: &str| {
        let oid = [0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, method];
        tagged(0x30, &[&oid[..], &tagged(0x86, address.as_bytes())].concat())
    };
    tagged(0x30, &[access(1, ocsp), access(2, issuer)].concat())
}

/// PEM with lines of 64 characters.
fn pem(der: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(std::str::from_utf8(line).unwrap());
        pem.push('\n');
    }
    pem + "-----END CERTIFICATE-----\n"
}

fn provider(number: usize) -> String {
    format!(
        "Name              : EXPR\nServer            :\nCertPrincipalName : msstd:mail.contoso{number}.com\nTTL               : 1\n"
    )
}

/// An Autodiscover response as Exchange 2016 gives it.
pub fn response(number: usize) -> String {
    let host = format!("mail.contoso{number}.com");
    let mut rng = rng(number);
    let mailbox = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}@contoso{number}.com",
        rng.u32(..),
        rng.u16(..),
        rng.u16(..),
        rng.u16(..),
        rng.u64(..1 << 48)
    );
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n  <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n    <User>\n      <DisplayName>User {number}</DisplayName>\n      <LegacyDN>/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=user{number}</LegacyDN>\n      <AutoDiscoverSMTPAddress>user{number}@contoso{number}.com</AutoDiscoverSMTPAddress>\n      <DeploymentId>{number:08x}-98a9-4e3b-a12f-1b1e3b7ea0a1</DeploymentId>\n    </User>\n    <Account>\n      <AccountType>email</AccountType>\n      <Action>settings</Action>\n      <MicrosoftOnline>False</MicrosoftOnline>\n"
    );
    let urls = |text: &mut String| {
        let _ = write!(
            text,
            "        <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>\n        <EwsUrl>https://{host}/EWS/Exchange.asmx</EwsUrl>\n        <EmwsUrl>https://{host}/EWS/Exchange.asmx</EmwsUrl>\n        <EcpUrl>https://{host}/owa/</EcpUrl>\n        <EcpUrl-um>?path=/options/callanswering</EcpUrl-um>\n        <EcpUrl-aggr>?path=/options/connectedaccounts</EcpUrl-aggr>\n        <OOFUrl>https://{host}/EWS/Exchange.asmx</OOFUrl>\n        <UMUrl>https://{host}/EWS/UM2007Legacy.asmx</UMUrl>\n        <OABUrl>https://{host}/OAB/{number:08x}-3c1f-4a52-9d17-8c5f7d0b2f10/</OABUrl>\n"
        );
    };
    let _ = write!(
        text,
        "      <Protocol>\n        <Type>EXCH</Type>\n        <Server>{mailbox}</Server>\n        <ServerDN>/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn={mailbox}</ServerDN>\n        <ServerVersion>73C18880</ServerVersion>\n        <MdbDN>/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn={mailbox}/cn=Microsoft Private MDB</MdbDN>\n        <PublicFolderServer>{host}</PublicFolderServer>\n        <AuthPackage>Anonymous</AuthPackage>\n"
    );
    urls(&mut text);
    let _ = write!(
        text,
        "      </Protocol>\n      <Protocol>\n        <Type>EXPR</Type>\n        <Server>{host}</Server>\n        <SSL>On</SSL>\n        <AuthPackage>Ntlm</AuthPackage>\n        <CertPrincipalName>msstd:{host}</CertPrincipalName>\n"
    );
    urls(&mut text);
    let _ = write!(
        text,
        "      </Protocol>\n      <Protocol>\n        <Type>WEB</Type>\n        <External>\n          <OWAUrl AuthenticationMethod=\"Fba\">https://{host}/owa/</OWAUrl>\n          <Protocol>\n            <Type>EXPR</Type>\n            <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>\n          </Protocol>\n        </External>\n      </Protocol>\n      <Protocol>\n        <Type>EXHTTP</Type>\n        <Server>{host}</Server>\n        <SSL>On</SSL>\n        <AuthPackage>Ntlm</AuthPackage>\n"
    );
    urls(&mut text);
    text.push_str("      </Protocol>\n    </Account>\n  </Response>\n</Autodiscover>\n");
    text
}
