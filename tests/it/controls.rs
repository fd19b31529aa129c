//! Controls of security frameworks: what each comes to, and by which line.

use std::collections::{BTreeMap, BTreeSet};

use msstd::{
    controls::{self, Status},
    decide::Settings,
    judge::chain::roots::Trust,
    read::{Bytes, DeploymentInput, Named},
    report::{
        Format,
        controls::Control,
        model::{Deployment, Report},
    },
    rules,
};

use crate::common::reports::{check_files, samples, settings, written};

/// The numbers that the project started from.
const WANTED: [&str; 50] = [
    "V-259646",
    "V-228416",
    "V-259649",
    "V-259578",
    "V-228355",
    "V-221203",
    "V-259703",
    "V-228404",
    "V-259710",
    "V-228375",
    "V-259641",
    "V-259708",
    "V-228409",
    "V-259639",
    "V-259642",
    "V-259594",
    "V-221218",
    "V-259580",
    "V-221206",
    "V-259595",
    "V-221219",
    "V-259687",
    "V-259707",
    "V-259638",
    "V-259670",
    "V-259593",
    "V-221217",
    "V-259650",
    "V-228418",
    "V-259647",
    "V-228417",
    "V-259711",
    "V-259579",
    "V-221204",
    "CIS-2.2.8",
    "CIS-2.2.9",
    "CIS-2.2.10",
    "CIS-2.3.6",
    "CIS-4.1",
    "CIS-4.4",
    "APP.5.2.A9",
    "APP.5.2.A11",
    "APP.5.2.A12",
    "CISA-EXTENDED-PROTECTION",
    "CISA-TLS",
    "CISA-MODERN-AUTHENTICATION",
    "CISA-DOWNLOAD-DOMAINS",
    "CISA-HYBRID-APPLICATION",
    "V-259645",
    "V-259644",
];

