//! EX008: a URL of a client virtual directory has a host that is ours and that no server certificate covers.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("EX008"),
    name: "directory-url-not-in-certificate",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    report_uncovered(
        judgement,
        found,
        |endpoint| endpoint.origin == EndpointOrigin::Directory,
        |host, finding| {
            const ENOUGH: usize = 12;
            let host_of = |url: &Property<String>| Host::of_url(url.value()?.trim()).and_then(|(_, host)| host.ok());
            for directory in judgement.deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
                let covered = host_of(&directory.external_url)
                    .filter(|other| !judgement.coverage.of(other, &judgement.deployed_certificates).is_empty())
                    .and(directory.external_url.value())
                    .filter(|url| is_plain(url.trim()));
                // An internal URL is mended by the external one, whose name the certificate has.
                if let (Some(url), Some(identity), true) = (
                    covered,
                    quotable(directory.identity.value()),
                    host_of(&directory.internal_url).as_ref() == Some(host),
                ) && finding.fixes.len() < ENOUGH
                {
                    let (noun, url) = (directory.kind.noun(), url.trim());
                    let command = format!("Set-{noun} \"{identity}\" -InternalUrl \"{url}\"");
                    fix_otherwise(finding, command, directory.internal_url.value().map(String::as_str));
                }
            }
            // Further directories are further steps of the same way.
            finding
                .fixes
                .iter_mut()
                .filter(|fix| fix.command.starts_with("Set-"))
                .skip(1)
                .for_each(|fix| fix.alternative = false);
        },
    );
}

/// A URL that can stand within quotes in a command.
fn is_plain(url: &str) -> bool {
    url.len() <= 256 && url.chars().all(|c| c.is_ascii_alphanumeric() || ":/.-_".contains(c))
}
