//! `--redact`: mail addresses, LegacyDNs and user names leave no trace in a report that leaves the site.
//!
//! Foreign text alone is redacted, before it is put into words: what is known of a deployment's users is gathered from its
//! files first, then every value, path and excerpt goes through here. Of an excerpt what is meant and the name of the
//! value are left, since the rest of a line may say anything.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use crate::{
    finding::{About, Fact, Facts, Finding, Reason, View},
    judge::{
        deployed::{DeployedCertificate, Role},
        judgement::Judgement,
    },
    model::{certificate::Certificate, command::Command, host::ListedName, source::Source},
};

/// Mail addresses, also as URLs and XML write them, and what has their form (`GUID@domain`).
const ADDRESS: &str =
    r#"(?:"[^"\s]+"|[^\s<>"'`,;:()\[\]{}|\\/=@!]+)(?:@|%40|&#64;|&#x40;)[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?"#;

/// LegacyDNs: `/o=First Organization/ou=…/cn=Recipients/cn=anna.keller`.
const LEGACY_DN: &str = r#"(?i:/(?:o|ou|cn)=)[^<>"'`|;,\n\r]*"#;

/// The name of a user within a path of Windows or Unix.
const HOME: &str = r#"(?i:[\\/](?:users|home|documents and settings))[\\/]+([^\\/:*?"<>|\n\r]+)"#;

/// Values that name a user, as XML elements, settings of SOAP, and properties of cmdlets have them.
const VALUE: &str = r#"(?xi)
    < (?:\w+:)? (?:displayname|loginname|username|userdn|legacydn|ownersmtpaddress|smtpaddress|givenname|surname|alias)
      (?:\s[^>]*)? > \s* ([^<]+?) \s* </
  | <Name> \s* (?:userdisplayname|userdn|userdeploymentid) \s* </Name> \s* <Value> \s* ([^<]+?) \s* </Value>
  | (?m:^) \s* "? (?:displayname|samaccountname|userprincipalname|loginname|username|legacyexchangedn|alias|cn|sn|givenname
        |mailbox|owner) "? \s* [:=] \s* "? ([^"\r\n]+?) "? \s* ,? \s* (?m:$)
"#;

static ADDRESSES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ADDRESS).ok());
static PATTERNS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("{ADDRESS}|{LEGACY_DN}")).ok());
static HOMES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(HOME).ok());
static VALUES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(VALUE).ok());

/// What stands for a user of whom nothing more is known.
pub(crate) const UNKNOWN: &str = "[redacted]";

/// What is known of the users of one deployment, each with a number.
pub(crate) struct Redactor {
    numbers: HashMap<String, usize>,
    known: Option<AhoCorasick>,
}

impl Redactor {
    /// One that knows no user: addresses and LegacyDNs alone are found.
    pub(crate) fn new() -> Redactor {
        Redactor { numbers: HashMap::new(), known: None }
    }

    /// One that knows names, but not which is whose.
    pub(crate) fn knowing(names: &BTreeSet<String>) -> Redactor {
        Redactor { numbers: HashMap::new(), known: search(names.iter()) }
    }

