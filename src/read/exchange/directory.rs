//! The same objects as the directory shows them: LDIF, CSVDE, `Get-ADObject`.
//!
//! The attributes are those that Exchange's schema binds to the cmdlets' properties: an `OutlookProvider` is an
//! `msExchAutoDiscoverConfig`, a service connection point a `serviceConnectionPoint` whose keyword says Autodiscover.

use super::{powershell::Field, *};

/// The keyword of an Autodiscover service connection point that has a URL.
const AUTODISCOVER_URL: &str = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";

/// Whether these are objects of the directory. Cmdlets of Exchange show no attribute by the directory's own name.
pub(super) fn is_export(output: &Output) -> bool {
    let is_own = |field: &Field| {
        let name = field.name.value.to_ascii_lowercase();
        name.starts_with("msexch") || name == "servicebindinginformation"
    };
    output
        .records
        .first()
        .is_some_and(|record| record.has("dn") || record.has("distinguishedName") && record.fields.iter().any(is_own))
}

/// Reads the objects that Exchange keeps in the directory; others are of no concern.
pub(super) fn read(source: &Arc<Source>, output: &Output) -> Vec<Content> {
    let entry = |record| Entry { object: Object { source, record, date_order: DateOrder::Unknown } };
    output.records.iter().filter_map(|record| entry(record).content()).collect()
}

/// One object of the directory.
struct Entry<'a> {
    object: Object<'a>,
}

impl Entry<'_> {
    /// What the object is, read as the object of a cmdlet.
    fn content(&self) -> Option<Content> {
        if self.is_provider() {
            let properties = [
                ("CertPrincipalName", "msExchAutoDiscoverCertPrincipalName"),
                ("Server", "msExchAutoDiscoverServer"),
                ("TTL", "msExchAutoDiscoverTTL"),
                ("OutlookProviderFlags", "msExchAutoDiscoverFlags"),
            ];
            return self.read_as(&properties, |object| outlook_provider::read_from(object, ReadFrom::Directory));
        }
        if self.is_of("serviceConnectionPoint") || self.object.record.has("serviceBindingInformation") {
            let properties = [("AutoDiscoverServiceInternalUri", "serviceBindingInformation")];
            return self.read_as(&properties, client_access::read).filter(|_| self.is_autodiscover_point());
        }
        if self.is_of("msExchRpcHttpVirtualDirectory") {
            let properties =
                [("ExternalHostname", "msExchExternalHostName"), ("InternalHostname", "msExchInternalHostName")];
            return self.read_as(&properties, outlook_anywhere::read);
        }
        let kind = DIRECTORIES.iter().find(|(class, _)| self.is_of(class)).map(|(_, kind)| *kind)?;
        let properties = [
            ("InternalUrl", "msExchInternalHostName"),
            ("ExternalUrl", "msExchExternalHostName"),
            ("InternalNLBBypassUrl", "msExchInternalNLBBypassHostName"),
        ];
        self.read_as(&properties, |object| virtual_directory::read(object, kind))
    }

    /// Reads the object under the names that cmdlets have for its attributes. The directory keeps no empty ones: in an object
    /// that was exported whole, one that is not there is empty.
    fn read_as(&self, properties: &[(&str, &str)], read: impl Fn(&Object<'_>) -> Option<Content>) -> Option<Content> {
        let empty = self.dn().filter(|_| self.is_whole()).map(|dn| dn.span);
        let mut fields: Vec<Field> = Vec::new();
        for (property, attribute) in properties {
            let (place, value) = match (self.object.record.field(attribute), empty) {
                (Some(field), _) => (field.name.span, field.value.clone()),
                (None, Some(span)) => (span, Value::Null(span)),
                (None, None) => continue,
            };
            let value = match value {
                Value::Text(text) if *property == "OutlookProviderFlags" => Value::Text(text.map(|text| flags(&text))),
                value => value,
            };
            fields.push(Field { name: Spanned::new(Arc::from(*property), place), value });
        }
        for (property, value) in [("Name", self.name()), ("Identity", self.name()), ("ServerName", self.server())] {
            fields.extend(value.map(|value| {
                let name = Spanned::new(Arc::from(property), value.span);
                Field { name, value: Value::Text(value) }
            }));
        }
        let record = Record::new(self.object.record.span, fields);
        read(&Object { record: &record, ..self.object })
    }

    /// Whether an attribute that is a collection names this, without regard to case.
    fn lists(&self, attribute: &str, item: &str) -> bool {
        match self.object.texts(attribute) {
            Property::Value(texts) | Property::Cut(texts) => {
                texts.value.iter().any(|written| written.eq_ignore_ascii_case(item))
            }
            Property::Empty(_) | Property::NotExported => false,
        }
    }

    /// Whether `objectClass` names this class.
    fn is_of(&self, class: &str) -> bool {
        self.lists("objectClass", class)
    }

    fn is_provider(&self) -> bool {
        let own = ["msExchAutoDiscoverCertPrincipalName", "msExchAutoDiscoverServer", "msExchAutoDiscoverTTL"];
        let is_filled = |attribute: &&str| self.object.text(attribute).value().is_some();
        // The containers that the providers lie in.
        let is_container = |name: &Spanned<String>| {
            ["AutoDiscover", "Outlook"].iter().any(|container| name.value.eq_ignore_ascii_case(container))
        };
        (self.is_of("msExchAutoDiscoverConfig") || own.iter().any(is_filled))
            && self.name().is_some_and(|name| !is_container(&name))
    }

    fn is_autodiscover_point(&self) -> bool {
        let has_keywords = matches!(self.object.texts("keywords"), Property::Value(_) | Property::Cut(_));
        let is_url = !has_keywords || self.lists("keywords", AUTODISCOVER_URL);
        let uri = self.object.text("serviceBindingInformation");
        let speaks_of_it = uri.value().is_none_or(|uri| uri.to_ascii_lowercase().contains("autodiscover"));
        is_url && speaks_of_it && uri != Property::NotExported
    }

    /// Every object has these, and nobody asks for them by name.
    fn is_whole(&self) -> bool {
        self.object.record.has_any(&["instanceType", "uSNCreated", "uSNChanged"])
    }

    fn dn(&self) -> Option<Spanned<String>> {
        self.object.name_in_any(&["dn", "distinguishedName"])
    }

    /// `cn` or `name`, else the first part of the distinguished name.
    fn name(&self) -> Option<Spanned<String>> {
        self.object.name_in_any(&["cn", "name"]).or_else(|| self.part_of_dn(0))
    }

    /// `EX01` of `CN=…,CN=EX01,CN=Servers,…`.
    fn server(&self) -> Option<Spanned<String>> {
        let dn = self.dn()?;
        let servers = rdns(&dn.value).iter().position(|rdn| rdn.eq_ignore_ascii_case("cn=servers"))?;
        self.part_of_dn(servers.checked_sub(1)?)
    }

    /// The value of a part of the distinguished name, with its place where it can be given.
    fn part_of_dn(&self, index: usize) -> Option<Spanned<String>> {
        let dn = self.dn()?;
        let rdn = *rdns(&dn.value).get(index)?;
        let (_, value) = rdn.split_once('=')?;
        let at = rdn_end(&dn.value, index)? - value.len();
        let start = dn.span.start as usize + at;
        let span = Span::new(start, start + value.len());
        let written = self.object.source.text.as_ref().map(|text| text.slice(span));
        Some(Spanned::new(value.to_owned(), if written == Some(value) { span } else { dn.span }))
    }
}

