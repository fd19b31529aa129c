//! The commands of the Exchange Management Shell that may stand in a script: a strict list of cmdlets, parameters and
//! values. The rules make commands of validated names alone, but a saved report is a file, and may hold anything.

use crate::model::host::{CertificateName, Host};

/// A command of a known form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    pub(super) kind: Kind,
    /// The variable that it fills.
    pub(super) makes: Option<&'static str>,
    /// The variable that it needs.
    pub(super) needs: Option<&'static str>,
    /// What it settles.
    pub(super) claims: Vec<Claim>,
    /// The command in one spelling: equal ones do the same.
    pub(super) canonical: String,
}

/// What a command does; changes in the order in which they can follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
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
pub(super) struct Claim {
    /// What is settled.
    pub(super) what: String,
    /// The server or object that it is settled on; all of them where none is said.
    pub(super) on: Option<String>,
    /// How.
    pub(super) value: String,
}

struct Cmdlet {
    name: &'static str,
    identity: Identity,
    parameters: &'static [(&'static str, &'static [Form])],
}

#[derive(PartialEq, Eq)]
enum Identity {
    None,
    Provider,
    /// Within double quotes.
    Quoted,
}

/// What may stand as a value.
#[derive(Clone, Copy)]
enum Form {
    /// Nothing.
    Switch,
    /// These characters.
    Exactly(&'static str),
    Host,
    /// Names of a certificate, with commas between them.
    Names,
    /// `"msstd:NAME"`
    Principal,
    /// `"CN=NAME"`
    CommonName,
    Thumbprint,
    Services,
    Provider,
    /// `"https://HOST/PATH"`
    Url,
}

const TRUE: &[Form] = &[Form::Exactly("$true")];
const NULL: Form = Form::Exactly("$null");
const AUTH_NAME: &str = "\"Microsoft Exchange Server Auth Certificate\"";
const PROVIDERS: [&str; 3] = ["EXCH", "EXPR", "WEB"];
const SERVICES: [&str; 7] = ["IIS", "SMTP", "IMAP", "POP", "UM", "UMCallRouter", "None"];
const VARIABLES: [&str; 2] = ["$auth", "$certificate"];
const URLS: &[(&str, &[Form])] = &[("InternalUrl", &[Form::Url]), ("ExternalUrl", &[Form::Url])];
const OF_CONNECTORS: &[(&str, &[Form])] =
    &[("TlsCertificateName", &[Form::Exactly("\"<I>$($certificate.Issuer)<S>$($certificate.Subject)\"")])];
const OF_OLD_PROTOCOLS: &[(&str, &[Form])] = &[("X509CertificateName", &[Form::Host])];

const fn directory(name: &'static str) -> Cmdlet {
    Cmdlet { name, identity: Identity::Quoted, parameters: URLS }
}

const CMDLETS: &[Cmdlet] = &[
    Cmdlet {
        name: "Set-OutlookProvider",
        identity: Identity::Provider,
        parameters: &[
            ("CertPrincipalName", &[Form::Principal, NULL]),
            ("Server", &[NULL]),
            ("TTL", &[Form::Exactly("1")]),
            ("OutlookProviderFlags", &[Form::Exactly("None")]),
        ],
    },
    Cmdlet { name: "New-OutlookProvider", identity: Identity::None, parameters: &[("Name", &[Form::Provider])] },
    Cmdlet {
        name: "Set-OutlookAnywhere",
        identity: Identity::Quoted,
        parameters: &[
            ("InternalHostname", &[Form::Host]),
            ("ExternalHostname", &[Form::Host]),
            ("InternalClientsRequireSsl", TRUE),
            ("ExternalClientsRequireSsl", TRUE),
            ("SSLOffloading", &[Form::Exactly("$false")]),
            ("ExternalClientAuthenticationMethod", &[Form::Exactly("Negotiate")]),
        ],
    },
    Cmdlet {
        name: "Enable-ExchangeCertificate",
        identity: Identity::None,
        parameters: &[("Thumbprint", &[Form::Thumbprint]), ("Services", &[Form::Services]), ("Server", &[Form::Host])],
    },
    Cmdlet {
        name: "Remove-ExchangeCertificate",
        identity: Identity::None,
        parameters: &[("Thumbprint", &[Form::Thumbprint]), ("Server", &[Form::Host])],
    },
    Cmdlet {
        name: "New-ExchangeCertificate",
        identity: Identity::None,
        parameters: &[
            ("GenerateRequest", &[Form::Switch]),
            ("SubjectName", &[Form::CommonName, Form::Exactly("\"CN=Microsoft Exchange Server Auth Certificate\"")]),
            ("DomainName", &[Form::Names, Form::Exactly("@()")]),
            ("FriendlyName", &[Form::Exactly(AUTH_NAME)]),
            ("KeySize", &[Form::Exactly("2048")]),
            ("PrivateKeyExportable", TRUE),
            ("Services", &[Form::Services]),
            ("Server", &[Form::Host]),
        ],
    },
    Cmdlet {
        name: "Set-AuthConfig",
        identity: Identity::None,
        parameters: &[
            ("NewCertificateThumbprint", &[Form::Thumbprint, Form::Exactly("$auth.Thumbprint")]),
            ("NewCertificateEffectiveDate", &[Form::Exactly("(Get-Date)"), Form::Exactly("(Get-Date).AddDays(2)")]),
            ("PublishCertificate", &[Form::Switch]),
            ("ClearPreviousCertificate", &[Form::Switch]),
        ],
    },
    Cmdlet { name: "Set-SendConnector", identity: Identity::Quoted, parameters: OF_CONNECTORS },
    Cmdlet { name: "Set-ReceiveConnector", identity: Identity::Quoted, parameters: OF_CONNECTORS },
    Cmdlet { name: "Set-PopSettings", identity: Identity::None, parameters: OF_OLD_PROTOCOLS },
    Cmdlet { name: "Set-ImapSettings", identity: Identity::None, parameters: OF_OLD_PROTOCOLS },
    Cmdlet {
        name: "Set-ClientAccessService",
        identity: Identity::Quoted,
        parameters: &[("AutoDiscoverServiceInternalUri", &[Form::Url])],
    },
    directory("Set-ActiveSyncVirtualDirectory"),
    directory("Set-EcpVirtualDirectory"),
    directory("Set-MapiVirtualDirectory"),
    directory("Set-OabVirtualDirectory"),
    directory("Set-OwaVirtualDirectory"),
    directory("Set-PowerShellVirtualDirectory"),
    directory("Set-WebServicesVirtualDirectory"),
];

/// A command as it may stand in a script; `None` where it is of no known form.
pub(super) fn parse(command: &str) -> Option<Command> {
    if is_export(command) {
        let canonical = command.to_owned();
        return Some(Command { kind: Kind::Export, makes: None, needs: None, claims: Vec::new(), canonical });
    }
    let tokens = tokens(command)?;
    let (makes, tokens) = match tokens.as_slice() {
        [variable, "=", rest @ ..] => (Some(*VARIABLES.iter().find(|known| *known == variable)?), rest),
        all => (None, all),
    };
    let mut command = match tokens.iter().position(|token| *token == "|") {
        None => alone(tokens)?,
        Some(at) => piped(tokens.get(..at)?, tokens.get(at + 1..)?)?,
    };
    if let Some(variable) = makes {
        // What a pipe or a change gives is nothing that a later command needs, but for a new certificate.
        let gives = matches!((variable, command.kind), ("$certificate", Kind::Read) | ("$auth", Kind::New));
        (gives && command.needs.is_none()).then_some(())?;
        command.canonical = format!("{variable} = {}", command.canonical);
    }
    Some(Command { makes, ..command })
}

/// The words of a command, those within double quotes together.
fn tokens(command: &str) -> Option<Vec<&str>> {
    let mut quoted = false;
    let between = |c: char| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    };
    let is_plain = command.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let tokens: Vec<&str> = command.split(between).collect();
    (is_plain && tokens.iter().all(|token| !token.is_empty())).then_some(tokens)
}

