//! Commands of the Exchange Management Shell with validated arguments. Their text is written here alone; nothing in it means
//! more to PowerShell than it shows.

use std::{fmt, mem, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    exchange::{Direction, DirectoryType, MailAccess, Services},
    host::{CertificateName, Host},
};

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::VariantNames)]
#[serde(tag = "action", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[allow(missing_docs, reason = "the fields are the arguments, by the names that Exchange gives them")]
pub enum Command {
    /// Writes a certificate without its private key to a file.
    ExportCertificate { thumbprint: Thumbprint },
    /// Writes a certificate with the chain that Windows builds for it, root included, to a file.
    ExportChain { thumbprint: Thumbprint },
    /// Writes all that Exchange tells of its certificates to a file, with no list cut.
    ExportCertificateRecords,
    /// Writes the Outlook providers to a file, with every value whole.
    ExportOutlookProviders,
    /// Reads a certificate into `$certificate`.
    ReadCertificate { thumbprint: Thumbprint },
    /// Makes an Outlook provider.
    NewOutlookProvider { provider: Provider },
    /// Requests a certificate on a server, else on the one where the command runs; other servers can have its key where that
    /// is exportable.
    RequestCertificate {
        common_name: CertificateName,
        names: Vec<CertificateName>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        server: Option<Host>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        exportable: bool,
    },
    /// Renews a certificate under its names: by a request, else self-signed.
    RenewCertificate {
        thumbprint: Thumbprint,
        server: Option<Host>,
        generate_request: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        exportable: bool,
    },
    /// Makes a self-signed certificate for SMTP.
    NewTransportCertificate { server: Option<Host> },
    /// Makes a certificate for the Auth configuration and holds it in `$auth`.
    NewAuthCertificate,
    /// Binds a certificate to services.
    EnableCertificate { thumbprint: Thumbprint, services: Vec<Service>, server: Option<Host> },
    /// Sets a value of an Outlook provider.
    SetOutlookProvider { provider: Provider, set: ProviderSetting },
    /// Sets values of Outlook Anywhere; of every server where there is no identity.
    SetOutlookAnywhere { identity: Option<Identity>, set: Vec<AnywhereSetting> },
    /// Sets the internal URL of a virtual directory.
    SetVirtualDirectory { directory: DirectoryType, identity: Identity, internal_url: Url },
    /// Sets the external URL of a virtual directory.
    SetExternalUrl { directory: DirectoryType, identity: Identity, external_url: Url },
    /// Lets clients of all mailboxes use MAPI over HTTP.
    EnableMapiHttp,
    /// Sets the Autodiscover URL of a server's service connection point; the cmdlet is another one before Exchange 2016.
    SetConnectionPoint {
        identity: Identity,
        internal_uri: Url,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        before_2016: bool,
    },
    /// Has a connector use the certificate in `$certificate`.
    SetConnector { direction: Direction, identity: Identity },
    /// Has a send connector use TLS.
    SetSendConnector { identity: Identity, set: SendSetting },
    /// Sets how hosts may authenticate by a receive connector.
    SetAuthMechanism { identity: Identity, mechanisms: Vec<AuthMechanism> },
    /// Has POP or IMAP of a server, else of the one where the command runs, require TLS before a client logs on.
    RequireSecureLogin { service: Service, server: Option<Host> },
    /// Names the host that clients of POP connect to.
    SetPop { x509_certificate_name: Host },
    /// Names the host that clients of IMAP connect to.
    SetImap { x509_certificate_name: Host },
    /// Stages a certificate in the Auth configuration, that in `$auth` where there is no thumbprint; it takes effect in days.
    StageAuthCertificate { thumbprint: Option<Thumbprint>, days: u8 },
    /// Has the staged Auth certificate take effect.
    PublishAuthCertificate,
    /// Drops the Auth certificate before the current one.
    ClearPreviousAuthCertificate,
    /// Removes a certificate from a server, else from the one where the command runs.
    RemoveCertificate {
        thumbprint: Thumbprint,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        server: Option<Host>,
    },
    /// Imports a certificate from a file into the store of a server; one with its private key asks for its password.
    ImportCertificate { file: FileName, server: Option<Host>, private_key: bool },
    /// Writes a certificate with its private key to a file, under a password that it asks for.
    ExportWithKey { thumbprint: Thumbprint, server: Option<Host> },
    /// Names the certificate that Exchange Online requires of the sender.
    SetInboundConnector { identity: Identity, tls_sender_certificate_name: CertificateName },
    /// Restarts the services of POP.
    RestartPop,
    /// Restarts the services of IMAP.
    RestartImap,
    /// For people alone: redacted, or of a saved report and of no form that is known here.
    #[serde(skip)]
    Text(String),
}

/// An Outlook provider that Exchange Setup makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE", ascii_case_insensitive)]
pub enum Provider {
    /// For clients inside.
    Exch,
    /// For clients outside.
    Expr,
    /// For Outlook on the web.
    Web,
}