    /// The names that it knows.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.numbers.keys()
    }

    /// Gathers what names users in the files of a deployment.
    pub(crate) fn of(judgement: &Judgement<'_>) -> Redactor {
        let mut gathered = Gathered::default();
        let deployment = judgement.deployment;
        for (source, _) in &deployment.files {
            for path in std::iter::once(&source.path).chain(&source.inside) {
                gathered.addresses(path);
            }
            if let Some(text) = &source.text {
                for written in [text.in_file(), text.as_str()] {
                    gathered.addresses(written);
                    gathered.values(written);
                }
            }
        }
        for profile in &deployment.profiles {
            profile.name.iter().for_each(|name| gathered.name(&name.value));
        }
        for deployed in &judgement.deployed_certificates {
            if let Some(certificate) = deployed.file().filter(|certificate| is_personal(certificate, deployed.role)) {
                certificate.common_names.iter().for_each(|name| gathered.name(name));
            }
        }
        // A user may be called like a host; hosts are what a report is about.
        let certificates = judgement.deployed_certificates.iter().flat_map(DeployedCertificate::dns_names);
        let endpoints = judgement.endpoints.iter().map(|endpoint| endpoint.host.as_str());
        let hosts = certificates.map(|name| &**name).chain(endpoints);
        gathered.finish(&hosts.flat_map(|host| host.split('.')).map(str::to_lowercase).collect())
    }

    /// A text without what names users.
    pub(crate) fn text(&self, text: &str) -> String {
        let text = match &*PATTERNS {
            Some(patterns) => patterns.replace_all(text, |found: &regex::Captures<'_>| self.stand_in(found.get(0))),
            None => text.into(),
        };
        let text = match &*HOMES {
            Some(homes) => homes.replace_all(&text, |found: &regex::Captures<'_>| {
                let (whole, name) = (found.get(0).map_or("", |all| all.as_str()), found.get(1));
                let before = whole.len() - name.map_or(0, |name| name.len());
                format!("{}{}", whole.get(..before).unwrap_or(""), self.stand_in(name))
            }),
            None => text,
        };
        let Some(known) = &self.known else { return text.into_owned() };
        let mut redacted = String::with_capacity(text.len());
        let mut done = 0;
        for found in known.find_iter(&*text) {
            let (before, name) = (text.get(..found.start()), text.get(found.range()));
            let after = text.get(found.end()..).and_then(|after| after.chars().next());
            let stands_alone = !before.and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
                && !after.is_some_and(char::is_alphanumeric);
            if let (true, Some(name)) = (stands_alone, name) {
                redacted.push_str(text.get(done..found.start()).unwrap_or(""));
                redacted.push_str(&self.numbered(name));
                done = found.end();
            }
        }
        redacted.push_str(text.get(done..).unwrap_or(""));
        redacted
    }

    fn stand_in(&self, found: Option<regex::Match<'_>>) -> String {
        self.numbered(found.map_or("", |found| found.as_str()))
    }

    /// What stands for a value: the same number for the same user, as far as is known.
    fn numbered(&self, value: &str) -> String {
        match self.numbers.get(&value.to_lowercase()) {
            Some(number) => format!("[redacted-{number}]"),
            None => UNKNOWN.to_owned(),
        }
    }

    /// Facts without what names users.
    pub(crate) fn facts(&self, facts: &mut Facts) {
        for (_, fact) in facts {
            match fact {
                Fact::Text(text) => *text = self.text(text),
                Fact::Texts(texts) => texts.iter_mut().for_each(|text| *text = self.text(text)),
                Fact::Number(_) | Fact::Moment(_) => {}
            }
        }
    }

    /// Takes what names users out of a finding, but for the places that it points at.
    pub(super) fn finding(&self, finding: &mut Finding) {
        match &finding.about {
            About::Earlier(_) => forget(finding),
            // Its id names nobody.
            About::Certificate(_) => {}
            about => finding.about = About::Named(self.text(&about.subject())),
        }
        self.facts(&mut finding.facts);
        for step in finding.ways.iter_mut().flatten() {
            step.old = step.old.as_deref().map(|old| self.text(old));
            let (command, redacted) = (step.command.to_string(), self.text(&step.command.to_string()));
            if command != redacted {
                step.command = Command::Text(redacted);
            }
        }
        finding.labels.iter_mut().for_each(|label| self.facts(&mut label.facts));
    }

    /// A reason without what names users.
    pub(crate) fn reason(&self, reason: &Reason) -> Reason {
        let mut reason = reason.clone();
        self.facts(&mut reason.facts);
        reason
    }

    /// A file whose path names no user: itself, where that is so already.
    pub(crate) fn source(&self, source: &Arc<Source>) -> Arc<Source> {
        let path = self.text(&source.path);
        let inside: Vec<String> = source.inside.iter().map(|entry| self.text(entry)).collect();
        if (&path, &inside) == (&source.path, &source.inside) {
            return Arc::clone(source);
        }
        let Source { bytes, sha256, encoding, .. } = **source;
        Arc::new(Source { path, inside, bytes, sha256, encoding, text: None })
    }

    /// A certificate whose names name no user: itself, where that is so already.
    pub(crate) fn certificate(&self, certificate: &Arc<Certificate>, role: Option<Role>) -> Arc<Certificate> {
        let names = certificate.common_names.iter().chain(&certificate.dns_names);
        let mut texts = names.map(|name| &**name).chain([&*certificate.issuer, &certificate.subject]);
        let is_personal = role.map_or(!certificate.subject_emails.is_empty(), |role| is_personal(certificate, role));
        let mut sources = certificate.places.iter().map(|place| &place.source);
        if !is_personal
            && texts.all(|text| self.text(text) == text)
            && sources.all(|source| Arc::ptr_eq(source, &self.source(source)))
        {
            return Arc::clone(certificate);
        }
        let mut redacted = Certificate::clone(certificate);
        let all =
            |names: &mut Vec<ListedName>| names.iter_mut().for_each(|name| *name = ListedName::new(self.text(name)));
        all(&mut redacted.common_names);
        all(&mut redacted.dns_names);
        redacted.issuer = Arc::from(self.text(&certificate.issuer));
        redacted.subject = self.text(&certificate.subject);
        if is_personal {
            // A name in it may be written in more ways than are known.
            UNKNOWN.clone_into(&mut redacted.subject);
            redacted.common_names.fill(ListedName::new(UNKNOWN));
        }
        for place in &mut redacted.places {
            place.source = self.source(&place.source);
        }
        Arc::new(redacted)
    }

    /// The parts of a line of a text, of which the middle is meant: that, without what names users, and the name of the
    /// value before it.
    pub(crate) fn line(&self, before: &str, meant: &str, after: &str) -> (String, String, String) {
        let left_out = |left: &str, whole: &str| if left.len() < whole.len() { "…" } else { "" };
        let (lead, close) = (lead(before), closing(after));
        (left_out(lead, before).to_owned() + lead, self.text(meant), close.to_owned() + left_out(close, after))
    }
}

