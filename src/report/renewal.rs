//! What is said of a rehearsed renewal in every format: what takes the place of what, what breaks, what is unchanged.

use super::{
    model::Report,
    rehearsal::{NewCertificate, Rehearsal, Replaced, ServerServices},
    sentences::Sentences,
};
use crate::text::{Value, keys::rehearsal as keys};

impl Sentences {
    /// What takes the place of what.
    fn replacing(&self, rehearsal: &Rehearsal) -> String {
        let called: Vec<&str> = rehearsal.replaces.iter().map(|one| one.called.as_str()).collect();
        let key = if called.is_empty() { keys::ANSWER_ADDING } else { keys::ANSWER_REPLACING };
        let values = [("new", rehearsal.new.path.as_str().into()), ("old", called.join("`, `").as_str().into())];
        self.tell(key, &values)
    }

    /// What a renewal breaks, and how much more.
    pub(super) fn breaks(&self, rehearsal: &Rehearsal, message: &str, more: usize) -> String {
        let what = self.replacing(rehearsal);
        let values = [("what", what.as_str().into()), ("message", message.into()), ("more", more.into())];
        self.tell(keys::ANSWER_BREAKS, &values)
    }

    /// That a renewal breaks nothing.
    pub(super) fn nothing_breaks(&self, rehearsal: &Rehearsal, warnings: u64, unchanged: usize) -> String {
        let what = self.replacing(rehearsal);
        let values = [("what", what.as_str().into()), ("warnings", warnings.into()), ("unchanged", unchanged.into())];
        let is_request = rehearsal.new.form == "certificate-request";
        self.tell(if is_request { keys::ANSWER_SAFE_REQUEST } else { keys::ANSWER_SAFE }, &values)
    }

    /// The new certificate, in a sentence.
    pub(super) fn new_certificate(&self, new: &NewCertificate) -> String {
        let text = |text: &str| Value::from(text);
        let day = |moment: &Option<String>| text(moment.as_deref().and_then(|moment| moment.get(..10)).unwrap_or(""));
        let values = [
            ("called", text(&new.path)),
            ("subject", text(&new.subject)),
            ("key", text(&new.key)),
            ("from", day(&new.not_before)),
            ("until", day(&new.not_after)),
            ("issuer", text(new.issuer.as_deref().unwrap_or_default())),
            ("private_key", text(if new.private_key { "yes" } else { "no" })),
        ];
        self.tell(if new.issuer.is_some() { keys::NEW_CERTIFICATE } else { keys::NEW_REQUEST }, &values)
    }

    /// What is replaced, a line each, and why it is that.
    pub(super) fn replaced(&self, rehearsal: &Rehearsal) -> Vec<String> {
        let line = |one: &Replaced| {
            let on = |server: &ServerServices| {
                let name = server.server.clone().unwrap_or_else(|| self.say(keys::THIS_SERVER));
                let services = server.services.join(", ");
                self.tell(
                    keys::SERVER_SERVICES,
                    &[("services", services.as_str().into()), ("server", name.as_str().into())],
                )
            };
            let bound = one.servers.iter().filter(|server| !server.services.is_empty());
            let servers: Vec<String> = bound.map(on).collect();
            let thumbprint = one.sha1.as_deref().filter(|sha1| *sha1 != one.called).unwrap_or("none");
            let servers = if servers.is_empty() { "none".to_owned() } else { servers.join("; ") };
            let values =
                [("called", (&*one.called).into()), ("thumbprint", thumbprint.into()), ("servers", (&*servers).into())];
            let replaced = self.tell(keys::REPLACED, &values);
            self.tell(keys::REPLACED_WHY, &[("replaced", (&*replaced).into()), ("why", (&*rehearsal.why).into())])
        };
        let lines: Vec<String> = rehearsal.replaces.iter().map(line).collect();
        if lines.is_empty() { vec![rehearsal.why.clone()] } else { lines }
    }

    /// How many findings are there before and after.
    pub(super) fn unchanged(&self, count: usize, errors: usize) -> String {
        self.tell(keys::UNCHANGED, &[("count", count.into()), ("errors", errors.into())])
    }
}

impl Report {
    /// Takes up what a rehearsal of its only deployment came to, and answers anew.
    pub fn rehearse(&mut self, rehearsal: Rehearsal) {
        if let [deployment] = self.deployments.as_mut_slice() {
            deployment.rehearsal = Some(Box::new(rehearsal));
        }
        self.answer();
    }
}