/// A cmdlet as it is called.
struct Call<'c> {
    cmdlet: &'static Cmdlet,
    identity: Option<&'c str>,
    parameters: Vec<(&'static str, &'c str)>,
}

impl<'c> Call<'c> {
    fn of(tokens: &[&'c str]) -> Option<Call<'c>> {
        let (name, mut rest) = tokens.split_first()?;
        let cmdlet = CMDLETS.iter().find(|cmdlet| cmdlet.name == *name)?;
        let mut identity = None;
        if let Some((first, others)) = rest.split_first().filter(|(first, _)| !first.starts_with('-')) {
            let fits = match cmdlet.identity {
                Identity::None => false,
                Identity::Provider => PROVIDERS.contains(first),
                Identity::Quoted => within_quotes(first).is_some_and(is_identity),
            };
            fits.then_some(())?;
            identity = Some(*first);
            rest = others;
        }
        let mut parameters = Vec::new();
        while let Some((token, others)) = rest.split_first() {
            rest = others;
            let token = token.strip_prefix('-')?;
            let (name, given) = token.split_once(':').map_or((token, None), |(name, value)| (name, Some(value)));
            let (name, forms) = cmdlet.parameters.iter().find(|(known, _)| *known == name)?;
            let is_twice = parameters.iter().any(|(known, _)| known == name);
            let value = match (given, forms) {
                (None, [Form::Switch]) => "",
                (Some(value), _) => value,
                (None, _) => {
                    let (value, others) = rest.split_first()?;
                    rest = others;
                    value
                }
            };
            (!is_twice && forms.iter().any(|form| form.fits(value))).then_some(())?;
            parameters.push((*name, value));
        }
        (!parameters.is_empty() || cmdlet.name == "New-ExchangeCertificate").then_some(())?;
        Some(Call { cmdlet, identity, parameters })
    }

    fn value(&self, name: &str) -> Option<&'c str> {
        self.parameters.iter().find(|(own, _)| *own == name).map(|(_, value)| *value)
    }

    fn kind(&self) -> Kind {
        match self.cmdlet.name.split('-').next() {
            Some("New") => Kind::New,
            Some("Enable") => Kind::Enable,
            Some("Remove") => Kind::Remove,
            _ => Kind::Set,
        }
    }

    fn canonical(&self) -> String {
        let mut parameters: Vec<String> =
            self.parameters.iter().map(|(name, value)| format!(" -{name}:{value}")).collect();
        parameters.sort_unstable();
        format!("{} {}{}", self.cmdlet.name, self.identity.unwrap_or_default(), parameters.concat())
    }

    fn claims(&self) -> Vec<Claim> {
        let on = self.identity.or(self.value("Server").filter(|_| self.kind() != Kind::Set)).map(str::to_owned);
        let claim = |what: String, value: &str| Claim { what, on: on.clone(), value: value.to_owned() };
        match self.kind() {
            Kind::Set => {
                let what = |name: &str| format!("{} -{name}", self.cmdlet.name);
                self.parameters.iter().map(|(name, value)| claim(what(name), value)).collect()
            }
            Kind::Enable | Kind::Remove => {
                let thumbprint = self.value("Thumbprint").unwrap_or_default();
                let services = self.value("Services").into_iter().flat_map(|services| services.split(','));
                // More certificates than one can serve SMTP; of every other service a server has one.
                let single = services.filter(|service| *service != "SMTP");
                let mut claims: Vec<Claim> =
                    single.map(|service| claim(format!("{} {service}", self.cmdlet.name), thumbprint)).collect();
                claims.push(claim(
                    format!("certificate {thumbprint}"),
                    if self.kind() == Kind::Enable { "used" } else { "gone" },
                ));
                claims
            }
            _ => {
                let request = self.value("SubjectName").filter(|_| self.value("GenerateRequest").is_some());
                let names = self.value("DomainName").unwrap_or_default();
                request.map(|subject| claim(format!("request {subject}"), names)).into_iter().collect()
            }
        }
    }
}

/// A command that is no pipeline.
fn alone(tokens: &[&str]) -> Option<Command> {
    if let Some(thumbprint) = got_certificate(tokens) {
        let canonical = format!("Get-ExchangeCertificate {thumbprint}");
        return Some(Command { kind: Kind::Read, makes: None, needs: None, claims: Vec::new(), canonical });
    }
    let call = Call::of(tokens)?;
    let lacks = match call.cmdlet.name {
        "Enable-ExchangeCertificate" => call.value("Thumbprint").is_none() || call.value("Services").is_none(),
        "Remove-ExchangeCertificate" => call.value("Thumbprint").is_none(),
        "New-ExchangeCertificate" => call.parameters.is_empty(),
        _ => call.cmdlet.identity != Identity::None && call.identity.is_none(),
    };
    (!lacks).then_some(())?;
    let needs = |variable: &&&str| call.parameters.iter().any(|(_, value)| value.contains(**variable));
    Some(Command {
        kind: call.kind(),
        makes: None,
        needs: VARIABLES.iter().find(needs).copied(),
        claims: call.claims(),
        canonical: call.canonical(),
    })
}

/// A cmdlet that takes what another gets: a certificate to renew, or every Outlook Anywhere.
fn piped(from: &[&str], to: &[&str]) -> Option<Command> {
    let call = Call::of(to)?;
    let mut claims = call.claims();
    if from == ["Get-OutlookAnywhere"] {
        (call.cmdlet.name == "Set-OutlookAnywhere" && call.identity.is_none()).then_some(())?;
    } else {
        let thumbprint = got_certificate(from)?;
        let is_renewal = call.cmdlet.name == "New-ExchangeCertificate"
            && call.parameters.iter().all(|(name, _)| *name == "GenerateRequest");
        is_renewal.then_some(())?;
        claims.push(Claim { what: format!("renewal {thumbprint}"), on: None, value: call.canonical() });
    }
    let canonical = format!("{} | {}", from.join(" "), call.canonical());
    Some(Command { kind: call.kind(), makes: None, needs: None, claims, canonical })
}

/// The thumbprint of `Get-ExchangeCertificate -Thumbprint … [-Server …]`.
fn got_certificate<'c>(tokens: &[&'c str]) -> Option<&'c str> {
    let (thumbprint, server) = match tokens {
        ["Get-ExchangeCertificate", "-Thumbprint", thumbprint] => (thumbprint, None),
        ["Get-ExchangeCertificate", "-Thumbprint", thumbprint, "-Server", server] => (thumbprint, Some(server)),
        _ => return None,
    };
    (is_thumbprint(thumbprint) && server.is_none_or(|server| is_host(server))).then_some(*thumbprint)
}

