//! Outlook's own proxy settings, as a registry export or a profile file (`.prf`) holds them.

use std::sync::Arc;

use super::{
    host::Host,
    source::{Place, Source, Span, Spanned},
};

/// The RPC over HTTP settings of one section of one profile.
#[derive(Debug)]
pub struct Profile {
    /// The file.
    pub source: Arc<Source>,
    /// What names it: the key of a registry export, the section of a `.prf`.
    pub span: Span,
    /// The form it was saved in.
    pub form: ProfileForm,
    /// The profile's name; `None` where the file does not tell (a policy has none).
    pub name: Option<Spanned<String>>,
    /// `001f6622`, `RPCProxyServer`: the proxy server, as written.
    pub proxy_server: Option<Spanned<String>>,
    /// `001f6625`, `RPCProxyPrincipalName`: the principal, as written.
    pub principal: Option<Spanned<String>>,
    /// `00036623`, `RPCoverHTTPflags`.
    pub flags: Option<Spanned<RohFlags>>,
    /// `00036627`, `RPCProxyAuthScheme`.
    pub auth_scheme: Option<Spanned<AuthScheme>>,
}

impl Profile {
    /// The host of the proxy server, if it is one.
    pub fn proxy_host(&self) -> Option<Host> {
        Host::parse(self.proxy_server.as_ref()?.value.trim()).ok()
    }

    /// A place in the profile's file.
    pub fn place(&self, span: Span) -> Place {
        Place::text(&self.source, span)
    }
}

/// How a profile was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileForm {
    /// A registry export: `Windows Registry Editor Version 5.00` or `REGEDIT4`.
    Registry,
    /// The policy of article 961112, in a registry export.
    Policy,
    /// A profile file for Outlook's setup.
    Prf,
}

/// `PR_ROH_FLAGS` (MS-OXOCFG; Outlook MAPI reference, PidTagRpcOverHttpFlags).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RohFlags(pub u32);

impl RohFlags {
    const USE_ROH: u32 = 1;
    const SSL_ONLY: u32 = 2;
    const MUTUAL_AUTH: u32 = 4;
    const HTTP_FIRST_ON_FAST: u32 = 8;
    const IGNORE_SEC_WARNING: u32 = 0x10;
    const HTTP_FIRST_ON_SLOW: u32 = 0x20;

    /// Each known bit with its name.
    const NAMES: [(u32, &str); 6] = [
        (RohFlags::USE_ROH, "USE_ROH"),
        (RohFlags::SSL_ONLY, "SSL_ONLY"),
        (RohFlags::MUTUAL_AUTH, "MUTUAL_AUTH"),
        (RohFlags::HTTP_FIRST_ON_FAST, "HTTP_FIRST_ON_FAST"),
        (RohFlags::IGNORE_SEC_WARNING, "IGNORE_SEC_WARNING"),
        (RohFlags::HTTP_FIRST_ON_SLOW, "HTTP_FIRST_ON_SLOW"),
    ];

    fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }

    /// Outlook Anywhere is on.
    pub fn uses_rpc_over_http(self) -> bool {
        self.has(RohFlags::USE_ROH)
    }

    /// Connect using SSL only.
    pub fn ssl_only(self) -> bool {
        self.has(RohFlags::SSL_ONLY)
    }

    /// Only connect to proxy servers that have this principal name in their certificate.
    pub fn mutual_authentication(self) -> bool {
        self.has(RohFlags::MUTUAL_AUTH)
    }

    /// Warnings about the proxy's certificate are ignored.
    pub fn ignores_warnings(self) -> bool {
        self.has(RohFlags::IGNORE_SEC_WARNING)
    }

    /// The names of the known bits that are set, the lowest first.
    pub fn names(self) -> Vec<&'static str> {
        RohFlags::NAMES.into_iter().filter_map(|(bit, name)| self.has(bit).then_some(name)).collect()
    }

    /// The bits that have no known name.
    pub fn unknown(self) -> u32 {
        RohFlags::NAMES.into_iter().fold(self.0, |rest, (bit, _)| rest & !bit)
    }
}

/// `PR_ROH_PROXY_AUTH_SCHEME`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthScheme(pub u32);

impl AuthScheme {
    /// Basic, and no other.
    pub fn is_basic(self) -> bool {
        self.0 == 1
    }

    /// `Basic`, `NTLM`, `Negotiate`; `None` for another number.
    pub fn name(self) -> Option<&'static str> {
        match self.0 {
            1 => Some("Basic"),
            2 => Some("NTLM"),
            16 => Some("Negotiate"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_bit_by_bit() {
        assert_eq!(RohFlags(0).names(), Vec::<&str>::new());
        let usual = RohFlags(0x2f);
        assert_eq!(usual.names(), ["USE_ROH", "SSL_ONLY", "MUTUAL_AUTH", "HTTP_FIRST_ON_FAST", "HTTP_FIRST_ON_SLOW"]);
        assert!(usual.uses_rpc_over_http() && usual.ssl_only() && usual.mutual_authentication());
        assert!(!usual.ignores_warnings() && RohFlags(0x10).ignores_warnings());
        assert_eq!(RohFlags(0x8000_0041).unknown(), 0x8000_0040);
    }
}