/// A value of an Outlook provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "kebab-case")]
pub enum ProviderSetting {
    /// The name in the principal that Outlook requires; none for the default.
    CertPrincipalName(Option<CertificateName>),
    /// No server: it is for RPC over HTTP of Exchange 2003 alone.
    NoServer,
    /// The time to live that Exchange Setup sets, an hour.
    DefaultTtl,
    /// No flags.
    NoFlags,
}

/// A value of Outlook Anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "kebab-case")]
pub enum AnywhereSetting {
    /// The host that clients inside connect to.
    InternalHostname(Host),
    /// Clients inside must use SSL.
    InternalClientsRequireSsl,
    /// Clients outside must use SSL.
    ExternalClientsRequireSsl,
    /// SSL ends at the server, not before it.
    NoSslOffloading,
    /// Clients outside negotiate how they authenticate.
    ExternalClientsNegotiate,
    /// Clients inside negotiate how they authenticate.
    InternalClientsNegotiate,
    /// Clients authenticate by NTLM: Exchange 2010, which has one method for all of them.
    ClientsNtlm,
    /// IIS takes Basic and NTLM, as Exchange 2010 needs where its clients authenticate by NTLM.
    IisBasicAndNtlm,
}

/// What a send connector is to do about TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(rename_all = "kebab-case")]
pub enum SendSetting {
    /// Use TLS where the receiver offers it.
    OfferedTls,
    /// Require TLS and the name of Exchange Online, as the Hybrid Configuration Wizard does.
    VerifiedExchangeOnline,
}

/// A way in which hosts may authenticate by a receive connector; those that exclude others are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[strum(ascii_case_insensitive)]
#[allow(missing_docs, reason = "named as Exchange names them")]
pub enum AuthMechanism {
    Tls,
    Integrated,
    BasicAuth,
    #[serde(rename = "BasicAuthRequireTLS")]
    #[strum(serialize = "BasicAuthRequireTLS")]
    BasicAuthRequireTls,
    ExchangeServer,
}

/// A service that a certificate is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
#[allow(missing_docs, reason = "named as Exchange names them")]
pub enum Service {
    Imap,
    Pop,
    Um,
    Iis,
    Smtp,
}

impl From<MailAccess> for Service {
    fn from(service: MailAccess) -> Service {
        match service {
            MailAccess::Pop => Service::Pop,
            MailAccess::Imap => Service::Imap,
        }
    }
}

impl Service {
    /// Those that a command can bind, in a fixed order.
    pub fn of(services: Services) -> impl Iterator<Item = Service> {
        let Services { imap, pop, um, iis, smtp, federation: _ } = services;
        let all = [imap, pop, um, iis, smtp].into_iter();
        let bound = all.zip([Service::Imap, Service::Pop, Service::Um, Service::Iis, Service::Smtp]);
        bound.filter_map(|(is_bound, service)| is_bound.then_some(service))
    }
}

/// An argument that is a text: how it is validated, and that it is written as it was parsed.
macro_rules! argument {
    ($(#[$about:meta])* $name:ident, $validated:expr) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(Box<str>);

        impl FromStr for $name {
            type Err = NotAnArgument;

            fn from_str(text: &str) -> Result<$name, NotAnArgument> {
                let validated: fn(&str) -> Option<Box<str>> = $validated;
                validated(text.trim()).map($name).ok_or(NotAnArgument)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// A text that can't be an argument of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnArgument;

argument!(
    /// The SHA-1 of a certificate, in upper case as Exchange writes it.
    Thumbprint,
    |text| {
        let is_sha1 = text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sha1.then(|| text.to_ascii_uppercase().into())
    }
);

argument!(
    /// What an object of Exchange is called, such as `EX01\\Rpc (Default Web Site)`: plain within double quotes.
    Identity,
    |text| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " \\()-_.".contains(c);
        ((1..=128).contains(&text.len()) && text.chars().all(is_plain)).then(|| text.into())
    }
);

argument!(
    /// A URL that is plain within double quotes.
    Url,
    |text| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.-_".contains(c);
        (text.len() <= 256 && text.chars().all(is_plain)).then(|| text.into())
    }
);

argument!(
    /// The name of a file in the working folder: plain within double quotes.
    FileName,
    |text| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " ()-_.".contains(c);
        ((1..=128).contains(&text.len()) && text.chars().all(is_plain)).then(|| text.into())
    }
);

super::serde_as_text!(Thumbprint, Identity, Url, FileName);

/// What a command does; changes in the order in which they can follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Writes a file with what is to be examined.
    Export,
    /// Reads what a later command needs.
    Read,
    /// Makes something new.
    New,
    /// Binds a certificate.
    Enable,
    /// Sets a value.
    Set,
    /// Removes something.
    Remove,
}

/// A thing that a command settles: two commands that settle it otherwise can't both be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is settled.
    pub what: String,
    /// The server or object that it is settled on; all of them where none is said.
    pub on: Option<String>,
    /// How.
    pub value: String,
}

