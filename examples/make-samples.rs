//! Writes `samples/`: `cargo run --example make-samples`.
//!
//! Texts are written anew; certificates only where they are missing, and their keys (which `openssl` makes) are thrown
//! away. What a text says of a certificate is read from the certificate that is there.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::{fmt::Write as _, fs, path::PathBuf, process::Command};

use base64::Engine as _;
use certificates::{Spec, Workshop, hex, pem_of, unpem};
use ring::digest;

#[path = "../tests/it/common/certificates.rs"]
mod certificates;
#[path = "make-samples/defaults.rs"]
mod defaults;
#[path = "../tests/it/common/der.rs"]
mod der;

const PROMPT: &str = r"[PS] C:\Windows\system32>";

/// A certificate that is there.
struct Kept {
    der: Vec<u8>,
    spec: Spec,
    toml: String,
}

impl Kept {
    fn thumbprint(&self) -> String {
        hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref()).to_uppercase()
    }

    fn serial(&self) -> String {
        // The serial number is 16 bytes, right after the version.
        let at = self.der.windows(7).position(|bytes| bytes == [0xa0, 3, 2, 1, 2, 2, 16]).unwrap() + 7;
        hex(&self.der[at..at + 16]).to_uppercase()
    }
}

/// A record of Get-ExchangeCertificate.
struct Record {
    domains: Vec<String>,
    sites: &'static [&'static str],
    self_signed: bool,
    issuer: String,
    subject: String,
    services: &'static str,
    status: &'static str,
    not_before: &'static str,
    not_after: &'static str,
    friendly: &'static str,
    serial: String,
    thumbprint: String,
}

/// One sample being written.
struct Sample {
    folder: PathBuf,
}

impl Sample {
    fn new(folder: &str, name: &str, about: &str) -> Sample {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(folder);
        fs::create_dir_all(&folder).unwrap();
        let sample = Sample { folder };
        sample.bytes("README.md", format!("{about}\n").as_bytes());
        sample.bytes("msstd.toml", format!("name = \"{name}\"\n").as_bytes());
        sample
    }

    fn bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// A text as Windows saves it: UTF-8, CRLF.
    fn text(&self, path: &str, text: &str) {
        self.bytes(path, text.replace('\n', "\r\n").as_bytes());
    }

