//! EX024: hosts of the Internet reach a receive connector that offers no TLS, or passwords without it.

use super::{
    halves::{Flow, show_tls},
    *,
};
use crate::text::keys::ex024::*;

pub(super) static RULE: Rule =
    Rule::warning("EX024", "receive-connector-without-tls", "0.1.0", Check::Deployment(check))
        .examining(&[Subject::Connectors])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let connectors = judgement.deployment.connectors.iter();
    for connector in connectors.filter(|own| own.direction == Direction::Receive && own.is_enabled()) {
        check_connector(judgement, connector, found);
    }
}

fn check_connector(judgement: &Judgement<'_>, connector: &Connector, found: &mut Findings) {
    let source = &connector.source;
    let Some((groups, _)) = words_of(&connector.permission_groups, source, found) else { return };
    let Some((mechanisms, span)) = words_of(&connector.auth_mechanism, source, found) else { return };
    let takes_passwords = has_word(mechanisms, "BasicAuth") && !has_word(mechanisms, "BasicAuthRequireTLS");
    let offers_tls = has_word(mechanisms, "Tls");
    if !has_word(groups, "AnonymousUsers") || offers_tls && !takes_passwords {
        return;
    }
    let range = match reach(connector) {
        Reach::Outside(range, _) => range,
        Reach::Inside => return,
        Reach::Open(why) => return found.undecided(connector.place(span), Reason::new(why)),
    };
    let label = if takes_passwords { LABEL_PASSWORDS } else { LABEL_HERE };
    let finding = found.add(MESSAGE, connector_called(connector)).label(connector.place(span), label);
    finding.fact("connector", connector_called(connector)).fact("range", range);
    if let Some(span) = connector.remote_ip_ranges.span() {
        finding.label(connector.place(span), LABEL_RANGE);
    }
    if connector.takes_from_own_cloud() {
        show_tls(finding, judgement, Flow::FromCloud);
    }
    if takes_passwords {
        finding.message(MESSAGE_PASSWORDS).severity(Severity::Error).say(&[EFFECT_PASSWORDS, HELP_PASSWORDS]);
    } else {
        finding.say(&[EFFECT, HELP]);
    }
    let identity = argument(connector.identity.as_ref().map(|identity| &identity.value));
    if let (Some(identity), Some(mechanisms)) = (identity, with_tls(mechanisms)) {
        finding.fix(Command::SetAuthMechanism { identity, mechanisms });
    }
}

/// The mechanisms with TLS, and passwords after it alone; `None` where one of them excludes others.
fn with_tls(offered: &[String]) -> Option<Vec<AuthMechanism>> {
    use AuthMechanism as M;
    let named = offered.iter().map(|word| word.trim()).filter(|word| !word.eq_ignore_ascii_case("None"));
    let mut mechanisms: Vec<M> = named.map(|word| word.parse().ok()).collect::<Option<_>>()?;
    let passwords = mechanisms.contains(&M::BasicAuth).then_some(M::BasicAuthRequireTls);
    let lacking: Vec<M> =
        [Some(M::Tls), passwords].into_iter().flatten().filter(|own| !mechanisms.contains(own)).collect();
    mechanisms.extend(lacking);
    Some(mechanisms)
}