impl Command {
    /// What it does. `None` where that is not known, or where PowerShell would not take an argument as it is meant: such a
    /// command is shown, and never runs.
    pub fn kind(&self) -> Option<Kind> {
        use Command as C;
        let kind = match self {
            C::ExportCertificate { .. }
            | C::ExportChain { .. }
            | C::ExportCertificateRecords
            | C::ExportOutlookProviders
            | C::ExportWithKey { .. } => Kind::Export,
            C::ReadCertificate { .. } => Kind::Read,
            C::NewOutlookProvider { .. }
            | C::RequestCertificate { .. }
            | C::RenewCertificate { .. }
            | C::NewTransportCertificate { .. }
            | C::NewAuthCertificate
            | C::ImportCertificate { .. } => Kind::New,
            C::EnableCertificate { .. } => Kind::Enable,
            C::RemoveCertificate { .. } => Kind::Remove,
            C::Text(_) => return None,
            _ => Kind::Set,
        };
        self.is_sound().then_some(kind)
    }

    fn is_sound(&self) -> bool {
        let is_word = |host: &Host| !looks_like_a_number(host.as_str());
        match self {
            Command::RequestCertificate { names, server, .. } => {
                !names.is_empty() && names.iter().filter_map(CertificateName::host).chain(server).all(is_word)
            }
            Command::RenewCertificate { server, .. }
            | Command::NewTransportCertificate { server }
            | Command::ImportCertificate { server, .. }
            | Command::ExportWithKey { server, .. }
            | Command::RemoveCertificate { server, .. } => server.iter().all(is_word),
            Command::EnableCertificate { services, server, .. } => !services.is_empty() && server.iter().all(is_word),
            Command::SetOutlookAnywhere { set, .. } => {
                let is_same = |one: &AnywhereSetting, other| mem::discriminant(one) == mem::discriminant(other);
                let is_once = |one: &AnywhereSetting| set.iter().filter(|other| is_same(one, other)).count() == 1;
                let hosts = set.iter().filter_map(|one| match one {
                    AnywhereSetting::InternalHostname(host) => Some(host),
                    _ => None,
                });
                !set.is_empty() && set.iter().all(is_once) && { hosts }.all(is_word)
            }
            Command::SetVirtualDirectory { directory, internal_url: url, .. }
            | Command::SetExternalUrl { directory, external_url: url, .. } => {
                !matches!(directory, DirectoryType::Autodiscover | DirectoryType::Unknown) && url.is_https()
            }
            Command::SetConnectionPoint { internal_uri, .. } => internal_uri.is_https(),
            Command::SetConnector { direction, .. } => *direction != Direction::Unknown,
            Command::SetAuthMechanism { mechanisms, .. } => {
                let is_once = |one: &AuthMechanism| mechanisms.iter().filter(|other| *other == one).count() == 1;
                !mechanisms.is_empty() && mechanisms.iter().all(is_once)
            }
            Command::RequireSecureLogin { service, server } => {
                matches!(service, Service::Pop | Service::Imap) && server.iter().all(is_word)
            }
            Command::SetPop { x509_certificate_name: name } | Command::SetImap { x509_certificate_name: name } => {
                is_word(name)
            }
            Command::SetInboundConnector { tls_sender_certificate_name: name, .. } => name.host().is_none_or(is_word),
            _ => true,
        }
    }

