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

mod certificates;
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