/// Exports of one server, by their files.
#[derive(Clone)]
struct Deck(BTreeMap<&'static str, String>);

impl Deck {
    /// Exports that meet every control that an export can decide, but for those that contradict each other.
    fn sound(version: &str, role: &str) -> Deck {
        let mut deck = Deck(BTreeMap::new());
        let role = if role == "Edge" { "Edge" } else { "Mailbox, ClientAccess" };
        deck.put("servers.txt", &[&format!(
            "Name : EX01\nFqdn : ex01.contoso.com\nAdminDisplayVersion : Version {version}\nServerRole : {role}\nEdition : Enterprise"
        )]);
        deck.put("receive.txt", &[
            "Identity : EX01\\Default Frontend EX01\nServer : EX01\nBindings : {0.0.0.0:25}\nEnabled : True\nFqdn : mail.contoso.com\nTransportRole : FrontendTransport\nRemoteIPRanges : {10.0.0.0/8}\nPermissionGroups : ExchangeServers, ExchangeUsers\nAuthMechanism : Tls, BasicAuth, BasicAuthRequireTLS\nDomainSecureEnabled : True\nBanner : 220 SMTP Server Ready\nProtocolLoggingLevel : Verbose",
        ]);
        deck.put("send.txt", &[
            "Identity : Partner\nEnabled : True\nAddressSpaces : {SMTP:fabrikam.com;1}\nSmartHosts : {[10.0.0.25]}\nDNSRoutingEnabled : False\nDomainSecureEnabled : True\nIgnoreSTARTTLS : False\nRequireTLS : True\nTlsAuthLevel : DomainValidation\nTlsDomain : mail.fabrikam.com\nProtocolLoggingLevel : Verbose",
        ]);
        deck.put("owa.txt", &[
            "Server : EX01\nIdentity : EX01\\owa (Default Web Site)\nInternalUrl : https://mail.contoso.com/owa\nExternalUrl : https://mail.contoso.com/owa\nFormsAuthentication : False\nWindowsAuthentication : True\nBasicAuthentication : False\nExternalDownloadHostName : download.contoso.com\nInternalDownloadHostName : download.contoso.com\nExtendedProtectionTokenChecking : Require",
        ]);
        deck.put("anywhere.txt", &[
            "ServerName : EX01\nIdentity : EX01\\Rpc (Default Web Site)\nExternalHostname : mail.contoso.com\nInternalHostname : mail.contoso.com\nExternalClientAuthenticationMethod : Ntlm\nInternalClientAuthenticationMethod : Ntlm\nExternalClientsRequireSsl : True\nInternalClientsRequireSsl : True\nSSLOffloading : False\nExtendedProtectionTokenChecking : Require",
        ]);
        deck.put("organization.txt", &[
            "Name : Contoso\nMapiHttpEnabled : True\nEnableDownloadDomains : True\nOAuth2ClientProfileEnabled : True\nHybridConfigurationStatus : Configured\nIsMixedMode : False",
        ]);
        deck.put(
            "rpc.txt",
            &["Server : EX01\nMaximumConnections : 65536\nEncryptionRequired : True\nBlockedClientVersions :"],
        );
        deck.put(
            "domains.txt",
            &[
                "Name : contoso.com\nDomainName : contoso.com\nDomainType : Authoritative\nDefault : True",
                "Name : fabrikam.com\nDomainName : fabrikam.com\nDomainType : Authoritative\nDefault : False",
            ],
        );
        deck.put("auth.txt", &[
            "Name : EvoSTS\nIdentity : EvoSTS\nType : AzureAD\nIssuerIdentifier : https://sts.windows.net/x/\nApplicationIdentifier : 11111111-2222-3333-4444-555555555555\nAuthMetadataUrl : https://login.windows.net/common/FederationMetadata\nEnabled : True\nRealm : x",
        ]);
        deck
    }

    fn put(&mut self, file: &'static str, objects: &[&str]) {
        self.0.insert(file, format!("\n{}\n", objects.join("\n\n")));
    }

    /// The same with other text in a file.
    fn with(&self, file: &str, from: &str, to: &str) -> Deck {
        let mut other = self.clone();
        let text = other.0.get_mut(file).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        *text = text.replace(from, to);
        other
    }

    /// The same with one more object in a file.
    fn with_object(&self, file: &str, object: &str) -> Deck {
        let mut other = self.clone();
        let text = other.0.get_mut(file).unwrap();
        *text = format!("{text}\n{object}\n");
        other
    }

    fn without(&self, file: &str) -> Deck {
        let mut other = self.clone();
        other.0.remove(file).unwrap();
        other
    }

    fn report(&self) -> Report {
        let files = self.0.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect();
        check_files("contoso", None, files)
    }

    fn report_by(&self, settings: &Settings) -> Report {
        let named = |(path, text): (&&str, &String)| Named {
            path: (*path).to_owned(),
            bytes: Bytes::Here(text.clone().into_bytes()),
        };
        let files = self.0.iter().map(named).collect();
        msstd::check(vec![DeploymentInput { name: "contoso".to_owned(), root: None, files }], settings)
    }

    fn control(&self, id: &str) -> Control {
        control(&self.report(), id)
    }
}

/// A certificate that IIS presents, by its record alone.
const CERTIFICATE: &str = "Thumbprint : 0123456789ABCDEF0123456789ABCDEF01234567\nIdentity : EX01\\0123456789ABCDEF0123456789ABCDEF01234567\nSubject : CN=mail.contoso.com\nIssuer : CN=Contoso CA\nServices : IIS, SMTP\nCertificateDomains : {mail.contoso.com, download.contoso.com, autodiscover.contoso.com}\nIsSelfSigned : False\nHasPrivateKey : True\nStatus : Valid\nNotBefore : 2026-01-01\nNotAfter : 2027-01-01";

fn deployment(report: &Report) -> &Deployment {
    report.deployments.first().unwrap()
}

fn control(report: &Report, id: &str) -> Control {
    deployment(report).controls.iter().find(|control| control.id == id).unwrap_or_else(|| panic!("{id}")).clone()
}

/// A status, with its first line of evidence.
fn came_to(control: &Control) -> (Status, &str) {
    (control.status, control.evidence.first().map_or("", |line| line.text.as_str()))
}

/// A server of each product that a framework is for.
const PRODUCTS: [(&str, &str, &str); 4] = [
    ("disa-exchange-2019-mailbox", "15.2 (Build 1748.10)", "Mailbox"),
    ("disa-exchange-2019-edge", "15.2 (Build 1748.10)", "Edge"),
    ("disa-exchange-2016-mailbox", "15.1 (Build 2507.6)", "Mailbox"),
    ("disa-exchange-2016-edge", "15.1 (Build 2507.6)", "Edge"),
];

#[test]
fn every_number_is_there_with_a_source_and_rules_that_exist() {
    let known: BTreeSet<&str> = controls::all().map(|(_, control)| control.id.as_str()).collect();
    let missing: Vec<_> = WANTED.iter().filter(|id| !known.contains(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(controls::frameworks().len(), 7);
    assert_eq!(known.len(), controls::all().count(), "a number is there twice");
    for (framework, control) in controls::all() {
        assert!(framework.source.starts_with("https://") && !framework.date.is_empty(), "{}", framework.id);
        for code in &control.rules {
            assert!(rules::named(code).is_some(), "{} names {code}", control.id);
        }
        assert!(!control.checks.is_empty(), "{}: no line can show it", control.id);
        assert_eq!(framework.benchmark.is_some(), control.xccdf.is_some(), "{}", control.id);
        if let Some(xccdf) = &control.xccdf {
            assert!(
                xccdf.rule.starts_with(&format!("S{}r", control.id)) && xccdf.rule.ends_with("_rule"),
                "{}",
                control.id
            );
            assert!(control.severity.is_some(), "{}", control.id);
        }
        assert!(control.title.chars().count() <= 100, "{}", control.title);
    }
}

/// A sound deck decides every check: each cmdlet and property of a check is one that is read.
#[test]
fn what_meets_a_control_is_not_a_finding_and_quotes_the_line() {
    for (id, version, role) in PRODUCTS {
        let report = Deck::sound(version, role).report();
        let mut decided = 0;
        for control in deployment(&report).controls.iter().filter(|control| control.framework == id) {
            let own = controls::numbered(&control.id).next().unwrap().1;
            let of_certificates = own.checks.iter().any(|check| check.cmdlet == "ExchangeCertificate");
            if of_certificates || own.contradiction.is_some() {
                assert_eq!(control.status, Status::NotReviewed, "{control:?}");
                continue;
            }
            let expected = if own.question.is_some() { Status::NotReviewed } else { Status::NotAFinding };
            // Exchange 2016 is out of support at the moment of the evaluation.
            if control.status == Status::Open && own.rules.iter().any(|code| code == "EX014") {
                continue;
            }
            assert_eq!(control.status, expected, "{control:?}");
            assert!(!control.evidence.is_empty() && control.missing.is_empty(), "{control:?}");
            decided += 1;
        }
        assert!(decided >= 5, "{id}: {decided}");
        let framework = deployment(&report).frameworks.iter().find(|row| row.framework == id).unwrap();
        assert_eq!(framework.reviewed, framework.open + framework.not_a_finding);
        assert_eq!(framework.score, Some(framework.not_a_finding * 100 / framework.reviewed));
    }
    let mut deck = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    deck.put("certificates.txt", &[CERTIFICATE]);
    let report = deck.report();
    for id in ["CIS-2.3.6", "CIS-4.1", "CIS-4.4", "CISA-DOWNLOAD-DOMAINS", "CISA-HYBRID-APPLICATION"] {
        assert_eq!(control(&report, id).status, Status::NotAFinding, "{:?}", control(&report, id));
    }
    // Every requirement of the BSI asks for more than exports show, and says what.
    for id in ["APP.5.2.A9", "APP.5.2.A11", "APP.5.2.A12"] {
        let control = control(&report, id);
        assert!(control.status != Status::NotAFinding && control.question.is_some(), "{control:?}");
        assert!(!control.evidence.is_empty() || !control.missing.is_empty(), "{control:?}");
    }
}

/// A file, what is in it, what it is replaced by, and the controls of each product that are open then.
const FAULTS: [(&str, &str, &str, &[&str]); 13] = [
    (
        "receive.txt",
        "AuthMechanism : Tls, ",
        "AuthMechanism : ",
        &["V-259710", "V-228375", "V-259641", "V-259595", "V-221219", "APP.5.2.A11", "CISA-TLS"],
    ),
    ("receive.txt", "Banner : 220 SMTP Server Ready", "Banner :", &["V-259707", "V-259638"]),
    ("receive.txt", "DomainSecureEnabled : True", "DomainSecureEnabled : False", &["V-259580", "V-221206"]),
    (
        "send.txt",
        "TlsAuthLevel : DomainValidation",
        "TlsAuthLevel : EncryptionOnly",
        &["V-259708", "V-228409", "V-259639", "V-221218"],
    ),
    ("send.txt", "SMTP:fabrikam.com;1", "SMTP:*;1", &["CIS-2.2.8"]),
    ("owa.txt", "ExternalUrl : https", "ExternalUrl : http", &["V-259646", "V-228416"]),
    ("owa.txt", "FormsAuthentication : False", "FormsAuthentication : True", &["V-228417"]),
    ("owa.txt", "WindowsAuthentication : True", "WindowsAuthentication : False", &["V-259650", "V-228418"]),
    (
        "anywhere.txt",
        "InternalClientAuthenticationMethod : Ntlm",
        "InternalClientAuthenticationMethod : Negotiate",
        &["V-259703", "V-228404"],
    ),
    (
        "organization.txt",
        "OAuth2ClientProfileEnabled : True",
        "OAuth2ClientProfileEnabled : False",
        &["CISA-MODERN-AUTHENTICATION"],
    ),
    ("organization.txt", "EnableDownloadDomains : True", "EnableDownloadDomains : False", &["CISA-DOWNLOAD-DOMAINS"]),
    ("rpc.txt", "EncryptionRequired : True", "EncryptionRequired : False", &["V-259645", "CIS-2.3.6"]),
    ("domains.txt", "Default : True", "Default : False", &["V-259579", "V-221204"]),
];

#[test]
fn what_contradicts_a_control_is_open_and_quotes_the_line() {
    let mut met = BTreeSet::new();
    for (id, version, role) in PRODUCTS {
        let sound = Deck::sound(version, role);
        for (file, from, to, open) in FAULTS {
            let report = sound.with(file, from, to).report();
            for number in open {
                let control = control(&report, number);
                if control.status == Status::NotApplicable {
                    continue;
                }
                assert_eq!(control.status, Status::Open, "{id} {to}: {control:?}");
                let line = control.evidence.first().unwrap();
                assert_eq!(line.path, file, "{control:?}");
                // What the connector is for decides whether its other settings are open.
                let is_itself = to.contains(line.text.split(':').next().unwrap().trim());
                assert!(line.line.is_some() && (is_itself || *number == "CIS-2.2.8"), "{control:?}");
                met.insert(*number);
            }
        }
    }
    let planted: BTreeSet<&str> = FAULTS.iter().flat_map(|(.., open)| open.iter().copied()).collect();
    assert_eq!(met, planted);
}

#[test]
fn a_smart_host_is_asked_of_connectors_for_the_internet() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let named = sound.with("send.txt", "SmartHosts : {[10.0.0.25]}", "SmartHosts : {}");
    let to_all = named.with("send.txt", "SMTP:fabrikam.com;1", "SMTP:*;1");
    assert_eq!(to_all.control("V-259670").status, Status::Open);
    let control = named.control("V-259670");
    assert_eq!(came_to(&control), (Status::NotReviewed, "SmartHosts : {}"));
    assert!(control.question.unwrap().starts_with("Does this connector send to the Internet?"));
    // On an Edge, either of the two will do.
    let edge = Deck::sound("15.2 (Build 1748.10)", "Edge").with("send.txt", "SMTP:fabrikam.com;1", "SMTP:*;1");
    let without = edge.with("send.txt", "SmartHosts : {[10.0.0.25]}", "SmartHosts : {}");
    assert_eq!(without.control("V-259593").status, Status::NotAFinding);
    let by_dns = without.with("send.txt", "DNSRoutingEnabled : False", "DNSRoutingEnabled : True");
    assert_eq!(by_dns.control("V-259593").status, Status::Open);
}

#[test]
fn what_a_control_may_not_mean_is_asked() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let anonymous = sound.with("receive.txt", "ExchangeServers, ExchangeUsers", "AnonymousUsers, ExchangeServers");
    let control = anonymous.control("V-259687");
    assert_eq!(control.status, Status::NotReviewed);
    assert!(control.question.unwrap().starts_with("Is this connector an internal one?"));
    assert_eq!(sound.control("V-259687").status, Status::NotAFinding);
}

#[test]
fn title_and_check_that_contradict_each_other_decide_nothing() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    for value in ["True", "False"] {
        let deck = sound.with("owa.txt", "FormsAuthentication : False", &format!("FormsAuthentication : {value}"));
        let control = deck.control("V-259647");
        assert_eq!(came_to(&control), (Status::NotReviewed, &*format!("FormsAuthentication : {value}")));
        assert!(control.reason.contains("the title") && control.reason.contains("the check"), "{}", control.reason);
    }
}