/// A command that writes a file with what is to be examined, and changes nothing else.
fn is_export(command: &str) -> bool {
    let bytes = command.strip_prefix("[IO.File]::WriteAllBytes(\"$PWD\\").and_then(|rest| rest.split_once(".cer"));
    if let Some((thumbprint, rest)) = bytes {
        let read = format!("\", (Get-ExchangeCertificate -Thumbprint {thumbprint}).RawData)");
        return is_thumbprint(thumbprint) && rest == read;
    }
    let listed = command.strip_prefix("$FormatEnumerationLimit = -1; ").unwrap_or(command);
    let Some(tokens) = tokens(listed) else { return false };
    let is_made_of = |text: &str, more: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    matches!(tokens.as_slice(),
        ["Get-OutlookProvider" | "Get-ExchangeCertificate", "|", "Format-List", columns, "|", "Out-File", file, "-Width", width]
            if is_made_of(columns, ",*") && file.strip_suffix(".txt").is_some_and(|stem| is_made_of(stem, "-")) && is_made_of(width, ""))
}

impl Form {
    fn fits(self, value: &str) -> bool {
        match self {
            Form::Switch => value.is_empty(),
            Form::Exactly(text) => value == text,
            Form::Host => is_host(value),
            Form::Names => value.split(',').all(is_bare_name),
            Form::Principal => within_quotes(value).and_then(|text| text.strip_prefix("msstd:")).is_some_and(is_name),
            Form::CommonName => within_quotes(value).and_then(|text| text.strip_prefix("CN=")).is_some_and(is_name),
            Form::Thumbprint => is_thumbprint(value),
            Form::Services => value.split(',').all(|service| SERVICES.contains(&service)),
            Form::Provider => PROVIDERS.contains(&value),
            Form::Url => within_quotes(value).is_some_and(is_url),
        }
    }
}