    /// The variable that it fills.
    pub fn makes(&self) -> Option<&'static str> {
        match self {
            Command::ReadCertificate { .. } => Some("$certificate"),
            Command::NewAuthCertificate => Some("$auth"),
            _ => None,
        }
    }

    /// The variable that it needs.
    pub fn needs(&self) -> Option<&'static str> {
        match self {
            Command::SetConnector { .. } => Some("$certificate"),
            Command::StageAuthCertificate { thumbprint: None, .. } => Some("$auth"),
            _ => None,
        }
    }

    /// What it settles.
    pub fn claims(&self) -> Vec<Claim> {
        let claim = |what: String, on: Option<String>, value: String| Claim { what, on, value };
        let whole = |what: &str, on: Option<String>| vec![claim(what.to_owned(), on, self.to_string())];
        match self {
            Command::RequestCertificate { common_name, .. } => whole(&format!("request {common_name}"), None),
            Command::RenewCertificate { thumbprint, generate_request, .. } => {
                vec![claim(format!("renewal {thumbprint}"), None, generate_request.to_string())]
            }
            Command::EnableCertificate { thumbprint, services, server } => {
                let on = server.as_ref().map(Host::to_string);
                // More certificates than one can serve SMTP; of every other service a server has one.
                let single = services.iter().filter(|service| **service != Service::Smtp);
                let bound = single.map(|service| claim(format!("bind {service}"), on.clone(), thumbprint.to_string()));
                let used = claim(format!("certificate {thumbprint}"), on.clone(), "used".to_owned());
                bound.chain([used]).collect()
            }
            Command::RemoveCertificate { thumbprint, server } => {
                let on = server.as_ref().map(Host::to_string);
                vec![claim(format!("certificate {thumbprint}"), on, "gone".to_owned())]
            }
            Command::SetOutlookProvider { provider, set } => whole(set.into(), Some(provider.to_string())),
            Command::SetOutlookAnywhere { identity, set } => {
                let on = identity.as_ref().map(ToString::to_string);
                set.iter().map(|one| claim(<&str>::from(one).to_owned(), on.clone(), one.to_string())).collect()
            }
            Command::SetVirtualDirectory { directory, identity, .. } => {
                whole(directory.noun(), Some(identity.to_string()))
            }
            Command::SetExternalUrl { directory, identity, .. } => {
                whole(&format!("{} outside", directory.noun()), Some(identity.to_string()))
            }
            Command::EnableMapiHttp => whole("MAPI over HTTP", None),
            Command::SetConnectionPoint { identity, .. } => whole("connection point", Some(identity.to_string())),
            Command::SetConnector { direction, identity } => whole(direction.noun(), Some(identity.to_string())),
            Command::SetInboundConnector { identity, .. } => whole("InboundConnector", Some(identity.to_string())),
            Command::SetSendConnector { identity, .. } => whole("TLS of the connector", Some(identity.to_string())),
            Command::SetAuthMechanism { identity, .. } => whole("AuthMechanism", Some(identity.to_string())),
            Command::RequireSecureLogin { service, server } => {
                whole(&format!("{service} login"), server.as_ref().map(Host::to_string))
            }
            Command::SetPop { .. } => whole("POP", None),
            Command::SetImap { .. } => whole("IMAP", None),
            Command::StageAuthCertificate { .. } => whole("Auth certificate", None),
            _ => Vec::new(),
        }
    }
}

impl Url {
    /// Whether it is one of a server that answers by HTTPS at the usual port, by its name in lower case.
    fn is_https(&self) -> bool {
        let Some((host, path)) = self.0.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
            return false;
        };
        CertificateName::parse(host).is_ok_and(|name| name.to_string() == host) && !path.contains(':')
    }
}