#[test]
fn another_version_or_role_is_not_applicable_by_its_line() {
    for (id, version, role) in PRODUCTS {
        let report = Deck::sound(version, role).report();
        for framework in &deployment(&report).frameworks {
            let others = PRODUCTS.iter().any(|(other, ..)| framework.framework == *other && *other != id);
            let is_cis = framework.framework == "cis-exchange-2019" && version.starts_with("15.1");
            let all = framework.open + framework.not_a_finding + framework.not_reviewed + framework.not_applicable;
            let expected = if others || is_cis { all } else { 0 };
            assert_eq!(framework.not_applicable, expected, "{id}: {framework:?}");
            if expected > 0 {
                assert_eq!((framework.reviewed, framework.score), (0, None));
            }
        }
        for control in deployment(&report).controls.iter().filter(|row| row.status == Status::NotApplicable) {
            let text = &control.evidence.first().unwrap().text;
            assert!(text.starts_with("AdminDisplayVersion") || text.starts_with("ServerRole"), "{control:?}");
        }
    }
    // Without the export nothing is ruled out.
    let report = Deck::sound("15.2 (Build 1748.10)", "Mailbox").without("servers.txt").report();
    assert!(deployment(&report).controls.iter().all(|control| control.status != Status::NotApplicable));
}

