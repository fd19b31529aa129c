//! Why Autodiscover gives a value, and the document that says so; and why a value is left out.

/// Why a value is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum Ground {
    /// CertPrincipalName of the provider.
    ProviderName,
    /// An empty CertPrincipalName: `msstd:` and the ExternalHostname of Outlook Anywhere.
    ProviderDefault,
    /// `Server` of the provider goes before the ExternalHostname.
    ProviderServer,
    /// A principal that is not given is `msstd:` and the Server of the same Protocol.
    ServerDefault,
    /// ExternalHostname and InternalHostname of Outlook Anywhere.
    Hostname,
    /// ExternalClientsRequireSsl and InternalClientsRequireSsl.
    RequireSsl,
    /// The authentication method that clients of Outlook Anywhere are given.
    AuthenticationMethod,
    /// Where SSL is off for clients inside, the principal is `None`.
    SslOff,
    /// OutlookProviderFlags.
    ProviderFlags,
    /// TTL of the provider.
    ProviderTtl,
    /// EXCH has the internal URLs of the services, EXPR the external ones.
    ServiceUrl,
    /// EXHTTP, to clients that ask for it: inside first, then outside.
    ExHttp,
    /// The URLs of Outlook on the web.
    WebUrl,
    /// The URLs of MAPI over HTTP.
    MapiUrl,
}

impl Ground {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The document that says so.
    pub fn reference(self) -> &'static str {
        match self {
            Ground::ProviderName | Ground::ProviderFlags | Ground::ProviderTtl => {
                "https://learn.microsoft.com/powershell/module/exchangepowershell/set-outlookprovider"
            }
            Ground::ProviderDefault => "https://learn.microsoft.com/archive/blogs/umutg/all-about-set-outlookprovider",
            Ground::ProviderServer => {
                "https://techcommunity.microsoft.com/blog/exchange/when-if-and-how-do-you-modify-outlook-providers/603428"
            }
            Ground::ServerDefault => {
                "https://learn.microsoft.com/exchange/client-developer/web-service-reference/certprincipalname-pox"
            }
            Ground::Hostname | Ground::RequireSsl | Ground::AuthenticationMethod => {
                "https://learn.microsoft.com/powershell/module/exchangepowershell/set-outlookanywhere"
            }
            Ground::SslOff => {
                "https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange"
            }
            Ground::ServiceUrl => "https://blogs.technet.com/b/exchange/archive/2008/09/26/3406344.aspx",
            Ground::ExHttp => {
                "https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-request-for-exchange"
            }
            Ground::WebUrl => {
                "https://learn.microsoft.com/exchange/client-developer/web-service-reference/internal-pox"
            }
            Ground::MapiUrl => {
                "https://learn.microsoft.com/exchange/client-developer/web-service-reference/mailstore-pox"
            }
        }
    }
}

/// Why a value, or a whole Protocol, is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Reason {
    /// It differs from mailbox to mailbox: GUID, database, server.
    Mailbox,
    /// No export shows it; the cmdlet that does.
    NotExported(&'static str),
    /// It has no value.
    Empty(&'static str),
    /// No document says what Exchange gives here.
    NotDocumented,
    /// It depends on the version of the server, which no export shows.
    Version,
    /// The server is too old for it.
    TooOld,
    /// MAPI over HTTP is off.
    MapiHttpOff,
}

impl Reason {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The cmdlet or property that it is about.
    pub fn about(self) -> &'static str {
        match self {
            Reason::NotExported(about) | Reason::Empty(about) => about,
            _ => "",
        }
    }
}
