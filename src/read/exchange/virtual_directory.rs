//! `Get-OwaVirtualDirectory` and its kin: one kind of object for each service, all with the same URLs.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 17] = [
    "InternalUrl",
    "ExternalUrl",
    "InternalNLBBypassUrl",
    "InternalAuthenticationMethods",
    "ExternalAuthenticationMethods",
    "MetabasePath",
    "ExtendedProtectionTokenChecking",
    "WebsiteName",
    "BasicAuthentication",
    "BasicAuthEnabled",
    "WindowsAuthentication",
    "FormsAuthentication",
    "IISAuthenticationMethods",
    "RequireSSL",
    "WebSiteSSLEnabled",
    "ExternalDownloadHostName",
    "InternalDownloadHostName",
];

/// The cmdlet of a type. Function pointers can't close over the type, so each gets functions of its own.
macro_rules! cmdlet {
    ($name:ident, $kind:ident, $type_name:literal) => {
        pub(super) const $name: Cmdlet = Cmdlet {
            noun: DirectoryType::$kind.noun(),
            type_name: $type_name,
            properties: &PROPERTIES,
            recognises: |record| directory(record) == Some(DirectoryType::$kind),
            dates: &[],
            read: |object| read(object, DirectoryType::$kind),
        };
    };
}

cmdlet!(OWA, Owa, "ADOwaVirtualDirectory");
cmdlet!(ECP, Ecp, "ADEcpVirtualDirectory");
cmdlet!(WEB_SERVICES, WebServices, "ADWebServicesVirtualDirectory");
cmdlet!(ACTIVE_SYNC, ActiveSync, "ADMobileVirtualDirectory");
cmdlet!(OAB, Oab, "ADOabVirtualDirectory");
cmdlet!(MAPI, Mapi, "ADMapiVirtualDirectory");
cmdlet!(POWER_SHELL, PowerShell, "ADPowerShellVirtualDirectory");
cmdlet!(AUTODISCOVER, Autodiscover, "ADAutodiscoverVirtualDirectory");
cmdlet!(UNKNOWN, Unknown, "ADVirtualDirectory");

/// The type by what names the directory, by what only one has, by the path of its URLs; `None` if it is no directory.
fn directory(record: &Record) -> Option<DirectoryType> {
    if record.has_any(&FOREIGN) {
        return None;
    }
    let is_one = record.has_any(&["InternalUrl", "ExternalUrl", "InternalNLBBypassUrl", "MetabasePath"]);
    let text = |property: &str| record.text(property).map(|text| text.value.as_str());
    let by_path = || text("MetabasePath").and_then(|path| by_name(path.rsplit('/').next()?));
    let by_own_name = || ["Name", "Identity"].iter().find_map(|name| by_site_name(text(name)?, is_one));
    let by_property = || OWN.iter().find(|(property, _)| is_one && record.has(property)).map(|(_, kind)| *kind);
    let by_url = || ["InternalUrl", "ExternalUrl", "InternalNLBBypassUrl"].iter().find_map(|name| by_url(text(name)?));
    by_path().or_else(by_own_name).or_else(by_property).or_else(by_url).or(is_one.then_some(DirectoryType::Unknown))
}

/// Properties of what application proxies publish.
const FOREIGN: [&str; 6] = [
    "BackendServerUrl",
    "ExternalPreauthentication",
    "ExternalAuthenticationType",
    "IsTranslateHostHeaderInRequestEnabled",
    "IsHttpOnlyCookieEnabled",
    "ApplicationServerTimeout",
];

/// Properties that only one of the types has.
const OWN: [(&str, DirectoryType); 6] = [
    ("InternalNLBBypassUrl", DirectoryType::WebServices),
    ("MRSProxyEnabled", DirectoryType::WebServices),
    ("OwaVersion", DirectoryType::Owa),
    ("OfflineAddressBooks", DirectoryType::Oab),
    ("PollInterval", DirectoryType::Oab),
    ("MobileClientCertificateProvisioningEnabled", DirectoryType::ActiveSync),
];

/// `owa (Default Web Site)`, `EX01\owa (Exchange Back End)`; without a site only where it is a directory anyway.
fn by_site_name(name: &str, is_one: bool) -> Option<DirectoryType> {
    let name = name.rsplit('\\').next().unwrap_or(name);
    match name.split_once('(') {
        Some((name, _)) => by_name(name.trim()),
        None if is_one => by_name(name.trim()),
        None => None,
    }
}

fn by_name(name: &str) -> Option<DirectoryType> {
    Some(match name.to_ascii_lowercase().as_str() {
        "owa" => DirectoryType::Owa,
        "ecp" => DirectoryType::Ecp,
        "ews" => DirectoryType::WebServices,
        "microsoft-server-activesync" => DirectoryType::ActiveSync,
        "oab" => DirectoryType::Oab,
        "mapi" => DirectoryType::Mapi,
        "powershell" | "powershell-proxy" => DirectoryType::PowerShell,
        "autodiscover" => DirectoryType::Autodiscover,
        _ => return None,
    })
}

/// The first part of the path: `https://mail.contoso.com/EWS/Exchange.asmx`.
fn by_url(url: &str) -> Option<DirectoryType> {
    let (_, rest) = url.split_once("://")?;
    let (_, path) = rest.split_once('/')?;
    by_name(path.split(['/', '?']).next()?)
}

pub(super) fn read(object: &Object<'_>, kind: DirectoryType) -> Option<Content> {
    Some(Content::VirtualDirectory(Box::new(VirtualDirectory {
        source: object.source(),
        span: object.record.span,
        kind,
        server: object.server(),
        identity: object.text_of_any(&["Identity", "Name"]),
        internal_url: object.url("InternalUrl"),
        external_url: object.url("ExternalUrl"),
        internal_nlb_bypass_url: object.url("InternalNLBBypassUrl"),
        internal_authentication_methods: object.texts("InternalAuthenticationMethods"),
        external_authentication_methods: object.texts("ExternalAuthenticationMethods"),
        iis_authentication_methods: object.texts("IISAuthenticationMethods"),
        basic_authentication: object.boolean_of_any(&["BasicAuthentication", "BasicAuthEnabled"]),
        forms_authentication: object.boolean("FormsAuthentication"),
        windows_authentication: object.boolean("WindowsAuthentication"),
        requires_ssl: object.boolean_of_any(&["RequireSSL", "WebSiteSSLEnabled"]),
        external_download_host_name: object.text("ExternalDownloadHostName"),
        internal_download_host_name: object.text("InternalDownloadHostName"),
        extended_protection: object.text("ExtendedProtectionTokenChecking"),
        version: object.version(),
    })))
}