#[test]
fn objects_of_servers_of_another_product_are_not_held_against_it() {
    let mixed = Deck::sound("15.2 (Build 1748.10)", "Mailbox").with_object(
        "servers.txt",
        "Name : EX16\nFqdn : ex16.contoso.com\nAdminDisplayVersion : Version 15.1 (Build 2507.6)\nServerRole : Mailbox\nEdition : Enterprise",
    );
    let mixed = mixed.with_object(
        "receive.txt",
        "Identity : EX16\\Relay\nServer : EX16\nBindings : {0.0.0.0:25}\nEnabled : True\nTransportRole : FrontendTransport\nRemoteIPRanges : {10.0.0.0/8}\nPermissionGroups : ExchangeUsers\nAuthMechanism : None\nDomainSecureEnabled : False\nBanner :\nProtocolLoggingLevel : None",
    );
    assert_eq!(mixed.control("V-259710").status, Status::NotAFinding);
    let open = mixed.control("V-228375");
    assert_eq!(came_to(&open), (Status::Open, "AuthMechanism : None"));
}

#[test]
fn without_an_export_a_control_is_not_reviewed_and_names_it() {
    let cmdlets = [
        ("receive.txt", "Get-ReceiveConnector"),
        ("send.txt", "Get-SendConnector"),
        ("owa.txt", "Get-OwaVirtualDirectory"),
        ("anywhere.txt", "Get-OutlookAnywhere"),
        ("organization.txt", "Get-OrganizationConfig"),
        ("rpc.txt", "Get-RpcClientAccess"),
        ("domains.txt", "Get-AcceptedDomain"),
        ("auth.txt", "Get-AuthServer"),
        ("servers.txt", "Get-ExchangeServer"),
    ];
    for (_, version, role) in PRODUCTS {
        let sound = Deck::sound(version, role);
        for (file, cmdlet) in cmdlets {
            let report = sound.without(file).report();
            let noun = cmdlet.trim_start_matches("Get-");
            for control in deployment(&report).controls.iter().filter(|row| row.status != Status::NotApplicable) {
                let own = controls::numbered(&control.id).next().unwrap().1;
                assert!(control.evidence.iter().all(|line| line.path != file), "{control:?}");
                if !own.checks.iter().any(|check| check.cmdlet == noun) || own.contradiction.is_some() {
                    continue;
                }
                if control.status != Status::Open {
                    assert_eq!(control.status, Status::NotReviewed, "without {file}: {control:?}");
                    assert!(control.missing.iter().any(|name| name == cmdlet), "without {file}: {control:?}");
                }
            }
        }
    }
}