/// Takes out what a baseline says about an earlier run: nothing here tells whom that names.
fn forget(finding: &mut Finding) {
    finding.about = About::Named(UNKNOWN.to_owned());
    for (name, fact) in &mut finding.facts {
        if matches!(*name, "subject" | "path" | "deployment" | "fingerprint") {
            *fact = Fact::from(UNKNOWN);
        }
    }
    for label in &mut finding.labels {
        label.view = View::Nothing;
    }
}

/// The name of the value that a line goes on with: `CertPrincipalName      : `, `<CertPrincipalName>`, `"001f6625"=hex:`.
fn lead(before: &str) -> &str {
    static LEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"(?:^\s*"?[\w-]+"?\s*[:=]\s*(?:hex(?:\([0-9a-f]\))?:|dword:|")?|<[\w:.-]+>\s*)$"#).ok()
    });
    LEAD.as_ref().and_then(|lead| lead.find(before)).map_or("", |found| found.as_str())
}

/// The end of the value's element, or nothing.
fn closing(after: &str) -> &str {
    static CLOSE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*</[\w:.-]+>").ok());
    CLOSE.as_ref().and_then(|close| close.find(after)).map_or("", |found| found.as_str())
}

/// Whether a certificate is a person's: for clients, or with a mail address.
fn is_personal(certificate: &Certificate, role: Role) -> bool {
    role == Role::Client || (!certificate.subject_emails.is_empty() && role != Role::Server)
}

/// What was gathered so far, in its order.
#[derive(Default)]
struct Gathered {
    names: Vec<String>,
    seen: HashSet<String>,
    /// What is before the `@` of addresses.
    local_parts: Vec<String>,
}

impl Gathered {
    fn addresses(&mut self, text: &str) {
        let Some(addresses) = &*ADDRESSES else { return };
        for found in addresses.find_iter(text) {
            self.name(found.as_str());
            if let Some(local) = found.as_str().split(['@', '%', '&']).next() {
                self.local_parts.push(local.to_owned());
            }
        }
    }

    fn values(&mut self, text: &str) {
        let Some(values) = &*VALUES else { return };
        for found in values.captures_iter(text) {
            found.iter().skip(1).flatten().for_each(|value| self.name(value.as_str()));
        }
    }

    fn name(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && self.seen.insert(name.to_lowercase()) {
            self.names.push(name.to_owned());
            // `CONTOSO\anna`
            if let Some((_, account)) = name.rsplit_once('\\') {
                self.local_parts.push(account.to_owned());
            }
        }
    }

    /// Those that can be looked for in any foreign text: no host's label, and long enough to mean somebody.
    fn finish(mut self, hosts: &HashSet<String>) -> Redactor {
        const SHORTEST: usize = 3;
        /// Names of profiles and values that mean nobody.
        const NOBODY: [&str; 12] = [
            "outlook", "default", "exchange", "profile", "exch", "expr", "web", "none", "true", "false", "user", "smtp",
        ];
        for local in std::mem::take(&mut self.local_parts) {
            self.name(&local);
        }
        for name in self.names.clone() {
            for form in forms(&name) {
                self.name(&form);
            }
        }
        let means_somebody = |name: &&String| {
            let lower = name.to_lowercase();
            name.chars().count() >= SHORTEST && !hosts.contains(&lower) && !NOBODY.contains(&lower.as_str())
        };
        let names: Vec<&String> = self.names.iter().filter(means_somebody).collect();
        let numbers = names.iter().map(|name| name.to_lowercase()).zip(1..).collect();
        Redactor { numbers, known: search(names.into_iter()) }
    }
}

