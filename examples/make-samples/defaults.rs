//! What Exchange Setup leaves behind, as administrators export it: properties whose default is documented, or seen in exports
//! of untouched servers (Microsoft, "Default settings for Exchange virtual directories", CSS-Exchange).

use super::{Record, Sample, auth_record, client_access, digest, hex, list, of_server, wmsvc_record};

/// Properties of an object in the order that the cmdlet prints them.
type Properties<'a> = &'a [(&'static str, &'a str)];

/// A version of Exchange, and where its defaults differ.
struct Version {
    folder: &'static str,
    name: &'static str,
    build: &'static str,
    /// Get-OrganizationConfig says so of a new organization.
    mapi_over_http: bool,
    /// Get-OrganizationConfig and Get-OwaVirtualDirectory know of download domains.
    has_download_domains: bool,
    /// Exchange Setup enables it and disables SSL offloading: since Exchange 2019 CU14.
    extended_protection: bool,
}

const VERSIONS: [Version; 5] = [
    Version {
        folder: "default-2013",
        name: "Exchange 2013 CU23",
        build: "Version 15.0 (Build 1497.2)",
        mapi_over_http: false,
        has_download_domains: false,
        extended_protection: false,
    },
    Version {
        folder: "default-2016",
        name: "Exchange 2016 CU23",
        build: "Version 15.1 (Build 2507.6)",
        mapi_over_http: true,
        has_download_domains: true,
        extended_protection: false,
    },
    Version {
        folder: "default-2019",
        name: "Exchange 2019 CU13",
        build: "Version 15.2 (Build 1258.12)",
        mapi_over_http: true,
        has_download_domains: true,
        extended_protection: false,
    },
    Version {
        folder: "default-2019-cu14",
        name: "Exchange 2019 CU14",
        build: "Version 15.2 (Build 1544.4)",
        mapi_over_http: true,
        has_download_domains: true,
        extended_protection: true,
    },
    Version {
        folder: "default-se",
        name: "Exchange Server Subscription Edition",
        build: "Version 15.2 (Build 2562.17)",
        mapi_over_http: true,
        has_download_domains: true,
        extended_protection: true,
    },
];

const FQDN: &str = "EX01.corp.contoso.com";