#[test]
fn without_a_property_a_control_is_not_reviewed_and_names_it() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let control = sound.with("receive.txt", "Banner : 220 SMTP Server Ready\n", "").control("V-259707");
    assert_eq!(control.status, Status::NotReviewed);
    assert_eq!(control.missing, ["Banner of Get-ReceiveConnector"]);
    // One object of several is enough.
    let more = "Identity : EX01\\Relay\nServer : EX01\nBindings : {0.0.0.0:26}\nRemoteIPRanges : {10.0.0.0/8}\nPermissionGroups : ExchangeUsers\nAuthMechanism : Tls";
    assert_eq!(sound.with_object("receive.txt", more).control("V-259707").status, Status::NotReviewed);
}

#[test]
fn a_truncated_value_decides_nothing_that_it_does_not_show() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let cut = |value: &str| {
        sound.with(
            "receive.txt",
            "AuthMechanism : Tls, BasicAuth, BasicAuthRequireTLS",
            &format!("AuthMechanism : {value}"),
        )
    };
    assert_eq!(cut("{BasicAuth, BasicAuthRequireTLS...}").control("V-259710").status, Status::NotReviewed);
    assert_ne!(cut("{Tls, BasicAuth...}").control("V-259710").status, Status::Open);
}

#[test]
fn a_rule_that_did_not_run_leaves_its_controls_not_reviewed() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    for rule in rules::all() {
        let selector = msstd::decide::Selector::parse(rule.code.0).unwrap();
        let report = sound.report_by(&Settings { ignore: vec![selector], ..settings() });
        for control in &deployment(&report).controls {
            let own = controls::numbered(&control.id).next().unwrap().1;
            if own.rules.iter().any(|code| code == rule.code.0) && own.contradiction.is_none() {
                assert!(!matches!(control.status, Status::NotAFinding), "without {}: {control:?}", rule.code.0);
                if control.status == Status::NotReviewed {
                    assert!(control.reason.contains(rule.code.0), "without {}: {control:?}", rule.code.0);
                }
            }
        }
    }
}