/// The parts of a distinguished name; an escaped comma divides nothing.
fn rdns(dn: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in dn.bytes().enumerate() {
        if byte == b',' && !escaped {
            parts.extend(dn.get(start..at));
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    parts.extend(dn.get(start..));
    parts
}

/// Where a part of a distinguished name ends.
fn rdn_end(dn: &str, index: usize) -> Option<usize> {
    let parts = rdns(dn);
    let before: usize = parts.get(..=index)?.iter().map(|part| part.len() + 1).sum();
    before.checked_sub(1)
}

/// Classes of virtual directories.
const DIRECTORIES: [(&str, DirectoryType); 8] = [
    ("msExchOWAVirtualDirectory", DirectoryType::Owa),
    ("msExchECPVirtualDirectory", DirectoryType::Ecp),
    ("msExchWebServicesVirtualDirectory", DirectoryType::WebServices),
    ("msExchMobileVirtualDirectory", DirectoryType::ActiveSync),
    ("msExchOABVirtualDirectory", DirectoryType::Oab),
    ("msExchMapiVirtualDirectory", DirectoryType::Mapi),
    ("msExchPowerShellVirtualDirectory", DirectoryType::PowerShell),
    ("msExchAutoDiscoverVirtualDirectory", DirectoryType::Autodiscover),
];

/// The words of `OutlookProviderFlags` for their number; as written where it is none.
fn flags(written: &str) -> String {
    let Ok(number) = written.trim().parse::<u32>() else { return written.to_owned() };
    let known = [(1, "ServerExclusiveConnect"), (2, "ExternalClientsRequireSSL"), (4, "InternalClientsRequireSSL")];
    let words: Vec<&str> = known.iter().filter(|(bit, _)| number & bit != 0).map(|(_, word)| *word).collect();
    if words.is_empty() && number == 0 {
        "None".to_owned()
    } else if number > 7 {
        written.to_owned()
    } else {
        words.join(", ")
    }
}