/// An object as `Format-List` shows it.
type Object = Vec<(&'static str, String)>;

pub fn write() {
    VERSIONS.iter().for_each(Version::write);
}

impl Version {
    fn write(&self) {
        let about =
            format!("{}, one server, as Exchange Setup leaves it: nobody has configured anything yet.", self.name);
        let sample = Sample::new(self.folder, self.name, &about);
        let records = [own_record(), auth_record("EX01"), wmsvc_record("EX01")];
        let client_access_file =
            if self.is_2013() { "Get-ClientAccessServer.txt" } else { "Get-ClientAccessService.txt" };
        sample.text("Get-ExchangeCertificate.txt", &list(&records.iter().map(of_server).collect::<Vec<_>>()));
        sample.text("Get-ExchangeServer.txt", &list(&[self.server()]));
        sample.text("Get-OrganizationConfig.txt", &list(&[self.organization()]));
        sample.text(client_access_file, &client_access(&FQDN.to_lowercase()));
        sample.text("Get-OutlookAnywhere.txt", &list(&self.anywhere()));
        sample.text("virtual directories.txt", &list(&[self.front_end(), self.back_end()].concat()));
        sample.text("Get-ReceiveConnector.txt", &list(&receive_connectors()));
    }

    fn is_2013(&self) -> bool {
        !self.has_download_domains
    }

    fn server(&self) -> Object {
        let role = if self.is_2013() { "Mailbox, ClientAccess" } else { "Mailbox" };
        vec![
            ("Name", "EX01".to_owned()),
            ("Fqdn", FQDN.to_owned()),
            ("Edition", "StandardEvaluation".to_owned()),
            ("AdminDisplayVersion", self.build.to_owned()),
            ("ServerRole", role.to_owned()),
            ("Site", "corp.contoso.com/Configuration/Sites/Boston".to_owned()),
        ]
    }

    fn organization(&self) -> Object {
        let mut object = vec![
            ("Name", "Contoso".to_owned()),
            ("MapiHttpEnabled", written(self.mapi_over_http)),
            ("OAuth2ClientProfileEnabled", written(false)),
        ];
        if self.has_download_domains {
            object.push(("EnableDownloadDomains", written(false)));
        }
        object
    }

    /// What Exchange Setup sets Extended Protection to.
    fn protection(&self, since_cu14: &str) -> (&'static str, String) {
        let mode = if self.extended_protection { since_cu14 } else { "None" };
        ("ExtendedProtectionTokenChecking", mode.to_owned())
    }

    fn anywhere(&self) -> Vec<Object> {
        let mut front_end = vec![
            ("ServerName", "EX01".to_owned()),
            ("SSLOffloading", written(!self.extended_protection)),
            ("ExternalHostname", String::new()),
            ("InternalHostname", FQDN.to_lowercase()),
            ("ExternalClientAuthenticationMethod", "Negotiate".to_owned()),
            ("InternalClientAuthenticationMethod", "Ntlm".to_owned()),
            ("IISAuthenticationMethods", "{Basic, Ntlm, Negotiate}".to_owned()),
        ];
        // What the installer of CU14 makes of these when it disables offloading is not documented.
        if !self.extended_protection {
            front_end.push(("ExternalClientsRequireSsl", written(false)));
            front_end.push(("InternalClientsRequireSsl", written(false)));
        }
        front_end.push(self.protection("Require"));
        front_end.extend(self.object("Rpc", "Default Web Site", 1));
        let back_end = [vec![self.protection("Require")], self.object("Rpc", "Exchange Back End", 2)].concat();
        vec![front_end, back_end]
    }

    /// What every directory has.
    fn object(&self, name: &str, site: &str, number: u8) -> Object {
        vec![
            ("MetabasePath", format!("IIS://{FQDN}/W3SVC/{number}/ROOT/{name}")),
            ("AdminDisplayVersion", self.build.to_owned()),
            ("Server", "EX01".to_owned()),
            ("Name", format!("{name} ({site})")),
            ("Identity", format!(r"EX01\{name} ({site})")),
        ]
    }

    fn front_end(&self) -> Vec<Object> {
        let of_form = [
            ("InternalAuthenticationMethods", "{Basic, Fba}"),
            ("BasicAuthentication", "True"),
            ("WindowsAuthentication", "False"),
            ("FormsAuthentication", "True"),
            ("ExternalAuthenticationMethods", "{Fba}"),
        ];
        let of_owa = if self.has_download_domains {
            &[("ExternalDownloadHostName", ""), ("InternalDownloadHostName", "")][..]
        } else {
            &[]
        };
        let of_web_services = [
            ("InternalAuthenticationMethods", "{Ntlm, WindowsIntegrated, WSSecurity, OAuth}"),
            ("ExternalAuthenticationMethods", "{Ntlm, WindowsIntegrated, WSSecurity, OAuth}"),
            ("BasicAuthentication", "False"),
            ("WindowsAuthentication", "True"),
            ("InternalNLBBypassUrl", ""),
        ];
        let of_active_sync =
            [("BasicAuthEnabled", "True"), ("WindowsAuthEnabled", "False"), ("WebSiteSSLEnabled", "True")];
        let of_address_book =
            [("RequireSSL", "True"), ("BasicAuthentication", "False"), ("WindowsAuthentication", "True")];
        let of_mapi =
            if self.is_2013() { &[][..] } else { &[("IISAuthenticationMethods", "{Ntlm, OAuth, Negotiate}")] };
        let of_autodiscover = [("BasicAuthentication", "True"), ("WindowsAuthentication", "True")];
        let of_shell = [("RequireSSL", "False"), ("BasicAuthentication", "False"), ("WindowsAuthentication", "False")];
        let directories: [(&str, &str, &str, Properties<'_>); 8] = [
            ("owa", "https", "Require", &[&of_form, of_owa].concat()),
            ("ecp", "https", "Require", &of_form),
            ("EWS", "https", "Allow", &of_web_services),
            ("Microsoft-Server-ActiveSync", "https", "Allow", &of_active_sync),
            ("OAB", "https", "Allow", &of_address_book),
            ("mapi", "https", "Require", of_mapi),
            ("Autodiscover", "", "None", &of_autodiscover),
            ("PowerShell", "http", "Require", &of_shell),
        ];
        let object = |(name, scheme, protection, own): (&str, &str, &str, Properties<'_>)| {
            let path = match name {
                "EWS" => "EWS/Exchange.asmx",
                "PowerShell" => "powershell",
                _ => name,
            };
            let url = match scheme {
                "" => String::new(),
                scheme => format!("{scheme}://{}/{path}", FQDN.to_lowercase()),
            };
            let mut object: Object = own.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            object.extend([("InternalUrl", url), ("ExternalUrl", String::new()), self.protection(protection)]);
            object.extend(self.object(name, "Default Web Site", 1));
            object
        };
        directories.into_iter().map(object).collect()
    }

    fn back_end(&self) -> Vec<Object> {
        let directories = [
            ("owa", "Require"),
            ("ecp", "Require"),
            ("EWS", "Require"),
            ("Microsoft-Server-ActiveSync", "Require"),
            ("OAB", "Require"),
            ("Autodiscover", "None"),
            ("PowerShell", "Require"),
        ];
        let object = |(name, protection): (&str, &str)| {
            [vec![self.protection(protection)], self.object(name, "Exchange Back End", 2)].concat()
        };
        directories.into_iter().map(object).collect()
    }
}

/// The connectors of every version since 2013.
fn receive_connectors() -> Vec<Object> {
    const ALL: &str = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer";
    const OF_CLIENTS: &str = "Tls, Integrated, BasicAuth, BasicAuthRequireTLS";
    let connectors = [
        ("Default EX01", "HubTransport", 2525, ALL, "ExchangeUsers, ExchangeServers, ExchangeLegacyServers"),
        ("Client Proxy EX01", "HubTransport", 465, ALL, "ExchangeUsers, ExchangeServers"),
        (
            "Default Frontend EX01",
            "FrontendTransport",
            25,
            ALL,
            "AnonymousUsers, ExchangeServers, ExchangeLegacyServers",
        ),
        ("Outbound Proxy Frontend EX01", "FrontendTransport", 717, ALL, "ExchangeServers"),
        ("Client Frontend EX01", "FrontendTransport", 587, OF_CLIENTS, "ExchangeUsers"),
    ];
    let object = |(name, role, port, mechanism, permissions): (&str, &str, u16, &str, &str)| {
        let everyone = "{::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0.0.0.0-255.255.255.255}";
        vec![
            ("AuthMechanism", mechanism.to_owned()),
            ("Bindings", format!("{{[::]:{port}, 0.0.0.0:{port}}}")),
            ("Enabled", written(true)),
            ("Fqdn", FQDN.to_owned()),
            ("PermissionGroups", permissions.to_owned()),
            ("RemoteIPRanges", everyone.to_owned()),
            ("TlsCertificateName", String::new()),
            ("TransportRole", role.to_owned()),
            ("Server", "EX01".to_owned()),
            ("Name", name.to_owned()),
            ("Identity", format!(r"EX01\{name}")),
        ]
    };
    connectors.into_iter().map(object).collect()
}

/// The certificate that Exchange Setup makes for every service.
fn own_record() -> Record {
    let digest = hex(digest::digest(&digest::SHA256, FQDN.as_bytes()).as_ref()).to_uppercase();
    Record {
        domains: vec!["EX01".to_owned(), FQDN.to_owned()],
        sites: &["IIS://EX01/W3SVC/1", "IIS://EX01/W3SVC/2"],
        self_signed: true,
        issuer: "CN=EX01".to_owned(),
        subject: "CN=EX01".to_owned(),
        services: "IMAP, POP, IIS, SMTP",
        status: "Valid",
        not_before: "1/15/2024",
        not_after: "1/15/2029",
        friendly: "Microsoft Exchange",
        serial: digest[..32].to_owned(),
        thumbprint: digest[24..64].to_owned(),
    }
}

fn written(yes: bool) -> String {
    if yes { "True" } else { "False" }.to_owned()
}