/// PowerShell reads `1.5`, `1e3`, `0x1f`, `1kb` and `2.5gb` as numbers where no quotes are.
fn looks_like_a_number(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or(text);
    let is_top_level = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_multiplier = ["kb", "mb", "gb", "tb", "pb"].iter().any(|end| last.ends_with(end));
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.matches('.').count() < 2
        && !(text.contains('.') && is_top_level && !is_multiplier)
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const GET: &str = "Get-ExchangeCertificate -Thumbprint";
        const NEW: &str = "New-ExchangeCertificate";
        const PASSWORD: &str = " -Password (Get-Credential).Password";
        const AUTH: &str = "Microsoft Exchange Server Auth Certificate";
        let argument = |server: &Option<Host>| match server {
            Some(server) => format!(" -Server {server}"),
            None => String::new(),
        };
        let key = |exportable: bool| if exportable { " -PrivateKeyExportable $true" } else { "" };
        match self {
            Command::ExportCertificate { thumbprint } => {
                write!(f, "[IO.File]::WriteAllBytes(\"$PWD\\{thumbprint}.cer\", ({GET} {thumbprint}).RawData)")
            }
            // Export-Certificate writes one certificate as CERT and knows no chain, and Exchange 2010's Windows lacks it.
            Command::ExportChain { thumbprint } => write!(
                f,
                "$id = '{thumbprint}'; $x509 = 'Security.Cryptography.X509Certificates.X509'; \
                 $chain = New-Object ($x509 + 'Chain'); \
                 [void]$chain.Build((Get-Item \"Cert:\\LocalMachine\\My\\$id\")); \
                 $all = New-Object ($x509 + 'Certificate2Collection'); \
                 $chain.ChainElements | ForEach-Object {{ [void]$all.Add($_.Certificate) }}; \
                 [IO.File]::WriteAllBytes(\"$PWD\\$id.p7b\", $all.Export('Pkcs7'))"
            ),
            Command::ExportCertificateRecords => f.write_str(
                "$FormatEnumerationLimit = -1; \
                 Get-ExchangeCertificate | Format-List * | Out-File exchange-certificates.txt -Width 4096",
            ),
            Command::ExportOutlookProviders => f.write_str(
                "Get-OutlookProvider | Format-List Name,CertPrincipalName,Server,TTL,OutlookProviderFlags | \
                 Out-File outlook-providers.txt -Width 4096",
            ),
            Command::ReadCertificate { thumbprint } => write!(f, "$certificate = {GET} {thumbprint}"),
            Command::NewOutlookProvider { provider } => write!(f, "New-OutlookProvider -Name:{provider}"),
            Command::RequestCertificate { common_name, names, server, exportable } => {
                let (names, server, key) = (joined(names), argument(server), key(*exportable));
                write!(f, "{NEW}{server} -GenerateRequest -SubjectName \"CN={common_name}\" -DomainName {names}{key}")
            }
            Command::RenewCertificate { thumbprint, server, generate_request, exportable } => {
                let how = if *generate_request { " -GenerateRequest" } else { "" };
                let (server, key) = (argument(server), key(*exportable));
                write!(f, "{GET} {thumbprint}{server} | {NEW}{server}{how}{key}")
            }
            Command::NewTransportCertificate { server } => write!(f, "{NEW}{} -Services SMTP", argument(server)),
            // As Microsoft's page on the Auth certificate gives it.
            Command::NewAuthCertificate => write!(
                f,
                "$auth = {NEW} -KeySize 2048 -PrivateKeyExportable $true -SubjectName \"CN={AUTH}\" \
                 -FriendlyName \"{AUTH}\" -DomainName @()"
            ),
            Command::EnableCertificate { thumbprint, services, server } => {
                let (services, server) = (joined(services), argument(server));
                write!(f, "Enable-ExchangeCertificate -Thumbprint {thumbprint} -Services {services}{server}")
            }
            Command::SetOutlookProvider { provider, set } => write!(f, "Set-OutlookProvider {provider} {set}"),
            Command::SetOutlookAnywhere { identity, set } => {
                match identity {
                    Some(identity) => write!(f, "Set-OutlookAnywhere \"{identity}\"")?,
                    None => f.write_str("Get-OutlookAnywhere | Set-OutlookAnywhere")?,
                }
                set.iter().try_for_each(|one| write!(f, " {one}"))
            }
            Command::SetVirtualDirectory { directory, identity, internal_url } => {
                write!(f, "Set-{} \"{identity}\" -InternalUrl \"{internal_url}\"", directory.noun())
            }
            Command::SetExternalUrl { directory, identity, external_url } => {
                write!(f, "Set-{} \"{identity}\" -ExternalUrl \"{external_url}\"", directory.noun())
            }
            Command::EnableMapiHttp => f.write_str("Set-OrganizationConfig -MapiHttpEnabled $true"),
            Command::SetConnectionPoint { identity, internal_uri, before_2016 } => {
                let noun = if *before_2016 { "ClientAccessServer" } else { "ClientAccessService" };
                write!(f, "Set-{noun} \"{identity}\" -AutoDiscoverServiceInternalUri \"{internal_uri}\"")
            }
            Command::SetConnector { direction, identity } => {
                let name = "<I>$($certificate.Issuer)<S>$($certificate.Subject)";
                write!(f, "Set-{} \"{identity}\" -TlsCertificateName \"{name}\"", direction.noun())
            }
            Command::SetSendConnector { identity, set } => write!(f, "Set-SendConnector \"{identity}\" {set}"),
            Command::SetAuthMechanism { identity, mechanisms } => {
                let mechanisms = mechanisms.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                write!(f, "Set-ReceiveConnector \"{identity}\" -AuthMechanism \"{mechanisms}\"")
            }
            Command::RequireSecureLogin { service, server } => {
                let noun = if *service == Service::Pop { "PopSettings" } else { "ImapSettings" };
                write!(f, "Set-{noun} -LoginType SecureLogin{}", argument(server))
            }
            Command::SetPop { x509_certificate_name: name } => {
                write!(f, "Set-PopSettings -X509CertificateName {name}")
            }
            Command::SetImap { x509_certificate_name: name } => {
                write!(f, "Set-ImapSettings -X509CertificateName {name}")
            }
            Command::StageAuthCertificate { thumbprint, days } => {
                let which = thumbprint.as_ref().map_or_else(|| "$auth.Thumbprint".to_owned(), Thumbprint::to_string);
                write!(f, "Set-AuthConfig -NewCertificateThumbprint {which} -NewCertificateEffectiveDate (Get-Date)")?;
                if *days > 0 { write!(f, ".AddDays({days})") } else { Ok(()) }
            }
            Command::PublishAuthCertificate => f.write_str("Set-AuthConfig -PublishCertificate"),
            Command::ClearPreviousAuthCertificate => f.write_str("Set-AuthConfig -ClearPreviousCertificate"),
            Command::RemoveCertificate { thumbprint, server } => {
                write!(f, "Remove-ExchangeCertificate -Thumbprint {thumbprint}{}", argument(server))
            }
            Command::ImportCertificate { file, server, private_key } => {
                let server = argument(server);
                let key = if *private_key { format!("{PASSWORD} -PrivateKeyExportable $true") } else { String::new() };
                let data = format!("([IO.File]::ReadAllBytes(\"$PWD\\{file}\"))");
                write!(f, "Import-ExchangeCertificate{server} -FileData {data}{key}")
            }
            Command::ExportWithKey { thumbprint, server } => {
                let server = argument(server);
                write!(
                    f,
                    "$pfx = Export-ExchangeCertificate -Thumbprint {thumbprint}{server} -BinaryEncoded{PASSWORD}; \
                     [IO.File]::WriteAllBytes(\"$PWD\\{thumbprint}.pfx\", $pfx.FileData)"
                )
            }
            Command::SetInboundConnector { identity, tls_sender_certificate_name: name } => {
                write!(f, "Set-InboundConnector \"{identity}\" -TlsSenderCertificateName \"{name}\"")
            }
            Command::RestartPop => f.write_str("Restart-Service MSExchangePOP3; Restart-Service MSExchangePOP3BE"),
            Command::RestartImap => f.write_str("Restart-Service MSExchangeIMAP4; Restart-Service MSExchangeIMAP4BE"),
            Command::Text(text) => f.write_str(text),
        }
    }
}

