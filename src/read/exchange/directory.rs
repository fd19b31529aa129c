//! The same objects as the directory shows them: LDIF, CSVDE, `Get-ADObject`.
//!
//! The attributes are those that Exchange's schema binds to the cmdlets' properties: an `OutlookProvider` is an
//! `msExchAutoDiscoverConfig`, a service connection point a `serviceConnectionPoint` whose keyword says Autodiscover.

use std::sync::Arc;

use super::{Exchange, Object, moment::DateOrder};
use crate::{
    model::{
        exchange::{
            ClientAccessService, DirectoryType, OutlookAnywhere, OutlookProvider, Property, ReadFrom, VirtualDirectory,
        },
        file::{Content, Kind, Problem},
        source::{Place, Source, Span, Spanned},
    },
    read::powershell::Output,
};

/// The keyword of an Autodiscover service connection point that has a URL.
const AUTODISCOVER_URL: &str = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";

/// Whether these are objects of the directory. Cmdlets of Exchange show no attribute by the directory's own name.
pub(super) fn is_export(output: &Output) -> bool {
    let is_own = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("msexch") || name == "servicebindinginformation"
    };
    output.records.first().is_some_and(|record| {
        record.field("dn").is_some()
            || record.field("distinguishedName").is_some()
                && record.fields.iter().any(|field| is_own(&field.name.value))
    })
}

/// Reads the objects that Exchange keeps in the directory; others are of no concern.
pub(super) fn read(source: &Arc<Source>, output: Output) -> Exchange {
    let problems = output.problems.into_iter();
    let mut exchange = Exchange {
        kinds: vec![Kind::DirectoryExport],
        contents: Vec::new(),
        problems: problems.map(|(kind, span)| Problem::new(kind, Place::text(source, span))).collect(),
        unrecognised: false,
    };
    for record in &output.records {
        let entry = Entry { object: Object { source, record, date_order: DateOrder::Unknown } };
        exchange.contents.extend(entry.content());
    }
    exchange
}

/// One object of the directory.
struct Entry<'a> {
    object: Object<'a>,
}

impl Entry<'_> {
    fn content(&self) -> Option<Content> {
        if let Some(provider) = self.provider() {
            return Some(Content::OutlookProvider(Box::new(provider)));
        }
        if self.is_of("serviceConnectionPoint") || self.has("serviceBindingInformation") {
            return self.service_connection_point().map(|point| Content::ClientAccessService(Box::new(point)));
        }
        if self.is_of("msExchRpcHttpVirtualDirectory") {
            return Some(Content::OutlookAnywhere(Box::new(self.outlook_anywhere())));
        }
        let kind = DIRECTORIES.iter().find(|(class, _)| self.is_of(class)).map(|(_, kind)| *kind)?;
        Some(Content::VirtualDirectory(Box::new(self.virtual_directory(kind))))
    }

    fn has(&self, attribute: &str) -> bool {
        self.object.record.field(attribute).is_some()
    }

    /// Whether `objectClass` names this class.
    fn is_of(&self, class: &str) -> bool {
        let classes = self.object.texts("objectClass");
        match &classes {
            Property::Value(classes) | Property::Cut(classes) => {
                classes.value.iter().any(|written| written.eq_ignore_ascii_case(class))
            }
            Property::Empty(_) | Property::NotExported => false,
        }
    }

    fn provider(&self) -> Option<OutlookProvider> {
        let own = ["msExchAutoDiscoverCertPrincipalName", "msExchAutoDiscoverServer", "msExchAutoDiscoverTTL"];
        if !self.is_of("msExchAutoDiscoverConfig") && !own.iter().any(|attribute| self.is_filled(attribute)) {
            return None;
        }
        let name = self.name()?;
        // The containers that the providers lie in.
        if ["AutoDiscover", "Outlook"].iter().any(|container| name.value.eq_ignore_ascii_case(container)) {
            return None;
        }
        Some(OutlookProvider {
            read_from: ReadFrom::Directory,
            source: Arc::clone(self.object.source),
            span: self.object.record.span,
            name,
            cert_principal_name: self.text("msExchAutoDiscoverCertPrincipalName"),
            server: self.text("msExchAutoDiscoverServer"),
            ttl: self.text("msExchAutoDiscoverTTL"),
            flags: self.text("msExchAutoDiscoverFlags").and_then(|number| Some(flags(number))),
        })
    }

    fn service_connection_point(&self) -> Option<ClientAccessService> {
        let is_url = match self.object.texts("keywords") {
            Property::Value(keywords) | Property::Cut(keywords) => {
                keywords.value.iter().any(|keyword| keyword.eq_ignore_ascii_case(AUTODISCOVER_URL))
            }
            Property::Empty(_) | Property::NotExported => true,
        };
        let uri = self.object.text("serviceBindingInformation");
        let speaks_of_it = uri.value().is_none_or(|uri| uri.to_ascii_lowercase().contains("autodiscover"));
        (is_url && speaks_of_it && uri != Property::NotExported).then(|| ClientAccessService {
            source: Arc::clone(self.object.source),
            span: self.object.record.span,
            name: self.name(),
            auto_discover_service_internal_uri: uri,
        })
    }

    fn virtual_directory(&self, kind: DirectoryType) -> VirtualDirectory {
        VirtualDirectory {
            source: Arc::clone(self.object.source),
            span: self.object.record.span,
            kind,
            server: self.server(),
            identity: self.name().map_or(Property::NotExported, Property::Value),
            internal_url: self.text("msExchInternalHostName"),
            external_url: self.text("msExchExternalHostName"),
            internal_nlb_bypass_url: self.text("msExchInternalNLBBypassHostName"),
            internal_authentication_methods: Property::NotExported,
            external_authentication_methods: Property::NotExported,
            extended_protection: Property::NotExported,
        }
    }

    fn outlook_anywhere(&self) -> OutlookAnywhere {
        OutlookAnywhere {
            source: Arc::clone(self.object.source),
            span: self.object.record.span,
            server: self.server(),
            identity: self.name().map_or(Property::NotExported, Property::Value),
            external_hostname: self.text("msExchExternalHostName"),
            internal_hostname: self.text("msExchInternalHostName"),
            external_clients_require_ssl: Property::NotExported,
            internal_clients_require_ssl: Property::NotExported,
            external_client_authentication_method: Property::NotExported,
            internal_client_authentication_method: Property::NotExported,
            iis_authentication_methods: Property::NotExported,
            ssl_offloading: Property::NotExported,
            extended_protection: Property::NotExported,
        }
    }

    fn is_filled(&self, attribute: &str) -> bool {
        self.object.text(attribute).value().is_some()
    }

    /// An attribute. The directory keeps no empty ones: in an object that was exported whole, one that is not there is
    /// empty.
    fn text(&self, attribute: &str) -> Property<String> {
        match self.object.text(attribute) {
            Property::NotExported if self.is_whole() => {
                self.dn().map_or(Property::NotExported, |dn| Property::Empty(dn.span))
            }
            told => told,
        }
    }

    /// Every object has these, and nobody asks for them by name.
    fn is_whole(&self) -> bool {
        ["instanceType", "uSNCreated", "uSNChanged"].iter().any(|attribute| self.has(attribute))
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

    /// The value of a part of the distinguished name, with its place where it can be told.
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