#[test]
fn nothing_is_met_without_a_line() {
    for (name, report) in samples() {
        for deployment in &report.deployments {
            for control in &deployment.controls {
                if matches!(control.status, Status::NotAFinding | Status::NotApplicable) {
                    assert!(!control.evidence.is_empty(), "{name}: {control:?}");
                    assert!(control.missing.is_empty() && control.findings.is_empty(), "{name}: {control:?}");
                }
                for line in &control.evidence {
                    assert!(!line.text.is_empty() && !line.path.is_empty(), "{name}: {control:?}");
                }
                assert!(!control.reason.is_empty(), "{name}: {control:?}");
            }
        }
    }
}

#[test]
fn a_finding_names_the_controls_that_it_opens() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let basic = sound.with(
        "anywhere.txt",
        "ExternalClientAuthenticationMethod : Ntlm",
        "ExternalClientAuthenticationMethod : Basic",
    );
    let report = basic.report();
    let finding = report.findings.iter().find(|finding| &*finding.code == "EX007").unwrap();
    let ids: Vec<&str> = finding.controls.iter().map(|control| &*control.id).collect();
    assert_eq!(ids, ["V-259703", "APP.5.2.A12", "CISA-MODERN-AUTHENTICATION"]);
    let control = control(&report, "CISA-MODERN-AUTHENTICATION");
    assert_eq!(control.status, Status::Open);
    assert_eq!(control.findings, std::slice::from_ref(&finding.fingerprint));
    assert!(control.reason.contains("EX007"), "{}", control.reason);
}

