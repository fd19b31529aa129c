//! EX029: a client virtual directory accepts Basic, or clients of Outlook Anywhere inside authenticate by it.

use super::*;
use crate::model::exchange::{DirectoryType, VirtualDirectory};
use crate::text::keys::ex029::*;

pub(super) static RULE: Rule = Rule::warning("EX029", "directory-auth-basic", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::HttpServices])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut told: Vec<(DirectoryType, Severity, usize)> = Vec::new();
    for directory in judgement.deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        let Some(basic) = basic_of(directory) else { continue };
        let place = Place::text(&directory.source, basic);
        match has_form(directory) {
            Some(true) => continue,
            None => {
                found.undecided(place, Reason::new(reasons::UNDECIDED_FORMS));
                continue;
            }
            Some(false) => {}
        }
        let without_tls = directory.requires_ssl.spanned().filter(|required| !required.value);
        let severity = match (without_tls, directory.kind) {
            (Some(_), _) => Severity::Error,
            // Exchange Setup leaves it so, and phones know little else.
            (None, DirectoryType::ActiveSync) => Severity::Note,
            (None, _) => Severity::Warning,
        };
        let name = directory_called(directory);
        let known = told.iter().find(|(kind, other, _)| (*kind, *other) == (directory.kind, severity));
        if let Some(finding) = known.and_then(|(_, _, index)| found.found.get_mut(*index)) {
            finding.label_with(place, LABEL_ALSO, [("further", Fact::from(name))]);
            continue;
        }
        told.push((directory.kind, severity, found.found.len()));
        let finding = found.add(MESSAGE, directory.kind.noun()).label(place, LABEL_HERE);
        finding.severity(severity).fact("directory", name);
        if let Some(required) = without_tls {
            finding.message(MESSAGE_WITHOUT_TLS).label(Place::text(&directory.source, required.span), LABEL_TLS);
        }
        let help = match directory.kind {
            DirectoryType::ActiveSync => HELP_ACTIVE_SYNC,
            DirectoryType::Owa | DirectoryType::Ecp => HELP_FORM,
            _ => HELP,
        };
        finding.say(&[EFFECT, help]);
    }
    check_anywhere(judgement, found);
}

fn check_anywhere(judgement: &Judgement<'_>, found: &mut Findings) {
    for anywhere in judgement.deployment.anywhere.iter().filter(|anywhere| anywhere.is_for_clients()) {
        let Some(method) = anywhere.internal_client_authentication_method.spanned() else { continue };
        // Without a host no client comes this way.
        if !is_basic(&method.value) || matches!(anywhere.internal_hostname, Property::Empty(_)) {
            continue;
        }
        let finding = add_anywhere([MESSAGE_ANYWHERE, LABEL_ANYWHERE], anywhere, method.span, found);
        // Without offloading IIS requires TLS, whatever clients are told.
        let without_tls = anywhere.internal_clients_require_ssl.spanned().filter(|required| !required.value);
        if let Some(required) = without_tls.filter(|_| anywhere.ssl_offloading.value() != Some(&false)) {
            finding.message(MESSAGE_ANYWHERE_WITHOUT_TLS).severity(Severity::Error);
            finding.label(Place::text(&anywhere.source, required.span), LABEL_TLS);
        }
        finding.say(&[EFFECT, HELP_ANYWHERE]);
        let set = vec![AnywhereSetting::InternalClientsNegotiate, AnywhereSetting::InternalClientsRequireSsl];
        let step = set_anywhere(judgement, anywhere, set, Some(method.value.trim()));
        finding.ways.extend(step.map(|step| vec![step.only_if(conditions::ONLY_IF_NO_PROXY)]));
    }
}

fn is_basic(method: &str) -> bool {
    method.trim().eq_ignore_ascii_case("basic")
}

/// Where a directory says that it accepts Basic. The methods for clients outside are what they are advised to use, which says
/// nothing where IIS has Basic off.
fn basic_of(directory: &VirtualDirectory) -> Option<Span> {
    if let Some(basic) = directory.basic_authentication.spanned() {
        return basic.value.then_some(basic.span);
    }
    let lists = [
        &directory.iis_authentication_methods,
        &directory.internal_authentication_methods,
        &directory.external_authentication_methods,
    ];
    let mut told = lists.into_iter().filter_map(Property::spanned);
    told.find(|methods| methods.value.iter().any(|method| is_basic(method))).map(|methods| methods.span)
}

/// Whether a logon form takes the password, which needs Basic behind it; `None` where the export does not tell.
fn has_form(directory: &VirtualDirectory) -> Option<bool> {
    if !matches!(directory.kind, DirectoryType::Owa | DirectoryType::Ecp | DirectoryType::Unknown) {
        return Some(false);
    }
    let lists_form = |methods: &Vec<String>| methods.iter().any(|method| method.trim().eq_ignore_ascii_case("fba"));
    let flag = directory.forms_authentication.value().copied();
    flag.or_else(|| directory.internal_authentication_methods.value().map(lists_form))
}
