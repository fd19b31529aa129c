//! EX033: POP or IMAP takes passwords without TLS.

use super::*;
use crate::text::keys::ex033::*;

pub(super) static RULE: Rule = Rule::warning("EX033", "pop-imap-plain-login", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::MailAccess])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for settings in &judgement.deployment.mail_access {
        let Some(login) = whole(&settings.login_type, &settings.source, found) else { continue };
        let is_plain = login.value.trim().eq_ignore_ascii_case("PlainTextLogin") || login.value.trim() == "1";
        // Where it listens with TLS alone, no password is sent without.
        if !is_plain || matches!(settings.unencrypted_or_tls_bindings, Property::Empty(_)) {
            continue;
        }
        let server = settings.server.as_ref().map_or("", |server| server.value.as_str());
        let place = |span| Place::text(&settings.source, span);
        let finding = found.add(MESSAGE, format!("{} {server}", settings.noun()).trim());
        finding.label(place(login.span), LABEL_HERE);
        finding.fact("protocol", settings.service.name()).fact("server", server);
        if let Some(bindings) = settings.unencrypted_or_tls_bindings.span() {
            finding.label(place(bindings), LABEL_BINDINGS);
        }
        finding.say(&[EFFECT, HELP]);
        let (service, server) = (settings.service.into(), server_argument(Some(server)));
        finding.fix(Command::RequireSecureLogin { service, server });
    }
}