#[test]
fn an_accepted_finding_leaves_its_control_open() {
    let folder = tempfile::TempDir::new().unwrap();
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let basic = sound.with(
        "anywhere.txt",
        "ExternalClientAuthenticationMethod : Ntlm",
        "ExternalClientAuthenticationMethod : Basic",
    );
    for (path, text) in &basic.0 {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    let config = folder.path().join("own.toml");
    std::fs::write(
        &config,
        "[[allow]]\ncode = \"EX007\"\npath = \"**\"\nreason = \"until the phones are replaced\"\nuntil = 2027-12-31\n",
    )
    .unwrap();
    let output = crate::common::msstd(["check", "--format", "json", "--at", crate::common::runs::AT, "--config"])
        .arg(&config)
        .arg(folder.path())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let controls = report["deployments"][0]["controls"].as_array().unwrap();
    let control = controls.iter().find(|control| control["id"] == "CISA-MODERN-AUTHENTICATION").unwrap();
    assert_eq!(control["status"], "open");
    assert!(control["reason"].as_str().unwrap().contains("accepted"), "{control}");
}

#[test]
fn authorities_are_approved_by_trust_anchors_alone() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let mut deck = sound;
    deck.put("certificates.txt", &[CERTIFICATE]);
    let control = deck.control("V-259649");
    assert_eq!(control.status, Status::NotReviewed);
    assert!(control.reason.contains("--trust-anchors"), "{control:?}");
    let anchors = Settings { trust: Trust::Anchors(Vec::new().into()), ..settings() };
    let control = self::control(&deck.report_by(&anchors), "V-259649");
    assert_eq!(control.status, Status::NotReviewed);
    assert_eq!(control.missing, ["the certificate file"]);
    let own = deck.with("certificates.txt", "Issuer : CN=Contoso CA", "Issuer : CN=mail.contoso.com");
    let own = own.with("certificates.txt", "IsSelfSigned : False", "IsSelfSigned : True");
    let control = self::control(&own.report_by(&anchors), "V-259649");
    assert_eq!(came_to(&control), (Status::Open, "Issuer : CN=mail.contoso.com"));
}

#[test]
fn very_many_objects_are_counted_and_a_few_quoted() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let one = sound.0["receive.txt"].clone();
    let many: String =
        (0..2000).map(|number| one.replace("Default Frontend EX01", &format!("Connector {number}"))).collect();
    let mut deck = sound;
    deck.0.insert("receive.txt", many);
    let control = deck.control("V-259710");
    assert_eq!((control.status, control.evidence.len(), control.more_evidence), (Status::NotAFinding, 10, 1990));
    assert!(control.reason.contains("2000"), "{}", control.reason);
}

#[test]
fn redacted_evidence_names_no_user() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let mut deck = sound.with("receive.txt", "220 SMTP Server Ready", "220 ask anna.keller@contoso.com");
    deck.put("answer.xml", &["<?xml version=\"1.0\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><User><DisplayName>Anna Keller</DisplayName><AutoDiscoverSMTPAddress>anna.keller@contoso.com</AutoDiscoverSMTPAddress></User></Response></Autodiscover>"]);
    let open = self::control(&deck.report(), "V-259707");
    assert!(open.evidence[0].text.contains("anna.keller"), "{open:?}");
    let redacted = self::control(&deck.report_by(&Settings { redact: true, ..settings() }), "V-259707");
    assert_eq!(redacted.status, Status::Open);
    assert!(!redacted.evidence[0].text.contains("keller"), "{redacted:?}");
}

#[test]
fn certificates_alone_have_no_controls() {
    let report = crate::common::reports::sample("wildcard");
    assert!(
        report.deployments.iter().all(|deployment| deployment.controls.is_empty() == deployment.frameworks.is_empty())
    );
    let report = check_files("empty", None, vec![("note.txt".to_owned(), b"nothing".to_vec())]);
    assert!(deployment(&report).controls.is_empty() && deployment(&report).frameworks.is_empty());
}

