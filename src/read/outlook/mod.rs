//! Outlook's own proxy settings: registry exports and profile files.

mod prf;
mod reg;

use std::sync::Arc;

use crate::model::{
    file::{Problem, ProblemKind},
    profile::{AuthScheme, Profile, ProfileForm, RohFlags},
    source::{Place, Source, Span, Spanned},
};

/// What was read of a file with profiles.
#[derive(Debug, Default)]
pub struct Reading {
    /// The sections that have a proxy setting, in the order of the file.
    pub profiles: Vec<Profile>,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// Reads a registry export that mentions Outlook, or a profile file; `None` for any other text.
pub fn read(source: &Arc<Source>) -> Option<Reading> {
    let text = source.text.as_ref()?;
    reg::read(source, text).or_else(|| prf::read(source, text))
}

/// One of the four settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    ProxyServer,
    Principal,
    Flags,
    AuthScheme,
}

/// What a setting holds.
enum Held {
    Text(Spanned<String>),
    Number(Spanned<u32>),
}

/// One section of a file while it is read.
struct Section {
    profile: Profile,
}

impl Section {
    fn new(source: &Arc<Source>, form: ProfileForm, span: Span, name: Option<Spanned<String>>) -> Section {
        let source = Arc::clone(source);
        let (proxy_server, principal, flags, auth_scheme) = (None, None, None, None);
        Section { profile: Profile { source, span, form, name, proxy_server, principal, flags, auth_scheme } }
    }

    /// Takes a setting. A blank text is none; of one that is twice the last counts.
    fn set(&mut self, setting: Setting, held: Held) {
        let filled = |text: Spanned<String>| Some(text).filter(|text| !text.value.trim().is_empty());
        match (setting, held) {
            (Setting::ProxyServer, Held::Text(text)) => self.profile.proxy_server = filled(text),
            (Setting::Principal, Held::Text(text)) => self.profile.principal = filled(text),
            (Setting::Flags, Held::Number(number)) => self.profile.flags = Some(number.map(RohFlags)),
            (Setting::AuthScheme, Held::Number(number)) => self.profile.auth_scheme = Some(number.map(AuthScheme)),
            (Setting::ProxyServer | Setting::Principal, Held::Number(_))
            | (Setting::Flags | Setting::AuthScheme, Held::Text(_)) => {}
        }
    }

    /// The profile, if it has a setting.
    fn profile(self) -> Option<Profile> {
        let profile = self.profile;
        let says_something = profile.proxy_server.is_some()
            || profile.principal.is_some()
            || profile.flags.is_some()
            || profile.auth_scheme.is_some();
        says_something.then_some(profile)
    }
}

/// Something is wrong with a value.
fn damaged(source: &Arc<Source>, form: &'static str, detail: String, span: Span) -> Problem {
    Problem::new(ProblemKind::ExportDamaged { form, detail }, Place::text(source, span))
}