    /// A text as Windows PowerShell saves it: UTF-16, CRLF.
    fn utf16(&self, path: &str, text: &str) {
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        self.bytes(path, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    }

    /// A container, made where it is missing: by programs, in a folder of its own, as `made`.
    fn made(&self, path: &str, make: impl FnOnce(&Sample)) {
        if self.folder.join(path).exists() {
            return;
        }
        let folder = std::env::temp_dir().join(format!("msstd-samples-{}", std::process::id()));
        let scratch = Sample { folder };
        fs::create_dir_all(&scratch.folder).unwrap();
        make(&scratch);
        self.bytes(path, &fs::read(scratch.folder.join("made")).unwrap());
        fs::remove_dir_all(&scratch.folder).unwrap();
    }

    /// Runs a program there.
    fn run(&self, program: &str, arguments: &[&str]) {
        let status = Command::new(program).args(arguments).current_dir(&self.folder).status().unwrap();
        assert!(status.success(), "{program} {arguments:?}");
    }

    /// A certificate, made where it is missing.
    fn certificate(&self, path: &str, toml: &str) -> Kept {
        let spec = Spec::parse(toml).unwrap();
        let file = self.folder.join(path);
        if !file.exists() {
            let mut workshop = Workshop::with_kept_ca();
            let der = if spec.ca {
                workshop.ca().der.clone()
            } else {
                let key = Command::new("openssl")
                    .args(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"])
                    .output();
                let key = String::from_utf8(key.expect("openssl makes the keys").stdout).unwrap();
                workshop.add(path, spec.clone());
                workshop.get_with_key(path, &key).der
            };
            self.bytes(
                path,
                &if spec.form.as_deref() == Some("der") { der } else { pem_of("CERTIFICATE", &der).into_bytes() },
            );
        }
        let bytes = fs::read(&file).unwrap();
        let der = if bytes.starts_with(b"-----") { unpem(&String::from_utf8(bytes).unwrap()) } else { bytes };
        Kept { der, spec, toml: toml.to_owned() }
    }
}

fn main() {
    healthy();
    seeds_case();
    wildcard();
    san_only();
    missing_prefix();
    default_principal();
    provider_disagrees();
    half_renewed_farm();
    inside_answer();
    powershell_forms();
    windows_1252();
    outlook_profile();
    directory_export();
    analyzer_report();
    autodiscover_soap();
    archive();
    server_exports();
    everything();
    defaults::write();
}

/// A server certificate of the private CA.
fn server(cn: &str, san: &[&str], organisation: &str) -> String {
    dated(cn, san, organisation, "2024-01-15", "2034-01-14")
}

fn dated(cn: &str, san: &[&str], organisation: &str, from: &str, to: &str) -> String {
    format!(
        "c = \"US\"\no = \"{organisation}\"\ncn = \"{cn}\"\nsan = {san:?}\nkey = \"rsa\"\neku = [\"server\", \"client\"]\n\
         not_before = \"{from}\"\nnot_after = \"{to}\"\n"
    )
}

const CA: &str = "cn = \"Contoso Private CA\"\nca = true\nkey = \"rsa\"\n";

fn healthy() {
    let sample = Sample::new(
        "healthy",
        "Contoso, Boston",
        "A healthy Exchange Server Subscription Edition in a hybrid deployment: nothing here should be found at fault.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    let mail =
        sample.certificate("certificates/mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    let old_names = ["mail.contoso.com", "autodiscover.contoso.com", "legacy.contoso.com"];
    let old = dated("mail.contoso.com", &old_names, "Contoso Ltd.", "2019-03-15", "2021-03-14");
    let old = sample.certificate("certificates/mail.contoso.com-2021.cer", &old);
    let own = "cn = \"EX01\"\nsan = [\"EX01\", \"EX01.corp.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"\n\
               not_before = \"2024-01-15\"\nnot_after = \"2034-01-14\"\nform = \"der\"\n";
    let own = sample.certificate("certificates/EX01.cer", own);
    sample.certificate("certificates/Contoso Private CA.cer", CA);
    let records = [
        record(
            &mail,
            &["IIS://EX01/W3SVC/1"],
            "IMAP, POP, IIS, SMTP",
            "Valid",
            ("1/15/2024", "1/14/2034"),
            "Mail 2024",
        ),
        record(&own, &["IIS://EX01/W3SVC/2"], "IIS, SMTP", "Valid", ("1/15/2024", "1/14/2034"), "Microsoft Exchange"),
        auth_record("EX01"),
        wmsvc_record("EX01"),
        record(&old, &[], "None", "DateInvalid", ("3/15/2019", "3/14/2021"), "Mail 2019"),
    ];
    let listed = format!(
        "{PROMPT}Get-ExchangeCertificate -Server EX01 | Format-List *\n{}",
        list(&records.iter().map(full).collect::<Vec<_>>())
    );
    sample.text("EX01 Get-ExchangeCertificate.txt", &listed);
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:mail.contoso.com", "Contoso"));
    let user = User::anna("contoso.com", "Contoso");
    sample.bytes(
        "autodiscover/outside.xml",
        user.answer(&user.outside("mail.contoso.com", Some("msstd:mail.contoso.com"))).as_bytes(),
    );
    sample.bytes("autodiscover/inside.xml", user.answer(&user.inside("mail.contoso.com")).as_bytes());
    sample.bytes("autodiscover/microsoft365.xml", microsoft365().as_bytes());
}

fn seeds_case() {
    let sample = Sample::new(
        "seeds-case",
        "Contoso, hybrid",
        "The classical case of KB 2710606: the certificate is issued to hybrid.contoso.com, Outlook is told to require mail.contoso.com.",
    );
    let names = ["hybrid.contoso.com", "autodiscover.contoso.com"];
    sample.certificate("hybrid.contoso.com.cer", &server("hybrid.contoso.com", &names, "Contoso Ltd."));
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:mail.contoso.com", "Contoso"));
    let user = User::anna("contoso.com", "Contoso");
    sample.bytes(
        "autodiscover.xml",
        user.answer(&user.outside("hybrid.contoso.com", Some("msstd:mail.contoso.com"))).as_bytes(),
    );
}

fn wildcard() {
    let sample = Sample::new(
        "wildcard",
        "Adventure Works",
        "A wildcard certificate, and a principal that names one host: needs msstd:*.adventure-works.com.",
    );
    sample.certificate(
        "star.adventure-works.com.cer",
        &server("*.adventure-works.com", &["*.adventure-works.com", "adventure-works.com"], "Adventure Works"),
    );
    sample.text("Get-OutlookProvider.txt", &provider_table("msstd:mail.adventure-works.com"));
    let user = User::anna("adventure-works.com", "Adventure Works");
    let outside = user.outside("mail.adventure-works.com", Some("msstd:mail.adventure-works.com"));
    sample.bytes("autodiscover.xml", user.answer(&outside).as_bytes());
}

fn san_only() {
    let sample = Sample::new(
        "san-only",
        "Fabrikam, Leeds",
        "The required name stands in the subjectAltName, but is not the common name: a warning, an error for clients before Windows Vista SP1.",
    );
    let names = ["owa.fabrikam.com", "mail.fabrikam.com", "autodiscover.fabrikam.com"];
    sample.certificate("owa.fabrikam.com.cer", &server("owa.fabrikam.com", &names, "Fabrikam, Inc."));
    let user = User::anna("fabrikam.com", "Fabrikam");
    sample.bytes(
        "autodiscover.xml",
        user.answer(&user.outside("mail.fabrikam.com", Some("msstd:mail.fabrikam.com"))).as_bytes(),
    );
}

fn missing_prefix() {
    let sample = Sample::new(
        "missing-prefix",
        "Fabrikam, lab",
        "The provider's CertPrincipalName lacks msstd:, as in a lab guide that was copied; the answers repeat it.",
    );
    sample.certificate("star.fabrikam.com.cer", &server("*.fabrikam.com", &["*.fabrikam.com"], "Fabrikam, Inc."));
    sample.text("Get-OutlookProvider.txt", &provider_list("*.fabrikam.com", "Fabrikam"));
    let user = User::anna("fabrikam.com", "Fabrikam");
    sample
        .bytes("autodiscover.xml", user.answer(&user.outside("mail.fabrikam.com", Some("*.fabrikam.com"))).as_bytes());
}

fn default_principal() {
    let sample = Sample::new(
        "default-principal",
        "Fabrikam, Porto",
        "No CertPrincipalName anywhere: Outlook requires the Server's name by default, and the certificate does not carry it.",
    );
    let names = ["mail.fabrikam.com", "autodiscover.fabrikam.com"];
    sample.certificate("mail.fabrikam.com.cer", &server("mail.fabrikam.com", &names, "Fabrikam, Inc."));
    let user = User::anna("fabrikam.com", "Fabrikam");
    sample.bytes("autodiscover.xml", user.answer(&user.outside("webmail.fabrikam.com", None)).as_bytes());
}

fn provider_disagrees() {
    let sample = Sample::new(
        "provider-disagrees",
        "Contoso, Graz",
        "The answer requires mail.contoso.com and the certificate carries it, but the EXPR provider now says owa.contoso.com.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    sample.certificate("mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:owa.contoso.com", "Contoso"));
    let user = User::anna("contoso.com", "Contoso");
    sample.bytes(
        "autodiscover.xml",
        user.answer(&user.outside("mail.contoso.com", Some("msstd:mail.contoso.com"))).as_bytes(),
    );
}

fn half_renewed_farm() {
    let sample = Sample::new(
        "half-renewed-farm",
        "Adventure Works, farm",
        "Two servers behind one name: EX01 has the new certificate, EX02 still the one without the required name.",
    );
    let names = ["mail.adventure-works.com", "autodiscover.adventure-works.com"];
    let new = sample
        .certificate("mail.adventure-works.com.cer", &server("mail.adventure-works.com", &names, "Adventure Works"));
    let names = ["owa.adventure-works.com", "autodiscover.adventure-works.com"];
    let old = sample
        .certificate("owa.adventure-works.com.cer", &server("owa.adventure-works.com", &names, "Adventure Works"));
    for (host, kept, site) in [("EX01", &new, &["IIS://EX01/W3SVC/1"]), ("EX02", &old, &["IIS://EX02/W3SVC/1"])] {
        let records = [
            record(kept, site, "IMAP, POP, IIS, SMTP", "Valid", ("1/15/2024", "1/14/2034"), "Mail"),
            auth_record(host),
            wmsvc_record(host),
        ];
        let listed = format!(
            "{PROMPT}Get-ExchangeCertificate -Server {host} | Format-List *\n{}",
            list(&records.iter().map(full).collect::<Vec<_>>())
        );
        sample.text(&format!("{host} Get-ExchangeCertificate.txt"), &listed);
    }
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:mail.adventure-works.com", "Adventure Works"));
    let user = User::anna("adventure-works.com", "Adventure Works");
    let outside = user.outside("mail.adventure-works.com", Some("msstd:mail.adventure-works.com"));
    sample.bytes("autodiscover.xml", user.answer(&outside).as_bytes());
}

fn inside_answer() {
    let sample = Sample::new(
        "inside-answer",
        "Contoso, inside",
        "What a client inside the network gets: SSL Off and the principal None, as Exchange 2013 to 2019 send it; rightly so.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    sample.certificate("mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    let user = User::anna("contoso.com", "Contoso");
    sample.bytes("autodiscover.xml", user.answer(&user.inside("mail.contoso.com")).as_bytes());
}

fn powershell_forms() {
    let sample = Sample::new(
        "powershell-forms",
        "Contoso, exports",
        "Get-OutlookProvider in every form of PowerShell, in UTF-16 as Windows PowerShell saves it; and Get-ExchangeCertificate as CLIXML.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    let mail = sample.certificate("mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    sample.utf16("list.txt", &provider_list("msstd:mail.contoso.com", "Contoso"));
    sample.utf16("table.txt", &provider_table("msstd:mail.contoso.com"));
    sample.utf16("providers.csv", &provider_csv("msstd:mail.contoso.com", "Contoso"));
    sample.utf16("providers.json", &provider_json("msstd:mail.contoso.com", "Contoso"));
    sample.utf16("providers.xml", &provider_clixml("msstd:mail.contoso.com", "Contoso"));
    sample.utf16("certificates.xml", &certificate_clixml(&mail));
}

fn windows_1252() {
    let sample = Sample::new(
        "windows-1252",
        "Fabrikam, Zürich",
        "Exports saved as ANSI by an old editor, with umlauts: an answer that declares windows-1252, and a list.",
    );
    let names = ["mail.fabrikam.com", "autodiscover.fabrikam.com"];
    sample.certificate("mail.fabrikam.com.cer", &server("mail.fabrikam.com", &names, "Fabrikam Zürich"));
    let user = User {
        name: "Jürg Müller",
        alias: "juerg",
        domain: "fabrikam.com".to_owned(),
        organisation: "Fabrikam Zürich".to_owned(),
    };
    let answer = user
        .answer(&user.outside("mail.fabrikam.com", Some("msstd:mail.fabrikam.com")))
        .replace("utf-8", "windows-1252");
    let ansi = |text: &str| encoding_rs::WINDOWS_1252.encode(&text.replace('\n', "\r\n")).0.into_owned();
    sample.bytes("autodiscover.xml", &ansi(&answer));
    sample.bytes("Get-OutlookProvider.txt", &ansi(&provider_list("msstd:mail.fabrikam.com", "Fabrikam Zürich")));
}

fn outlook_profile() {
    let sample = Sample::new(
        "outlook-profile",
        "Contoso, rolled out",
        "The server was renamed from webmail to mail and is healthy; the profile file of Outlook's set-up still holds the old name.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    sample.certificate("mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    let user = User::anna("contoso.com", "Contoso");
    sample.bytes(
        "autodiscover.xml",
        user.answer(&user.outside("mail.contoso.com", Some("msstd:mail.contoso.com"))).as_bytes(),
    );
    sample.utf16("anna.keller profile.reg", &profile_reg("mail.contoso.com", 0x2f, 2));
    sample.text("rollout/outlook2010.prf", &profile_prf("webmail.contoso.com"));
}

fn directory_export() {
    let sample = Sample::new(
        "directory-export",
        "Fabrikam, Lyon",
        "No shell at hand: ldifde and csvde of the Configuration partition tell what the provider requires, and where service connection points lead.",
    );
    let names = ["webmail.fabrikam.com", "autodiscover.fabrikam.com"];
    sample.certificate("webmail.fabrikam.com.cer", &server("webmail.fabrikam.com", &names, "Fabrikam, Inc."));
    sample.utf16("providers.ldf", &directory_ldif("msstd:mail.fabrikam.com", "Fabrikam", "fabrikam"));
    sample.utf16("service-connection-points.csv", &directory_csv("autodiscover.fabrikam.com", "Fabrikam", "fabrikam"));
}

fn analyzer_report() {
    let sample = Sample::new(
        "analyzer-report",
        "Contoso, tested",
        "Reports of Microsoft's Analyzer, saved as XML and as text: the name that was typed stands on no certificate, and the report says so.",
    );
    let names = ["owa.contoso.com", "autodiscover.contoso.com"];
    sample.certificate("owa.contoso.com.cer", &server("owa.contoso.com", &names, "Contoso Ltd."));
    sample.bytes("RCATestResult.xml", report_xml("owa.contoso.com", "owa.contoso.com", "mail.contoso.com").as_bytes());
    sample.text("second test.txt", &report_text("owa.contoso.com"));
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:owa.contoso.com", "Contoso"));
}

fn autodiscover_soap() {
    let sample = Sample::new(
        "autodiscover-soap",
        "Fabrikam, Oslo",
        "Autodiscover by SOAP and version 2, and a request that was saved for its answer; the required name stands in the subjectAltName alone.",
    );
    let names = ["outlook.fabrikam.com", "mail.fabrikam.com", "autodiscover.fabrikam.com"];
    sample.certificate("outlook.fabrikam.com.cer", &server("outlook.fabrikam.com", &names, "Fabrikam, Inc."));
    sample.bytes("GetUserSettings.xml", soap_answer("mail.fabrikam.com", "msstd:mail.fabrikam.com").as_bytes());
    sample.bytes(
        "autodiscover.json",
        b"{\"Protocol\":\"Ews\",\"Url\":\"https://mail.fabrikam.com/EWS/Exchange.asmx\"}\n",
    );
    sample.bytes(
        "autodiscover-request.xml",
        b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
          <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\">\n  <Request>\n    \
          <EMailAddress>anna.keller@fabrikam.com</EMailAddress>\n    \
          <AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema>\n  \
          </Request>\n</Autodiscover>\n",
    );
}

fn archive() {
    let sample = Sample::new(
        "archive",
        "Adventure Works, packed",
        "As it came by mail: a ZIP with the exports, a PKCS#7 bundle, and a PKCS#12 container whose password nobody sent.",
    );
    let names = ["mail.adventure-works.com", "autodiscover.adventure-works.com"];
    let toml = server("mail.adventure-works.com", &names, "Adventure Works");
    sample.made("mail.adventure-works.com.p7b", |scratch| {
        scratch.certificate("mail.cer", &toml);
        scratch.certificate("ca.cer", CA);
        scratch.run(
            "openssl",
            &["crl2pkcs7", "-nocrl", "-certfile", "mail.cer", "-certfile", "ca.cer", "-outform", "DER", "-out", "made"],
        );
    });
    sample.made("owa.adventure-works.com.pfx", |scratch| {
        scratch.certificate(
            "owa.cer",
            &server("owa.adventure-works.com", &["owa.adventure-works.com"], "Adventure Works"),
        );
        scratch.run(
            "openssl",
            &["pkcs12", "-export", "-nokeys", "-in", "owa.cer", "-passout", "pass:nobody sent it", "-out", "made"],
        );
    });
    sample.made("exports.zip", |scratch| {
        let principal = "msstd:mail.adventure-works.com";
        scratch.utf16("exports/Get-OutlookProvider.txt", &provider_list(principal, "Adventure Works"));
        let user = User::anna("adventure-works.com", "Adventure Works");
        let outside = user.outside("mail.adventure-works.com", Some(principal));
        scratch.bytes("exports/autodiscover.xml", user.answer(&outside).as_bytes());
        scratch.run("zip", &["-X", "-r", "-q", "made.zip", "exports"]);
        fs::rename(scratch.folder.join("made.zip"), scratch.folder.join("made")).unwrap();
    });
}

fn server_exports() {
    let sample = Sample::new(
        "server-exports",
        "Contoso, one server",
        "Everything that Exchange's shell lists of a healthy server and its organisation: names, bindings and versions agree.",
    );
    let names = ["mail.contoso.com", "autodiscover.contoso.com"];
    let mail = sample.certificate("mail.contoso.com.cer", &server("mail.contoso.com", &names, "Contoso Ltd."));
    let own = "cn = \"EX01\"\nsan = [\"EX01\", \"EX01.corp.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"\n\
               not_before = \"2024-01-15\"\nnot_after = \"2034-01-14\"\nform = \"der\"\n";
    let own = sample.certificate("EX01.cer", own);
    let dates = ("1/15/2024", "1/14/2034");
    let records = [
        record(&mail, &["IIS://EX01/W3SVC/1"], "IMAP, POP, IIS, SMTP", "Valid", dates, "Mail 2024"),
        record(&own, &["IIS://EX01/W3SVC/2"], "IIS, SMTP", "Valid", dates, "Microsoft Exchange"),
        auth_record("EX01"),
        wmsvc_record("EX01"),
    ];
    sample.text("Get-ExchangeCertificate.txt", &list(&records.iter().map(of_server).collect::<Vec<_>>()));
    sample.text("Get-OutlookProvider.txt", &provider_list("msstd:mail.contoso.com", "Contoso"));
    sample.text("Get-OutlookAnywhere.txt", &anywhere("mail.contoso.com"));
    sample.text("virtual directories.txt", &directories("mail.contoso.com"));
    sample.text("Get-ClientAccessService.txt", &client_access("autodiscover.contoso.com"));
    let tls = format!("<I>CN=Contoso Private CA<S>{}", records[0].subject);
    let send = vec![
        ("AddressSpaces", "{smtp:contoso.mail.onmicrosoft.com;1}".to_owned()),
        ("Enabled", "True".to_owned()),
        ("Fqdn", "mail.contoso.com".to_owned()),
        ("Identity", "Outbound to Office 365".to_owned()),
        ("SmartHosts", "{}".to_owned()),
        ("SourceTransportServers", "{EX01}".to_owned()),
        ("TlsAuthLevel", "DomainValidation".to_owned()),
        ("TlsCertificateName", tls.clone()),
        ("TlsDomain", "mail.protection.outlook.com".to_owned()),
    ];
    let receive = vec![
        ("AuthMechanism", "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer".to_owned()),
        ("Bindings", "{[::]:25, 0.0.0.0:25}".to_owned()),
        ("Enabled", "True".to_owned()),
        ("Fqdn", "EX01.corp.contoso.com".to_owned()),
        ("Identity", r"EX01\Default Frontend EX01".to_owned()),
        ("PermissionGroups", "AnonymousUsers, ExchangeServers, ExchangeLegacyServers".to_owned()),
        ("Server", "EX01".to_owned()),
        ("TlsCertificateName", tls.clone()),
        ("TransportRole", "FrontendTransport".to_owned()),
    ];
    sample.text("connectors.txt", &list(&[send, receive]));
    let auth = vec![
        ("CurrentCertificateThumbprint", records[2].thumbprint.clone()),
        ("PreviousCertificateThumbprint", String::new()),
        ("NextCertificateThumbprint", String::new()),
        ("NextCertificateEffectiveDate", String::new()),
        ("ServiceName", "00000002-0000-0ff1-ce00-000000000000".to_owned()),
        ("Realm", String::new()),
        ("Name", "Auth Configuration".to_owned()),
    ];
    sample.text("Get-AuthConfig.txt", &list(&[auth]));
    let exchange_server = vec![
        ("Name", "EX01".to_owned()),
        ("Fqdn", "EX01.corp.contoso.com".to_owned()),
        ("Edition", "Standard".to_owned()),
        ("AdminDisplayVersion", "Version 15.2 (Build 2562.17)".to_owned()),
        ("ServerRole", "Mailbox".to_owned()),
        ("Site", "corp.contoso.com/Configuration/Sites/Boston".to_owned()),
    ];
    sample.text("Get-ExchangeServer.txt", &list(&[exchange_server]));
    let domain = |name: &str, default: &str| {
        vec![
            ("Name", name.to_owned()),
            ("DomainName", name.to_owned()),
            ("DomainType", "Authoritative".to_owned()),
            ("Default", default.to_owned()),
        ]
    };
    let domains = [domain("contoso.com", "True"), domain("contoso.mail.onmicrosoft.com", "False")];
    sample.text("Get-AcceptedDomain.txt", &list(&domains));
    let hybrid = vec![
        ("ClientAccessServers", "{}".to_owned()),
        ("ReceivingTransportServers", "{EX01}".to_owned()),
        ("SendingTransportServers", "{EX01}".to_owned()),
        ("EdgeTransportServers", "{}".to_owned()),
        ("OnPremisesSmartHost", "mail.contoso.com".to_owned()),
        ("Domains", "{contoso.com}".to_owned()),
        ("Features", "{FreeBusy, MoveMailbox, Mailtips, MessageTracking, OwaRedirection, SecureMail}".to_owned()),
        ("TlsCertificateName", tls),
        ("Name", "Hybrid Configuration".to_owned()),
    ];
    sample.text("Get-HybridConfiguration.txt", &list(&[hybrid]));
}

fn everything() {
    let sample = Sample::new(
        "everything",
        "Contoso, renewed",
        "Ten kinds of export and one mistake: at its renewal the certificate was issued to outlook.contoso.com, and everything else still says mail.contoso.com.",
    );
    let names = ["outlook.contoso.com", "autodiscover.contoso.com"];
    let toml = dated("outlook.contoso.com", &names, "Contoso Ltd.", "2026-05-20", "2028-05-19");
    let new = sample.certificate("outlook.contoso.com.cer", &toml);
    let principal = "msstd:mail.contoso.com";
    let dates = ("5/20/2026", "5/19/2028");
    let records = [
        record(&new, &["IIS://EX01/W3SVC/1"], "IMAP, POP, IIS, SMTP", "Valid", dates, "Mail 2026"),
        auth_record("EX01"),
        wmsvc_record("EX01"),
    ];
    sample.text("shell/Get-ExchangeCertificate.txt", &list(&records.iter().map(of_server).collect::<Vec<_>>()));
    sample.text("shell/Get-OutlookProvider.txt", &provider_list(principal, "Contoso"));
    sample.text("shell/Get-OutlookAnywhere.txt", &anywhere("mail.contoso.com"));
    sample.text("shell/virtual directories.txt", &directories("mail.contoso.com"));
    sample.text("shell/Get-ClientAccessService.txt", &client_access("autodiscover.contoso.com"));
    let user = User::anna("contoso.com", "Contoso");
    let outside = user.outside("mail.contoso.com", Some(principal));
    sample.bytes("autodiscover/outside.xml", user.answer(&outside).as_bytes());
    sample.bytes(
        "autodiscover/GetUserSettings.xml",
        soap_answer("mail.contoso.com", principal).replace("fabrikam", "contoso").as_bytes(),
    );
    sample.utf16("directory/providers.ldf", &directory_ldif(principal, "Contoso", "contoso"));
    sample.utf16("profiles/anna.keller.reg", &profile_reg("mail.contoso.com", 0x2f, 2));
    sample.bytes(
        "RCATestResult.xml",
        report_xml("outlook.contoso.com", "mail.contoso.com", "mail.contoso.com").as_bytes(),
    );
}

/// The settings of a profile as `regedit` exports them.
fn profile_reg(host: &str, flags: u8, scheme: u8) -> String {
    let bytes = |name: &str, bytes: &[u8]| {
        let mut text = format!("\"{name}\"=hex:");
        let mut width = text.len();
        for (at, byte) in bytes.iter().enumerate() {
            let piece = format!("{byte:02x}{}", if at + 1 == bytes.len() { "" } else { "," });
            if width + piece.len() > 77 {
                text += "\\\n  ";
                width = 2;
            }
            width += piece.len();
            text += &piece;
        }
        text + "\n"
    };
    let wide = |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let key =
        r"HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Outlook\Profiles\Outlook\13dbb0c8aa05101a9bb000aa002fc45a";
    [
        format!("Windows Registry Editor Version 5.00\n\n[{key}]\n"),
        bytes("001f6622", &wide(host)),
        bytes("00036623", &[flags, 0, 0, 0]),
        bytes("001f6625", &wide(&format!("msstd:{host}"))),
        bytes("00036627", &[scheme, 0, 0, 0]),
        "\n".to_owned(),
    ]
    .concat()
}

/// A profile file as the Office Customization Tool writes it.
fn profile_prf(host: &str) -> String {
    format!(
        ";Automatically generated PRF file from the Microsoft Office Customization and Installation Wizard\n\n\
         [General]\nCustom=1\nProfileName=Outlook\nDefaultProfile=Yes\nOverwriteProfile=Append\nModifyDefaultProfileIfPresent=TRUE\n\n\
         [Service List]\nServiceEGS=Exchange Global Section\nService1=Microsoft Exchange Server\n\n\
         [ServiceEGS]\nCachedExchangeConfigFlags=0x00000100\nRPCoverHTTPflags=0x0000002f\nRPCProxyServer={host}\n\
         RPCProxyPrincipalName=msstd:{host}\nRPCProxyAuthScheme=0x00000002\n\n\
         [Service1]\nOverwriteExistingService=Yes\nUniqueService=Yes\nMailboxName=%UserName%\nHomeServer={host}\nAccountName=Microsoft Exchange Server\n\n\
         [Microsoft Exchange Server]\nServiceName=MSEMS\nMDBGUID=5494A1C0297F101BA58708002B2A2517\nMailboxName=PT_STRING8,0x6607\n\
         HomeServer=PT_STRING8,0x6608\n\n\
         [Exchange Global Section]\nSectionGUID=13dbb0c8aa05101a9bb000aa002fc45a\nCachedExchangeConfigFlags=PT_LONG,0x6629\n\
         RPCoverHTTPflags=PT_LONG,0x6623\nRPCProxyServer=PT_UNICODE,0x6622\nRPCProxyPrincipalName=PT_UNICODE,0x6625\n\
         RPCProxyAuthScheme=PT_LONG,0x6627\n"
    )
}

/// The providers as `ldifde` exports them, lines folded.
fn directory_ldif(principal: &str, organisation: &str, domain: &str) -> String {
    let root = format!(
        "CN=Outlook,CN=AutoDiscover,CN=Client Access,CN={organisation},CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC={domain},DC=com"
    );
    let mut text = String::new();
    for name in ["EXCH", "EXPR", "WEB"] {
        let mut lines = vec![
            format!("dn: CN={name},{root}"),
            "changetype: add".to_owned(),
            "objectClass: top".to_owned(),
            "objectClass: msExchAutoDiscoverConfig".to_owned(),
            format!("cn: {name}"),
            format!("distinguishedName: CN={name},{root}"),
            "instanceType: 4".to_owned(),
            "whenCreated: 20240115191355.0Z".to_owned(),
            format!("name: {name}"),
            "systemFlags: 1610612736".to_owned(),
            "msExchAutoDiscoverTTL: 1".to_owned(),
        ];
        if name == "EXPR" {
            lines.push(format!("msExchAutoDiscoverCertPrincipalName: {principal}"));
        }
        for line in lines {
            let (first, rest) = line.split_at(line.len().min(76));
            text += first;
            for piece in rest.as_bytes().chunks(75) {
                let _ = write!(text, "\n {}", String::from_utf8_lossy(piece));
            }
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

/// Service connection points as `csvde` exports them.
fn directory_csv(host: &str, organisation: &str, domain: &str) -> String {
    let dn = format!(
        "CN=EX01,CN=Autodiscover,CN=Protocols,CN=EX01,CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN={organisation},CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC={domain},DC=com"
    );
    format!(
        "DN,objectClass,cn,instanceType,keywords,serviceBindingInformation\n\
         \"{dn}\",serviceConnectionPoint,EX01,4,77378F46-2C66-4aa9-A6A6-3E7A48B19596;Site=Lyon,https://{host}/Autodiscover/Autodiscover.xml\n"
    )
}

/// A report as the Analyzer's page saves it: the outer steps fail because the inner one does.
fn report_xml(common_name: &str, host: &str, typed: &str) -> String {
    const NONE: &str = "00000000-0000-0000-0000-000000000000";
    const CHILD: &str = "734044ef-11c2-4e30-9ee6-450d49e9d92c";
    let step = |status: &str, error: &str, description: &str, result: &str, details: &str, children: &str| {
        let children = if children.is_empty() { String::new() } else { format!("<children>\n{children}</children>\n") };
        format!(
            "<testresult status=\"{status}\" errorid=\"{error}\" contentUrl=\"\" testdescription=\"{description}\" \
             resultdescription=\"{result}\" additionaldetails=\"{details}\" elapsedMilliseconds=\"31\">\n{children}</testresult>\n"
        )
    };
    let good = |description: &str, result: &str, details: &str| step("Success", NONE, description, result, details, "");
    let steps = [
        good(
            &format!("Attempting to resolve the host name {host} in DNS."),
            "The host name resolved successfully.",
            "IP addresses returned: 192.0.2.25",
        ),
        good(
            &format!("Testing TCP port 443 on host {host} to ensure it's listening and open."),
            "The port was opened successfully.",
            "",
        ),
        good(
            &format!("The Microsoft Connectivity Analyzer is attempting to obtain the SSL certificate from remote server {host} on port 443."),
            "The Microsoft Connectivity Analyzer successfully obtained the remote SSL certificate.",
            &format!("Remote Certificate Subject: CN={common_name}, O=Contoso Ltd., C=US, Issuer: CN=Contoso Private CA."),
        ),
        step(
            "Error",
            "6c2fcb53-1a52-4e71-8a6f-3a1f8f3a7c10",
            &format!("Testing SSL mutual authentication with the RPC proxy server {host}."),
            "Mutual Authentication could not be established.",
            &format!("The certificate common name {common_name}, doesn't validate against the mutual authentication string that was provided: msstd:{typed}"),
            "",
        ),
    ]
    .concat();
    let inner = step(
        "Error",
        CHILD,
        &format!("Testing RPC over HTTP connectivity to server {host}"),
        "RPC over HTTP connectivity failed.",
        "",
        &steps,
    );
    let all =
        step("Error", CHILD, "Testing Outlook connectivity.", "The Outlook connectivity test failed.", "", &inner);
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{all}")
}

/// A report as its page's text: a test of Autodiscover that passed.
fn report_text(host: &str) -> String {
    format!(
        "Connectivity Test Successful\n\nTest Details\n\
         \tAttempting to resolve the host name {host} in DNS.\n\tThe host name resolved successfully.\n\
         \tAdditional Details\n\tIP addresses returned: 192.0.2.25\n\tElapsed Time: 12 ms.\n\
         \tTesting the SSL certificate to make sure it's valid.\n\tThe certificate passed all validation requirements.\n\
         \tTest Steps\n\tThe Microsoft Connectivity Analyzer is attempting to obtain the SSL certificate from remote server {host} on port 443.\n\
         \tThe Microsoft Connectivity Analyzer successfully obtained the remote SSL certificate.\n\
         \tAdditional Details\n\tRemote Certificate Subject: CN={host}, O=Contoso Ltd., C=US, Issuer: CN=Contoso Private CA.\n\
         \tValidating the certificate name.\n\tThe certificate name was validated successfully.\n\
         \tAdditional Details\n\tHost name {host} was found in the Certificate Subject Common name.\n"
    )
}

/// What GetUserSettings answers.
fn soap_answer(host: &str, principal: &str) -> String {
    let settings = [
        ("UserDisplayName", "Anna Keller".to_owned()),
        ("ExternalMailboxServer", host.to_owned()),
        ("ExternalMailboxServerRequiresSSL", "True".to_owned()),
        ("ExternalMailboxServerAuthenticationMethods", "Negotiate".to_owned()),
        ("ExternalEwsUrl", format!("https://{host}/EWS/Exchange.asmx")),
        ("ExternalOABUrl", format!("https://{host}/OAB/1d3e5c7b-9a2f-4b6d-8c0e-7f1a2b3c4d5e/")),
        ("CertPrincipalName", principal.to_owned()),
    ];
    let settings = settings.iter().fold(String::new(), |text, (name, value)| {
        text + &format!(
            "              <UserSetting i:type=\"StringSetting\">\n                <Name>{name}</Name>\n                \
             <Value>{value}</Value>\n              </UserSetting>\n"
        )
    });
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing">
  <s:Header>
    <a:Action s:mustUnderstand="1">http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettingsResponse</a:Action>
    <h:ServerVersionInfo xmlns:h="http://schemas.microsoft.com/exchange/2010/Autodiscover" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
      <h:MajorVersion>15</h:MajorVersion>
      <h:MinorVersion>2</h:MinorVersion>
      <h:MajorBuildNumber>2562</h:MajorBuildNumber>
      <h:MinorBuildNumber>17</h:MinorBuildNumber>
    </h:ServerVersionInfo>
  </s:Header>
  <s:Body>
    <GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">
      <Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
        <ErrorCode>NoError</ErrorCode>
        <ErrorMessage />
        <UserResponses>
          <UserResponse>
            <ErrorCode>NoError</ErrorCode>
            <ErrorMessage>No error.</ErrorMessage>
            <RedirectTarget i:nil="true" />
            <UserSettingErrors />
            <UserSettings>
{settings}            </UserSettings>
          </UserResponse>
        </UserResponses>
      </Response>
    </GetUserSettingsResponseMessage>
  </s:Body>
</s:Envelope>
"#
    )
}

/// Get-OutlookAnywhere of a healthy server.
fn anywhere(host: &str) -> String {
    list(&[vec![
        ("ServerName", "EX01".to_owned()),
        ("SSLOffloading", "False".to_owned()),
        ("ExternalHostname", host.to_owned()),
        ("InternalHostname", host.to_owned()),
        ("ExternalClientAuthenticationMethod", "Negotiate".to_owned()),
        ("InternalClientAuthenticationMethod", "Ntlm".to_owned()),
        ("IISAuthenticationMethods", "{Ntlm, Negotiate}".to_owned()),
        ("ExternalClientsRequireSsl", "True".to_owned()),
        ("InternalClientsRequireSsl", "True".to_owned()),
        ("ExtendedProtectionTokenChecking", "Require".to_owned()),
        ("Server", "EX01".to_owned()),
        ("AdminDisplayVersion", "Version 15.2 (Build 2562.17)".to_owned()),
        ("Name", "Rpc (Default Web Site)".to_owned()),
        ("Identity", r"EX01\Rpc (Default Web Site)".to_owned()),
    ]])
}

/// Virtual directories of a healthy server.
fn directories(host: &str) -> String {
    let all = [
        ("owa", "owa"),
        ("ecp", "ecp"),
        ("EWS", "EWS/Exchange.asmx"),
        ("Microsoft-Server-ActiveSync", "Microsoft-Server-ActiveSync"),
        ("OAB", "OAB"),
        ("mapi", "mapi"),
    ];
    let objects = all.map(|(name, path)| {
        vec![
            ("Name", format!("{name} (Default Web Site)")),
            ("Server", "EX01".to_owned()),
            ("InternalUrl", format!("https://{host}/{path}")),
            ("ExternalUrl", format!("https://{host}/{path}")),
            ("InternalAuthenticationMethods", "{Ntlm, WindowsIntegrated}".to_owned()),
            ("ExternalAuthenticationMethods", "{Ntlm, WindowsIntegrated}".to_owned()),
            ("Identity", format!(r"EX01\{name} (Default Web Site)")),
        ]
    });
    list(&objects)
}

/// Get-ClientAccessService: the service connection point.
fn client_access(host: &str) -> String {
    list(&[vec![
        ("Name", "EX01".to_owned()),
        ("Fqdn", "EX01.corp.contoso.com".to_owned()),
        ("AutoDiscoverServiceCN", "EX01".to_owned()),
        ("AutoDiscoverServiceInternalUri", format!("https://{host}/Autodiscover/Autodiscover.xml")),
        ("AutoDiscoverSiteScope", "{Boston}".to_owned()),
        ("Identity", "EX01".to_owned()),
    ]])
}

fn record(
    kept: &Kept,
    sites: &'static [&'static str],
    services: &'static str,
    status: &'static str,
    dates: (&'static str, &'static str),
    friendly: &'static str,
) -> Record {
    let self_signed = kept.spec.issuer == "self";
    let value = |key: &str| {
        let table: toml::Table = toml::from_str(&kept.toml).unwrap();
        table.get(key).and_then(toml::Value::as_str).map(str::to_owned)
    };
    let quoted = |text: String| if text.contains(',') { format!("\"{text}\"") } else { text };
    let parts = [("CN", value("cn")), ("O", value("o")), ("C", value("c"))];
    let parts: Vec<String> =
        parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", quoted(value?)))).collect();
    let subject = parts.join(", ");
    Record {
        domains: kept.spec.san.clone(),
        sites,
        self_signed,
        issuer: if self_signed { subject.clone() } else { "CN=Contoso Private CA".to_owned() },
        subject,
        services,
        status,
        not_before: dates.0,
        not_after: dates.1,
        friendly,
        serial: kept.serial(),
        thumbprint: kept.thumbprint(),
    }
}

/// The certificate that Exchange signs tokens with; its file is never exported.
fn auth_record(server: &str) -> Record {
    let subject = "CN=Microsoft Exchange Server Auth Certificate";
    let digest = hex(digest::digest(&digest::SHA256, server.as_bytes()).as_ref()).to_uppercase();
    Record {
        domains: Vec::new(),
        sites: &[],
        self_signed: true,
        issuer: subject.to_owned(),
        subject: subject.to_owned(),
        services: "SMTP",
        status: "Valid",
        not_before: "1/15/2024",
        not_after: "12/20/2033",
        friendly: "Microsoft Exchange Server Auth Certificate",
        serial: digest[..32].to_owned(),
        thumbprint: "7D5B6A3C0E2F4819A7C6D5E4F30B12A98C7D6E5F".to_owned(),
    }
}

/// The certificate of the web management service.
fn wmsvc_record(server: &str) -> Record {
    let name = format!("WMSvc-SHA2-{server}");
    let digest = hex(digest::digest(&digest::SHA256, name.as_bytes()).as_ref()).to_uppercase();
    Record {
        domains: vec![name.clone()],
        sites: &[],
        self_signed: true,
        issuer: format!("CN={name}"),
        subject: format!("CN={name}"),
        services: "None",
        status: "Valid",
        not_before: "1/15/2024",
        not_after: "1/13/2034",
        friendly: "WMSVC-SHA2",
        serial: digest[..32].to_owned(),
        thumbprint: digest[24..64].to_owned(),
    }
}

/// The properties of a record in the order of `Format-List *`.
fn full(record: &Record) -> Vec<(&'static str, String)> {
    let boolean = |yes: bool| if yes { "True" } else { "False" }.to_owned();
    let list = |items: &[String]| format!("{{{}}}", items.join(", "));
    let sites: Vec<String> = record.sites.iter().map(|site| (*site).to_owned()).collect();
    vec![
        (
            "AccessRules",
            "{System.Security.AccessControl.CryptoKeyAccessRule, System.Security.AccessControl.CryptoKeyAccessRule}"
                .to_owned(),
        ),
        ("CertificateDomains", list(&record.domains)),
        ("CertificateRequest", String::new()),
        ("IISServices", list(&sites)),
        ("IsSelfSigned", boolean(record.self_signed)),
        ("RootCAType", if record.self_signed { "None" } else { "Enterprise" }.to_owned()),
        ("Services", record.services.to_owned()),
        ("Status", record.status.to_owned()),
        ("PrivateKeyExportable", boolean(!record.self_signed)),
        ("PublicKeySize", "2048".to_owned()),
        ("Archived", "False".to_owned()),
        ("FriendlyName", record.friendly.to_owned()),
        ("NotAfter", format!("{} 12:00:00 AM", record.not_after)),
        ("NotBefore", format!("{} 12:00:00 AM", record.not_before)),
        ("HasPrivateKey", "True".to_owned()),
        ("SerialNumber", record.serial.clone()),
        ("Thumbprint", record.thumbprint.clone()),
        ("Version", "3".to_owned()),
        ("Issuer", record.issuer.clone()),
        ("Subject", record.subject.clone()),
    ]
}

/// The same, as a remote session shows them.
fn of_server(record: &Record) -> Vec<(&'static str, String)> {
    let mut properties = vec![("PSComputerName", "ex01.corp.contoso.com".to_owned())];
    properties.extend(full(record));
    properties
}

/// Objects as `Format-List` prints them.
fn list(objects: &[Vec<(&'static str, String)>]) -> String {
    let mut text = String::from("\n\n");
    for object in objects {
        let width = object.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in object {
            let _ = writeln!(text, "{name:width$} : {value}");
        }
        text.push('\n');
    }
    text + "\n\n"
}

/// The three providers, with their properties in the order of `Format-List`.
fn providers(principal: &str, organisation: &str) -> Vec<Vec<(&'static str, String)>> {
    let base = "CN=Outlook,CN=AutoDiscover,CN=Client Access";
    let root =
        format!("CN={organisation},CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=corp,DC=example,DC=com");
    let one = |name: &str, guid: &str| {
        let principal = if name == "EXPR" { principal } else { "" };
        vec![
            ("CertPrincipalName", principal.to_owned()),
            ("Server", String::new()),
            ("TTL", "1".to_owned()),
            ("OutlookProviderFlags", "None".to_owned()),
            ("RequiredClientVersions", String::new()),
            ("AdminDisplayName", String::new()),
            ("ExchangeVersion", "0.1 (8.0.535.0)".to_owned()),
            ("Name", name.to_owned()),
            ("DistinguishedName", format!("CN={name},{base},{root}")),
            ("Identity", name.to_owned()),
            ("Guid", guid.to_owned()),
            ("ObjectCategory", "corp.example.com/Configuration/Schema/ms-Exch-Auto-Discover-Config".to_owned()),
            ("ObjectClass", "{top, msExchAutoDiscoverConfig}".to_owned()),
            ("WhenChanged", "1/22/2024 9:41:07 AM".to_owned()),
            ("WhenCreated", "1/15/2024 2:13:55 PM".to_owned()),
            ("OrganizationId", String::new()),
            ("OriginatingServer", "dc01.corp.example.com".to_owned()),
            ("IsValid", "True".to_owned()),
            ("ObjectState", "Changed".to_owned()),
        ]
    };
    vec![
        one("EXCH", "3f0c7f0e-9d39-4b7e-8e0f-6d1f1c6a2b01"),
        one("EXPR", "8a4f5b9d-27c1-4d3b-b6aa-0c1b7d9e4c02"),
        one("WEB", "c51e2d60-7b1a-45d2-9a4f-2f8e6b0d7a03"),
    ]
}

fn provider_list(principal: &str, organisation: &str) -> String {
    format!("{PROMPT}Get-OutlookProvider | Format-List\n{}{PROMPT}\n", list(&providers(principal, organisation)))
}

fn provider_table(principal: &str) -> String {
    let mut text = format!("{PROMPT}Get-OutlookProvider\n\n");
    let rows = [
        ["Name", "Server", "CertPrincipalName", "TTL"],
        ["----", "------", "-----------------", "---"],
        ["EXCH", "", "", "1"],
        ["EXPR", "", principal, "1"],
        ["WEB", "", "", "1"],
    ];
    for [name, server, principal, ttl] in rows {
        let _ = writeln!(text, "{name:29} {server:29} {principal:39} {ttl:3}");
    }
    text + "\n\n"
}

fn provider_csv(principal: &str, organisation: &str) -> String {
    let objects = providers(principal, organisation);
    let row =
        |cells: Vec<&str>| cells.into_iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",") + "\n";
    let mut text = String::from("#TYPE Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider\n");
    text += &row(objects[0].iter().map(|(name, _)| *name).collect());
    for object in &objects {
        let cells = object.iter().map(|(name, value)| {
            if *name == "ObjectClass" { "Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]" } else { value }
        });
        text += &row(cells.collect());
    }
    text
}

fn provider_json(principal: &str, organisation: &str) -> String {
    let mut text = String::from("[\n");
    let objects = providers(principal, organisation);
    for (at, object) in objects.iter().enumerate() {
        text += "    {\n";
        let last = object.len() - 1;
        for (at, (name, value)) in object.iter().enumerate() {
            let value = match (*name, value.as_str()) {
                ("TTL", ttl) => ttl.to_owned(),
                ("OutlookProviderFlags", _) => "0".to_owned(),
                ("IsValid", _) => "true".to_owned(),
                (_, "") => "null".to_owned(),
                (_, value) => serde_json::to_string(value).unwrap(),
            };
            let comma = if at == last { "" } else { "," };
            let _ = writeln!(text, "        \"{name}\":  {value}{comma}");
        }
        text += if at + 1 == objects.len() { "    }\n" } else { "    },\n" };
    }
    text + "]\n"
}

const CLIXML: &str = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n";

fn provider_clixml(principal: &str, organisation: &str) -> String {
    let mut text = String::from(CLIXML);
    for (at, object) in providers(principal, organisation).iter().enumerate() {
        let name = &object[7].1;
        let _ = writeln!(text, "  <Obj RefId=\"{at}\">");
        if at == 0 {
            text += "    <TN RefId=\"0\">\n      <T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider</T>\n      \
                     <T>Deserialized.Microsoft.Exchange.Data.Directory.ADConfigurationObject</T>\n      \
                     <T>Deserialized.System.Object</T>\n    </TN>\n";
        } else {
            text += "    <TNRef RefId=\"0\" />\n";
        }
        let _ = writeln!(text, "    <ToString>{name}</ToString>\n    <Props>");
        for (name, value) in object {
            let _ = match (*name, value.as_str()) {
                ("TTL", ttl) => writeln!(text, "      <I32 N=\"TTL\">{ttl}</I32>"),
                ("IsValid", _) => writeln!(text, "      <B N=\"IsValid\">true</B>"),
                ("Guid", guid) => writeln!(text, "      <G N=\"Guid\">{guid}</G>"),
                ("WhenChanged", _) => writeln!(text, "      <DT N=\"WhenChanged\">2024-01-22T09:41:07-05:00</DT>"),
                ("WhenCreated", _) => writeln!(text, "      <DT N=\"WhenCreated\">2024-01-15T14:13:55-05:00</DT>"),
                (name, "") => writeln!(text, "      <Nil N=\"{name}\" />"),
                (name, value) => writeln!(text, "      <S N=\"{name}\">{value}</S>"),
            };
        }
        text += "    </Props>\n  </Obj>\n";
    }
    text + "</Objs>"
}

fn certificate_clixml(kept: &Kept) -> String {
    let names: String =
        kept.spec.san.iter().fold(String::new(), |text, name| text + &format!("          <S>{name}</S>\n"));
    let raw = base64::engine::general_purpose::STANDARD.encode(&kept.der);
    let thumbprint = kept.thumbprint();
    let serial = kept.serial();
    format!(
        "{CLIXML}  <Obj RefId=\"0\">\n    <TN RefId=\"0\">\n      \
         <T>Deserialized.Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate</T>\n      \
         <T>Deserialized.System.Security.Cryptography.X509Certificates.X509Certificate2</T>\n      \
         <T>Deserialized.System.Object</T>\n    </TN>\n    <ToString>[Thumbprint] {thumbprint}</ToString>\n    <Props>\n      \
         <Obj N=\"CertificateDomains\" RefId=\"1\">\n        <TN RefId=\"1\">\n          \
         <T>Deserialized.System.Collections.Generic.List`1[[Microsoft.Exchange.Data.SmtpDomainWithSubdomains, Microsoft.Exchange.Data, Version=15.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]</T>\n          \
         <T>Deserialized.System.Object</T>\n        </TN>\n        <LST>\n{names}        </LST>\n      </Obj>\n      \
         <B N=\"HasPrivateKey\">true</B>\n      <B N=\"IsSelfSigned\">false</B>\n      <S N=\"Issuer\">CN=Contoso Private CA</S>\n      \
         <DT N=\"NotAfter\">2034-01-13T19:00:00-05:00</DT>\n      <DT N=\"NotBefore\">2024-01-14T19:00:00-05:00</DT>\n      \
         <I32 N=\"PublicKeySize\">2048</I32>\n      <S N=\"SerialNumber\">{serial}</S>\n      <S N=\"Status\">Valid</S>\n      \
         <S N=\"Subject\">CN=mail.contoso.com, O=Contoso Ltd., C=US</S>\n      <S N=\"Thumbprint\">{thumbprint}</S>\n      \
         <BA N=\"RawData\">{raw}</BA>\n    </Props>\n  </Obj>\n</Objs>"
    )
}

/// Whom an answer was for.
struct User {
    name: &'static str,
    alias: &'static str,
    domain: String,
    organisation: String,
}

impl User {
    fn anna(domain: &str, organisation: &str) -> User {
        User {
            name: "Anna Keller",
            alias: "anna.keller",
            domain: domain.to_owned(),
            organisation: organisation.to_owned(),
        }
    }

    fn answer(&self, protocols: &str) -> String {
        let User { name, alias, domain, organisation } = self;
        format!(
            r#"<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
  <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
    <User>
      <DisplayName>{name}</DisplayName>
      <LegacyDN>/o={organisation}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=0b5d3f8f2c964b70a9b1f5f0ce7b6c1d-{alias}</LegacyDN>
      <AutoDiscoverSMTPAddress>{alias}@{domain}</AutoDiscoverSMTPAddress>
      <DeploymentId>6e1f0a3c-58d7-4b5e-9a64-0a3d2b9e7f41</DeploymentId>
    </User>
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>
      <MicrosoftOnline>False</MicrosoftOnline>
{}
    </Account>
  </Response>
</Autodiscover>
"#,
            protocols.trim_end()
        )
    }

    /// The EXCH protocol, which any answer has.
    fn exch(&self, host: &str) -> String {
        let organisation = &self.organisation;
        let domain = &self.domain;
        format!(
            "      <Protocol>
        <Type>EXCH</Type>
        <Server>4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</Server>
        <ServerDN>/o={organisation}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</ServerDN>
        <ServerVersion>73C28A02</ServerVersion>
        <MdbDN>/o={organisation}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}/cn=Microsoft Private MDB</MdbDN>
        <PublicFolderServer>{host}</PublicFolderServer>
        <AD>dc01.corp.{domain}</AD>
        <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>
        <EwsUrl>https://{host}/EWS/Exchange.asmx</EwsUrl>
        <EmwsUrl>https://{host}/EWS/Exchange.asmx</EmwsUrl>
        <EcpUrl>https://{host}/owa/</EcpUrl>
        <EcpUrl-um>?path=/options/callanswering</EcpUrl-um>
        <OOFUrl>https://{host}/EWS/Exchange.asmx</OOFUrl>
        <OABUrl>https://{host}/OAB/1d3e5c7b-9a2f-4b6d-8c0e-7f1a2b3c4d5e/</OABUrl>
        <ServerExclusiveConnect>off</ServerExclusiveConnect>
      </Protocol>
"
        )
    }

    fn mapi(host: &str, domain: &str) -> String {
        format!(
            "      <Protocol Type=\"mapiHttp\" Version=\"1\">
        <MailStore>
          <InternalUrl>https://{host}/mapi/emsmdb/?MailboxId=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</InternalUrl>
          <ExternalUrl>https://{host}/mapi/emsmdb/?MailboxId=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</ExternalUrl>
        </MailStore>
        <AddressBook>
          <InternalUrl>https://{host}/mapi/nspi/?MailboxId=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</InternalUrl>
          <ExternalUrl>https://{host}/mapi/nspi/?MailboxId=4c9f2d0e-6b1a-4e57-8f3d-92b7c5a1e860@{domain}</ExternalUrl>
        </AddressBook>
      </Protocol>
"
        )
    }

    /// What a client outside gets: Outlook Anywhere with SSL on.
    fn outside(&self, host: &str, principal: Option<&str>) -> String {
        let domain = &self.domain;
        let principal =
            principal.map_or(String::new(), |name| format!("\n        <CertPrincipalName>{name}</CertPrincipalName>"));
        format!(
            "{}      <Protocol>
        <Type>EXPR</Type>
        <Server>{host}</Server>
        <SSL>On</SSL>
        <AuthPackage>Negotiate</AuthPackage>{principal}
        <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>
        <EwsUrl>https://{host}/EWS/Exchange.asmx</EwsUrl>
        <EcpUrl>https://{host}/owa/</EcpUrl>
        <OOFUrl>https://{host}/EWS/Exchange.asmx</OOFUrl>
        <OABUrl>https://{host}/OAB/1d3e5c7b-9a2f-4b6d-8c0e-7f1a2b3c4d5e/</OABUrl>
        <ServerExclusiveConnect>on</ServerExclusiveConnect>
        <GroupingInformation>Default-First-Site-Name</GroupingInformation>
      </Protocol>
      <Protocol>
        <Type>WEB</Type>
        <External>
          <OWAUrl AuthenticationMethod=\"Fba\">https://{host}/owa/</OWAUrl>
          <Protocol>
            <Type>EXPR</Type>
            <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>
          </Protocol>
        </External>
      </Protocol>
{}",
            self.exch(host),
            User::mapi(host, domain)
        )
    }

    /// What a client inside gets: Outlook Anywhere without SSL, and no principal to require.
    fn inside(&self, host: &str) -> String {
        let domain = &self.domain;
        format!(
            "{}      <Protocol>
        <Type>EXPR</Type>
        <Server>ex01.corp.{domain}</Server>
        <SSL>Off</SSL>
        <AuthPackage>Ntlm</AuthPackage>
        <ASUrl>https://{host}/EWS/Exchange.asmx</ASUrl>
        <EwsUrl>https://{host}/EWS/Exchange.asmx</EwsUrl>
        <OABUrl>https://{host}/OAB/1d3e5c7b-9a2f-4b6d-8c0e-7f1a2b3c4d5e/</OABUrl>
        <CertPrincipalName>None</CertPrincipalName>
        <ServerExclusiveConnect>on</ServerExclusiveConnect>
        <GroupingInformation>Default-First-Site-Name</GroupingInformation>
      </Protocol>
{}",
            self.exch(host),
            User::mapi(host, domain)
        )
    }
}

/// What Microsoft 365 answers for a mailbox that has moved.
fn microsoft365() -> String {
    let user = User {
        name: "Ben Ortiz",
        alias: "ben.ortiz",
        domain: "contoso.com".to_owned(),
        organisation: "ExchangeLabs".to_owned(),
    };
    let protocols = "      <Protocol>
        <Type>EXPR</Type>
        <Server>outlook.office365.com</Server>
        <SSL>On</SSL>
        <AuthPackage>Anonymous</AuthPackage>
        <ASUrl>https://outlook.office365.com/EWS/Exchange.asmx</ASUrl>
        <EwsUrl>https://outlook.office365.com/EWS/Exchange.asmx</EwsUrl>
        <OABUrl>https://outlook.office365.com/OAB/8d7c6b5a-4f3e-4d2c-9b1a-0f9e8d7c6b5a/</OABUrl>
        <CertPrincipalName>msstd:outlook.com</CertPrincipalName>
        <ServerExclusiveConnect>on</ServerExclusiveConnect>
      </Protocol>
      <Protocol Type=\"mapiHttp\" Version=\"1\">
        <MailStore>
          <ExternalUrl>https://outlook.office365.com/mapi/emsmdb/?MailboxId=9f8e7d6c-5b4a-4938-8271-6a5b4c3d2e1f@contoso.com</ExternalUrl>
        </MailStore>
        <AddressBook>
          <ExternalUrl>https://outlook.office365.com/mapi/nspi/?MailboxId=9f8e7d6c-5b4a-4938-8271-6a5b4c3d2e1f@contoso.com</ExternalUrl>
        </AddressBook>
      </Protocol>
";
    user.answer(protocols).replace("<MicrosoftOnline>False", "<MicrosoftOnline>True")
}