#[test]
fn sarif_has_the_frameworks_as_taxonomies_and_every_reference_leads_to_its_control() {
    let sound = Deck::sound("15.2 (Build 1748.10)", "Mailbox");
    let report = sound
        .with("anywhere.txt", "ExternalClientAuthenticationMethod : Ntlm", "ExternalClientAuthenticationMethod : Basic")
        .report();
    let log: serde_json::Value = serde_json::from_str(&written(&report, Format::Sarif)).unwrap();
    let run = &log["runs"][0];
    let taxonomies = run["taxonomies"].as_array().unwrap();
    assert_eq!(taxonomies.len(), controls::frameworks().len());
    let leads = |taxon: &serde_json::Value| {
        let at = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let taxonomy = &taxonomies[at(&taxon["toolComponent"]["index"])];
        assert_eq!(taxonomy["name"], taxon["toolComponent"]["name"]);
        assert_eq!(taxonomy["taxa"][at(&taxon["index"])]["id"], taxon["id"]);
        taxon["id"].as_str().unwrap().to_owned()
    };
    let result = run["results"].as_array().unwrap().iter().find(|row| row["ruleId"] == "EX007").unwrap();
    let taxa: Vec<String> = result["taxa"].as_array().unwrap().iter().map(leads).collect();
    assert_eq!(taxa, ["V-259703", "APP.5.2.A12", "CISA-MODERN-AUTHENTICATION"]);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let related = rules.iter().filter_map(|rule| rule["relationships"].as_array()).flatten();
    let targets: Vec<String> = related.map(|one| leads(&one["target"])).collect();
    assert!(targets.len() > 50, "{targets:?}");
    assert_eq!(run["tool"]["driver"]["supportedTaxonomies"].as_array().unwrap().len(), taxonomies.len());
}

#[test]
fn a_number_is_explained_and_selects_its_rules() {
    let run = |arguments: &[&str]| {
        let output = crate::common::msstd(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (code, text, _) = run(&["explain", "v-259646"]);
    assert_eq!(code, 0);
    for part in [
        "CAT II",
        "V2R3 (2025-05-14)",
        "SV-259646r960759_rule",
        "CT017",
        "InternalUrl of Get-OwaVirtualDirectory",
        "Require SSL",
    ] {
        let is_there = text.to_lowercase().replace('\n', " ").contains(&part.to_lowercase());
        assert!(is_there, "{part}: {text}");
    }
    let explained: serde_json::Value =
        serde_json::from_str(&run(&["explain", "V-259646", "--format", "json"]).1).unwrap();
    assert_eq!((&explained["found"], &explained["controls"][0]["id"]), (&"control".into(), &"V-259646".into()));
    let listed: Vec<serde_json::Value> =
        serde_json::from_str(&run(&["rules", "--controls", "--format", "json"]).1).unwrap();
    assert_eq!(listed.len(), controls::all().count());
    let text = run(&["rules", "--controls"]).1;
    assert!(controls::all().all(|(_, control)| text.contains(&control.id)));
    let (_, text, _) =
        run(&["check", "samples/server-exports", "--at", "2026-06-01", "--select", "V-259710", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ran: Vec<&str> =
        report["run"]["rules"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(ran, ["EX024", "IN011", "IN017"]);
    let (code, _, error) = run(&["check", "samples/server-exports", "--select", "V-259707"]);
    assert!(code == 2 && error.contains("--format controls"), "{error}");
}

#[test]
fn the_list_and_the_page_have_every_control() {
    let report = Deck::sound("15.2 (Build 1748.10)", "Mailbox").report();
    let (list, page) = (written(&report, Format::Controls), written(&report, Format::Html));
    for control in &deployment(&report).controls {
        assert!(list.contains(&format!("`{}`", control.id)), "{}", control.id);
        if control.status != Status::NotApplicable {
            assert!(page.contains(&*control.id), "{}", control.id);
        }
    }
    assert!(list.contains("100 % of") && page.contains("100 % of"), "{list}");
}