fn within_quotes(value: &str) -> Option<&str> {
    let text = value.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('"')).then_some(text)
}

/// `EX01\Rpc (Default Web Site)`: nothing that means more than itself within double quotes.
fn is_identity(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " \\()-_.".contains(c);
    !text.trim().is_empty() && text.len() <= 128 && text.chars().all(is_plain)
}

/// A name of a certificate as it is written: lower case, A-labels.
fn is_name(text: &str) -> bool {
    CertificateName::parse(text).is_ok_and(|name| name.to_string() == text)
}

/// A name without quotes: what PowerShell takes for a number is none.
fn is_bare_name(text: &str) -> bool {
    is_name(text) && !looks_like_a_number(text)
}

fn is_host(text: &str) -> bool {
    Host::parse(text).is_ok_and(|host| host.as_str() == text) && !looks_like_a_number(text)
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

fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_url(text: &str) -> bool {
    let Some((host, path)) = text.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else { return false };
    is_name(host) && path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THUMBPRINT: &str = "D5AA138F38461CB4E03EEB6738953701F49351C9";

    #[test]
    fn known_commands_are_taken() {
        let kind = |command: &str| parse(&command.replace("{T}", THUMBPRINT)).map(|command| command.kind);
        for (command, expected) in [
            ("Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:*.contoso.com\"", Kind::Set),
            ("Set-OutlookProvider EXPR -TTL 1", Kind::Set),
            ("Set-OutlookProvider EXPR -Server:$null", Kind::Set),
            ("New-OutlookProvider -Name:EXPR", Kind::New),
            ("Enable-ExchangeCertificate -Thumbprint {T} -Services IIS,SMTP -Server ex02", Kind::Enable),
            ("Remove-ExchangeCertificate -Thumbprint {T}", Kind::Remove),
            ("Get-ExchangeCertificate -Thumbprint {T} -Server ex01 | New-ExchangeCertificate", Kind::New),
            ("Get-OutlookAnywhere | Set-OutlookAnywhere -ExternalClientsRequireSsl $true", Kind::Set),
            ("Set-OutlookAnywhere \"EX01\\Rpc (Default Web Site)\" -SSLOffloading $false", Kind::Set),
            ("$certificate = Get-ExchangeCertificate -Thumbprint {T}", Kind::Read),
            (
                "Set-AuthConfig -NewCertificateThumbprint $auth.Thumbprint -NewCertificateEffectiveDate (Get-Date)",
                Kind::Set,
            ),
            (
                "[IO.File]::WriteAllBytes(\"$PWD\\{T}.cer\", (Get-ExchangeCertificate -Thumbprint {T}).RawData)",
                Kind::Export,
            ),
        ] {
            assert_eq!(kind(command), Some(expected), "{command}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for command in [
            "",
            "Remove-Mailbox anna",
            "Set-OutlookProvider EXPR",
            "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:a.example\"; Remove-Mailbox anna",
            "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:$(Remove-Mailbox anna)\"",
            "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:a.example\" | Remove-Mailbox",
            "Set-OutlookProvider EXPR -CertPrincipalName:\u{201c}msstd:a.example\u{201d}",
            "Set-OutlookProvider EXPR  -TTL 1",
            "Set-OutlookProvider EXPR -TTL 1 -TTL 1",
            "Set-OutlookProvider EXPR -TTL 1\nRemove-Mailbox anna",
            "Set-OutlookProvider EXPR \u{2013}TTL 1",
            "Set-OutlookAnywhere \"EX01\\Rpc`$x\" -SSLOffloading $false",
            "Set-OutlookAnywhere -SSLOffloading $false",
            "Enable-ExchangeCertificate -Thumbprint D5AA -Services IIS",
            "New-ExchangeCertificate",
            "New-ExchangeCertificate -GenerateRequest -SubjectName \"CN=a.example\" -DomainName a.example,1.5",
            "Set-ImapSettings -X509CertificateName $env:USERNAME",
            "$certificate = Set-OutlookProvider EXPR -TTL 1",
            "$x = Get-ExchangeCertificate -Thumbprint D5AA138F38461CB4E03EEB6738953701F49351C9",
            "[IO.File]::WriteAllBytes(\"$PWD\\..\\x.cer\", 1)",
            "Get-ExchangeCertificate | Format-List * | Out-File ..\\x.txt -Width 1",
            "Set-OwaVirtualDirectory \"EX01\\owa\" -InternalUrl \"https://a.example/$(calc)\"",
        ] {
            assert_eq!(parse(command), None, "{command}");
        }
    }

    #[test]
    fn spellings_of_one_command_are_one() {
        let canonical = |command: &str| parse(command).map(|command| command.canonical);
        assert_eq!(canonical("Set-OutlookProvider EXPR -TTL 1"), canonical("Set-OutlookProvider EXPR -TTL:1"));
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