/// Looks for names in whatever letter case; `None` where there are none.
fn search<'n>(names: impl Iterator<Item = &'n String>) -> Option<AhoCorasick> {
    // Letters beyond ASCII have their case distinguished.
    let cases = names.flat_map(|name| [name.clone(), name.to_lowercase(), name.to_uppercase()]);
    let cases: Vec<String> = cases.collect();
    if cases.is_empty() {
        return None;
    }
    AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(cases).ok()
}

/// The forms in which files and accounts are called after a person of several names: `anna.keller`, `Keller, Anna`.
fn forms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split([' ', ',', '.', '_', '-']).filter(|word| !word.is_empty()).collect();
    let is_person = (2..=4).contains(&words.len()) && words.iter().all(|word| word.chars().all(char::is_alphabetic));
    if !is_person {
        return Vec::new();
    }
    let reversed: Vec<&str> = words.iter().rev().copied().collect();
    let joined = |words: &[&str]| ["", " ", ".", "_", "-"].map(|between| words.join(between));
    [&joined(&words)[..], &joined(&reversed), &[reversed.join(", ")]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor(texts: &[&str]) -> Redactor {
        let mut gathered = Gathered::default();
        for text in texts {
            gathered.addresses(text);
            gathered.values(text);
        }
        gathered.finish(&["mail".to_owned()].into())
    }

    #[test]
    fn addresses_and_legacy_dns_go_wherever_they_are() {
        let none = Redactor::new();
        for (text, redacted) in [
            ("anna.keller@contoso.com - Autodiscover.xml", "[redacted] - Autodiscover.xml"),
            ("mailto:anna@contoso.com?x", "mailto:[redacted]?x"),
            ("u=anna%40contoso.com&v", "u=[redacted]&v"),
            ("<A>/o=First Org/ou=X (Y)/cn=Recipients/cn=anna</A>", "<A>[redacted]</A>"),
            ("C:\\Users\\anna\\exports", "C:\\Users\\[redacted]\\exports"),
            ("/home/anna", "/home/[redacted]"),
            ("msstd:mail.contoso.com", "msstd:mail.contoso.com"),
            ("IIS://EX01/W3SVC/1", "IIS://EX01/W3SVC/1"),
            ("CN=mail.contoso.com, O=Contoso", "CN=mail.contoso.com, O=Contoso"),
        ] {
            assert_eq!(none.text(text), redacted);
        }
    }

    #[test]
    fn what_is_known_of_users_goes_as_a_whole_word_with_its_number() {
        let known = redactor(&[
            "<User><DisplayName>Anna Keller</DisplayName>",
            "<EMailAddress>anna.keller@contoso.com</EMailAddress>",
            "Name : x\nSamAccountName : akeller\n",
            "mail@contoso.com",
        ]);
        assert_eq!(known.text("profiles/Anna Keller.reg"), "profiles/[redacted-1].reg");
        assert!(known.text("profiles/anna.keller.reg").starts_with("profiles/[redacted-"));
        for form in ["AKELLER", "annakeller.txt", "Keller, Anna", "keller_anna"] {
            assert!(known.text(form).starts_with("[redacted-"), "{form}");
        }
        assert_eq!(known.text("annax keller, makellera"), "annax keller, makellera");
        assert_eq!(known.text("mail.contoso.com"), "mail.contoso.com", "a host is what a report is about");
    }

    #[test]
    fn of_a_line_the_name_of_the_value_is_left() {
        let none = Redactor::new();
        let line = |before: &str, after: &str| none.line(before, "x", after);
        let told = |start: &str, end: &str| (start.to_owned(), "x".to_owned(), end.to_owned());
        assert_eq!(line("CertPrincipalName      : ", ""), told("CertPrincipalName      : ", ""));
        assert_eq!(line("<U>Anna</U><Server>", "</Server><V>"), told("…<Server>", "</Server>…"));
        assert_eq!(line("\"001f6625\"=hex:", ",\\"), told("\"001f6625\"=hex:", "…"));
        assert_eq!(line("Anna said ", " to Bob"), told("…", "…"));
    }
}