fn joined(all: &[impl ToString]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

impl fmt::Display for ProviderSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Quoted as Microsoft's page shows it.
            ProviderSetting::CertPrincipalName(Some(name)) => write!(f, "-CertPrincipalName:\"msstd:{name}\""),
            ProviderSetting::CertPrincipalName(None) => f.write_str("-CertPrincipalName:$null"),
            ProviderSetting::NoServer => f.write_str("-Server:$null"),
            ProviderSetting::DefaultTtl => f.write_str("-TTL:1"),
            ProviderSetting::NoFlags => f.write_str("-OutlookProviderFlags:None"),
        }
    }
}

impl fmt::Display for SendSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SendSetting::OfferedTls => "-IgnoreSTARTTLS $false",
            SendSetting::VerifiedExchangeOnline => {
                "-RequireTLS $true -TlsAuthLevel DomainValidation -TlsDomain mail.protection.outlook.com"
            }
        })
    }
}

impl fmt::Display for AnywhereSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnywhereSetting::InternalHostname(host) => write!(f, "-InternalHostname {host}"),
            AnywhereSetting::InternalClientsRequireSsl => f.write_str("-InternalClientsRequireSsl $true"),
            AnywhereSetting::ExternalClientsRequireSsl => f.write_str("-ExternalClientsRequireSsl $true"),
            AnywhereSetting::NoSslOffloading => f.write_str("-SSLOffloading $false"),
            AnywhereSetting::ExternalClientsNegotiate => f.write_str("-ExternalClientAuthenticationMethod Negotiate"),
            AnywhereSetting::InternalClientsNegotiate => f.write_str("-InternalClientAuthenticationMethod Negotiate"),
            AnywhereSetting::ClientsNtlm => f.write_str("-ClientAuthenticationMethod Ntlm"),
            AnywhereSetting::IisBasicAndNtlm => f.write_str("-IISAuthenticationMethods Basic,Ntlm"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THUMBPRINT: &str = "D5AA138F38461CB4E03EEB6738953701F49351C9";

    fn from_json(json: &str) -> Option<Command> {
        serde_json::from_str(&json.replace("{T}", THUMBPRINT)).ok()
    }

    #[test]
    fn commands_are_read_and_written() {
        for (json, kind, text) in [
            (
                r#"{"action":"set-outlook-provider","provider":"EXPR","set":{"cert-principal-name":"*.contoso.com"}}"#,
                Kind::Set,
                "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:*.contoso.com\"",
            ),
            (
                r#"{"action":"set-outlook-provider","provider":"WEB","set":"default-ttl"}"#,
                Kind::Set,
                "Set-OutlookProvider WEB -TTL:1",
            ),
            (
                r#"{"action":"enable-certificate","thumbprint":"{T}","services":["IIS","SMTP"],"server":"ex02"}"#,
                Kind::Enable,
                "Enable-ExchangeCertificate -Thumbprint {T} -Services IIS,SMTP -Server ex02",
            ),
            (
                r#"{"action":"renew-certificate","thumbprint":"{T}","server":null,"generate_request":false}"#,
                Kind::New,
                "Get-ExchangeCertificate -Thumbprint {T} | New-ExchangeCertificate",
            ),
            (
                r#"{"action":"renew-certificate","thumbprint":"{T}","server":"ex02","generate_request":true,"exportable":true}"#,
                Kind::New,
                "Get-ExchangeCertificate -Thumbprint {T} -Server ex02 | New-ExchangeCertificate -Server ex02 -GenerateRequest -PrivateKeyExportable $true",
            ),
            (
                r#"{"action":"request-certificate","common_name":"a.example","names":["a.example","b.example"],"server":"ex01","exportable":true}"#,
                Kind::New,
                "New-ExchangeCertificate -Server ex01 -GenerateRequest -SubjectName \"CN=a.example\" -DomainName a.example,b.example -PrivateKeyExportable $true",
            ),
            (
                r#"{"action":"import-certificate","file":"mail 2026.pfx","server":"ex01","private_key":true}"#,
                Kind::New,
                "Import-ExchangeCertificate -Server ex01 -FileData ([IO.File]::ReadAllBytes(\"$PWD\\mail 2026.pfx\")) -Password (Get-Credential).Password -PrivateKeyExportable $true",
            ),
            (
                r#"{"action":"export-with-key","thumbprint":"{T}","server":null}"#,
                Kind::Export,
                "$pfx = Export-ExchangeCertificate -Thumbprint {T} -BinaryEncoded -Password (Get-Credential).Password; [IO.File]::WriteAllBytes(\"$PWD\\{T}.pfx\", $pfx.FileData)",
            ),
            (
                r#"{"action":"set-inbound-connector","identity":"From On-Premises","tls_sender_certificate_name":"*.contoso.com"}"#,
                Kind::Set,
                "Set-InboundConnector \"From On-Premises\" -TlsSenderCertificateName \"*.contoso.com\"",
            ),
            (
                r#"{"action":"remove-certificate","thumbprint":"{T}","server":"ex02"}"#,
                Kind::Remove,
                "Remove-ExchangeCertificate -Thumbprint {T} -Server ex02",
            ),
            (
                r#"{"action":"set-outlook-anywhere","identity":null,"set":["external-clients-require-ssl"]}"#,
                Kind::Set,
                "Get-OutlookAnywhere | Set-OutlookAnywhere -ExternalClientsRequireSsl $true",
            ),
            (
                r#"{"action":"set-outlook-anywhere","identity":"EX01\\Rpc (Default Web Site)","set":[{"internal-hostname":"mail.contoso.com"},"no-ssl-offloading"]}"#,
                Kind::Set,
                "Set-OutlookAnywhere \"EX01\\Rpc (Default Web Site)\" -InternalHostname mail.contoso.com -SSLOffloading $false",
            ),
            (
                r#"{"action":"set-virtual-directory","directory":"owa","identity":"EX01\\owa","internal_url":"https://a.example/owa"}"#,
                Kind::Set,
                "Set-OwaVirtualDirectory \"EX01\\owa\" -InternalUrl \"https://a.example/owa\"",
            ),
            (
                r#"{"action":"set-external-url","directory":"oab","identity":"EX01\\OAB (Default Web Site)","external_url":"https://a.example/OAB"}"#,
                Kind::Set,
                "Set-OabVirtualDirectory \"EX01\\OAB (Default Web Site)\" -ExternalUrl \"https://a.example/OAB\"",
            ),
            (r#"{"action":"enable-mapi-http"}"#, Kind::Set, "Set-OrganizationConfig -MapiHttpEnabled $true"),
            (
                r#"{"action":"set-outlook-anywhere","identity":"CAS1\\Rpc (Default Web Site)","set":["clients-ntlm","iis-basic-and-ntlm"]}"#,
                Kind::Set,
                "Set-OutlookAnywhere \"CAS1\\Rpc (Default Web Site)\" -ClientAuthenticationMethod Ntlm -IISAuthenticationMethods Basic,Ntlm",
            ),
            (
                r#"{"action":"set-connection-point","identity":"EX01","internal_uri":"https://a.example/x"}"#,
                Kind::Set,
                "Set-ClientAccessService \"EX01\" -AutoDiscoverServiceInternalUri \"https://a.example/x\"",
            ),
            (
                r#"{"action":"set-connection-point","identity":"EX01","internal_uri":"https://a.example/x","before_2016":true}"#,
                Kind::Set,
                "Set-ClientAccessServer \"EX01\" -AutoDiscoverServiceInternalUri \"https://a.example/x\"",
            ),
            (
                r#"{"action":"set-send-connector","identity":"Internet","set":"offered-tls"}"#,
                Kind::Set,
                "Set-SendConnector \"Internet\" -IgnoreSTARTTLS $false",
            ),
            (
                r#"{"action":"set-send-connector","identity":"Outbound to Office 365","set":"verified-exchange-online"}"#,
                Kind::Set,
                "Set-SendConnector \"Outbound to Office 365\" -RequireTLS $true -TlsAuthLevel DomainValidation -TlsDomain mail.protection.outlook.com",
            ),
            (
                r#"{"action":"set-auth-mechanism","identity":"EX01\\Relay","mechanisms":["Tls","BasicAuth","BasicAuthRequireTLS"]}"#,
                Kind::Set,
                "Set-ReceiveConnector \"EX01\\Relay\" -AuthMechanism \"Tls, BasicAuth, BasicAuthRequireTLS\"",
            ),
            (
                r#"{"action":"require-secure-login","service":"IMAP","server":"ex01"}"#,
                Kind::Set,
                "Set-ImapSettings -LoginType SecureLogin -Server ex01",
            ),
            (
                r#"{"action":"stage-auth-certificate","thumbprint":null,"days":2}"#,
                Kind::Set,
                "Set-AuthConfig -NewCertificateThumbprint $auth.Thumbprint -NewCertificateEffectiveDate (Get-Date).AddDays(2)",
            ),
            (
                r#"{"action":"export-certificate","thumbprint":"{T}"}"#,
                Kind::Export,
                "[IO.File]::WriteAllBytes(\"$PWD\\{T}.cer\", (Get-ExchangeCertificate -Thumbprint {T}).RawData)",
            ),
            (
                r#"{"action":"export-chain","thumbprint":"{T}"}"#,
                Kind::Export,
                "$id = '{T}'; $x509 = 'Security.Cryptography.X509Certificates.X509'; \
                 $chain = New-Object ($x509 + 'Chain'); \
                 [void]$chain.Build((Get-Item \"Cert:\\LocalMachine\\My\\$id\")); \
                 $all = New-Object ($x509 + 'Certificate2Collection'); \
                 $chain.ChainElements | ForEach-Object { [void]$all.Add($_.Certificate) }; \
                 [IO.File]::WriteAllBytes(\"$PWD\\$id.p7b\", $all.Export('Pkcs7'))",
            ),
        ] {
            let command = from_json(json).unwrap();
            assert_eq!((command.kind(), command.to_string()), (Some(kind), text.replace("{T}", THUMBPRINT)));
            assert_eq!(serde_json::to_string(&command).unwrap(), json.replace("{T}", THUMBPRINT));
        }
    }

    #[test]
    fn what_is_no_argument_makes_no_command() {
        for json in [
            r#"{"action":"remove-mailbox"}"#,
            r#"{"action":"text","text":"Remove-Mailbox anna"}"#,
            r#"{"action":"set-outlook-provider","provider":"EXPR","set":{"cert-principal-name":"a.example\"; calc"}}"#,
            r#"{"action":"set-outlook-provider","provider":"EXPR -TTL","set":"default-ttl"}"#,
            r#"{"action":"remove-certificate","thumbprint":"D5AA"}"#,
            r#"{"action":"remove-certificate","thumbprint":"$T"}"#,
            r#"{"action":"set-imap","x509_certificate_name":"$env:USERNAME"}"#,
            r#"{"action":"import-certificate","file":"$(calc).pfx","server":null,"private_key":true}"#,
            r#"{"action":"import-certificate","file":"..\\a.pfx","server":null,"private_key":true}"#,
            r#"{"action":"set-connector","direction":"send","identity":"x`$y"}"#,
            r#"{"action":"set-connector","direction":"send","identity":"x\u201dy"}"#,
            r#"{"action":"set-connection-point","identity":"EX01","internal_uri":"https://a.example/$(calc)"}"#,
        ] {
            assert_eq!(from_json(json), None, "{json}");
        }
    }

    #[test]
    fn what_powershell_takes_otherwise_never_runs() {
        for json in [
            r#"{"action":"request-certificate","common_name":"a.example","names":["a.example","0x1f"]}"#,
            r#"{"action":"request-certificate","common_name":"a.example","names":[]}"#,
            r#"{"action":"request-certificate","common_name":"a.example","names":["a.example"],"server":"1kb"}"#,
            r#"{"action":"remove-certificate","thumbprint":"{T}","server":"0x1f"}"#,
            r#"{"action":"enable-certificate","thumbprint":"{T}","services":[],"server":null}"#,
            r#"{"action":"enable-certificate","thumbprint":"{T}","services":["IIS"],"server":"1kb"}"#,
            r#"{"action":"set-outlook-anywhere","identity":null,"set":[]}"#,
            r#"{"action":"set-outlook-anywhere","identity":null,"set":[{"internal-hostname":"a.b"},{"internal-hostname":"c.d"}]}"#,
            r#"{"action":"set-connector","direction":"unknown","identity":"EX01"}"#,
            r#"{"action":"set-auth-mechanism","identity":"EX01\\Relay","mechanisms":[]}"#,
            r#"{"action":"set-auth-mechanism","identity":"EX01\\Relay","mechanisms":["Tls","Tls"]}"#,
            r#"{"action":"require-secure-login","service":"IIS","server":null}"#,
            r#"{"action":"set-connection-point","identity":"EX01","internal_uri":"http://a.example/x"}"#,
            r#"{"action":"set-external-url","directory":"owa","identity":"EX01","external_url":"http://a.example/owa"}"#,
        ] {
            assert_eq!(from_json(json).unwrap().kind(), None, "{json}");
        }
    }

    #[test]
    fn numbers_are_no_names_without_quotes() {
        for number in ["1.5", "1e3", "10", "1kb", "2.5gb", "1.e3", "0x1f"] {
            assert!(looks_like_a_number(number), "{number}");
        }
        for name in ["mail.contoso.com", "163.com", "1.2.contoso.com", "3com.example"] {
            assert!(!looks_like_a_number(name), "{name}");
        }
    }
}
