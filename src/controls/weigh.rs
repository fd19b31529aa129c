//! A check of a control held against every object that it is about.

use std::collections::{BTreeSet, HashSet};

use super::{
    Check, Must,
    objects::{Object, Setting, objects},
};
use crate::{
    finding::View,
    judge::{
        chain::{Top, roots::Trust},
        deployed::DeployedCertificate,
        exports::Export,
        judgement::Judgement,
    },
    model::source::Place,
};

/// A line that shows something: its place, and what to show of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where it is.
    pub place: Place,
    /// What to show.
    pub view: View,
}

/// Lines, of which the first few are kept.
#[derive(Debug, Default)]
pub struct Lines {
    /// Those that are kept.
    pub first: Vec<Line>,
    /// How many there are.
    pub count: usize,
}

impl Lines {
    /// How many are kept.
    const ENOUGH: usize = 10;

    /// Adds one.
    pub(super) fn add(&mut self, line: impl FnOnce() -> Line) {
        self.count += 1;
        if self.first.len() < Lines::ENOUGH {
            self.first.push(line());
        }
    }

    /// Those of others after these.
    pub(super) fn append(&mut self, others: &Lines) {
        self.count += others.count;
        let room = Lines::ENOUGH.saturating_sub(self.first.len());
        self.first.extend(others.first.iter().take(room).cloned());
    }
}

/// What of an export is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absent {
    /// The output of a cmdlet, by its noun.
    Cmdlet(&'static str),
    /// A property of it.
    Property(&'static str, &'static str),
    /// The file of a certificate that it lists.
    Certificate,
    /// An issuer of one.
    Issuer,
    /// An export that a rule needs.
    Export(Export),
}

/// Roots that a control asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Roots {
    /// Those that come with msstd.
    Public,
    /// Those that the auditor names.
    Named,
}

/// What a control's checks came to.
#[derive(Default)]
pub(super) struct Weighed {
    /// Lines that meet them.
    pub(super) met: Lines,
    /// Lines that contradict them.
    pub(super) contradicted: Lines,
    /// Lines that contradict them where the control may not mean the object, with what is to be asked.
    pub(super) doubted: Lines,
    pub(super) doubt: Option<&'static str>,
    /// Lines whose value is truncated.
    pub(super) cut: Lines,
    /// What is absent.
    pub(super) absent: BTreeSet<Absent>,
    /// It asks for roots that this run does not trust.
    pub(super) lacks_roots: Option<Roots>,
}

/// What an object is to what is asked of it.
enum Verdict {
    Meets,
    /// It shows nothing, and contradicts nothing.
    Silent,
    Contradicts,
    Cut,
    NotExported,
    Lacks(Absent),
    LacksRoots(Roots),
}

impl Weighed {
    /// Holds a check against every object that it is about, but for those of other servers.
    pub(super) fn weigh(&mut self, check: &'static Check, others: &HashSet<String>, judgement: &Judgement<'_>) {
        let mut own = objects(judgement, &check.cmdlet).unwrap_or_default();
        own.retain(|own| !own.is_of(others));
        if own.is_empty() {
            self.absent.insert(Absent::Cmdlet(&check.cmdlet));
        }
        let mut of_any = Weighed::default();
        let weighed = if check.any { &mut of_any } else { &mut *self };
        for object in own {
            match object.is_in(check.scope) {
                Ok(true) => weighed.weigh_object(check, object, judgement),
                Ok(false) => {}
                Err(property) => {
                    weighed.absent.insert(Absent::Property(&check.cmdlet, property));
                }
            }
        }
        if of_any.met.count > 0 {
            self.met.append(&of_any.met);
        } else {
            self.append(of_any);
        }
    }

    fn append(&mut self, other: Weighed) {
        self.met.append(&other.met);
        self.contradicted.append(&other.contradicted);
        self.doubted.append(&other.doubted);
        self.cut.append(&other.cut);
        self.absent.extend(other.absent);
        self.doubt = self.doubt.or(other.doubt);
        self.lacks_roots = self.lacks_roots.or(other.lacks_roots);
    }

    fn weigh_object(&mut self, check: &'static Check, object: Object<'_>, judgement: &Judgement<'_>) {
        let look = |property, must| {
            let setting = object.setting(property)?;
            Some((compare(&setting, must, object, judgement), setting.span(), property))
        };
        let Some(first) = look(&check.property, check.must.as_ref()) else { return };
        let other = check.or.as_ref().filter(|_| !matches!(first.0, Verdict::Meets));
        let other = other.and_then(|other| look(&other.property, Some(&other.must)));
        // The other property decides where it does, and leaves open what it does not tell.
        let (verdict, span, property) = match other {
            Some(other) if !matches!(other.0, Verdict::Contradicts | Verdict::Silent) => other,
            _ => first,
        };
        let line = |lines: &mut Lines| {
            if let Some(span) = span {
                lines.add(|| Line { place: object.place(span), view: View::Source });
            }
        };
        match verdict {
            Verdict::Meets => line(&mut self.met),
            Verdict::Silent => {}
            Verdict::Contradicts if check.doubt.is_some() => {
                line(&mut self.doubted);
                self.doubt = self.doubt.or(check.doubt.as_deref());
            }
            Verdict::Contradicts => line(&mut self.contradicted),
            Verdict::Cut => line(&mut self.cut),
            Verdict::NotExported => {
                self.absent.insert(Absent::Property(&check.cmdlet, property));
            }
            Verdict::Lacks(absent) => {
                self.absent.insert(absent);
            }
            Verdict::LacksRoots(roots) => self.lacks_roots = Some(roots),
        }
    }
}

fn compare(setting: &Setting<'_>, must: Option<&Must>, object: Object<'_>, judgement: &Judgement<'_>) -> Verdict {
    let (values, is_whole) = match setting {
        Setting::NotExported => return Verdict::NotExported,
        Setting::Empty(_) => {
            return match must {
                None | Some(Must::Start(_)) => Verdict::Silent,
                Some(Must::Lack(_)) => Verdict::Meets,
                Some(_) => Verdict::Contradicts,
            };
        }
        Setting::Values(values, _, is_whole) => (values, *is_whole),
    };
    let meets = |holds: bool| match (holds, is_whole) {
        (true, _) => Verdict::Meets,
        (false, true) => Verdict::Contradicts,
        (false, false) => Verdict::Cut,
    };
    let has = |wanted: &String| values.iter().any(|own| own.eq_ignore_ascii_case(wanted));
    match must {
        None | Some(Must::Exist) => Verdict::Meets,
        Some(Must::Is(_)) if !is_whole => Verdict::Cut,
        Some(Must::Is(wanted)) => meets(values.len() == 1 && has(wanted)),
        Some(Must::Contain(wanted)) => meets(wanted.iter().all(has)),
        Some(Must::Lack(unwanted) | Must::HaveOther(unwanted)) => {
            let lower: Vec<String> = values.iter().map(|own| own.to_ascii_lowercase()).collect();
            let has_in_it = |one: &String| lower.iter().any(|own| own.contains(&one.to_ascii_lowercase()));
            match (unwanted.iter().any(has_in_it), is_whole) {
                (true, _) => Verdict::Contradicts,
                (false, true) => Verdict::Meets,
                (false, false) => Verdict::Cut,
            }
        }
        Some(Must::Start(wanted)) => {
            let starts = |own: &str| own.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted));
            let is_short = values.iter().any(|own| own.len() < wanted.len());
            match values.iter().all(|own| starts(own)) {
                true => Verdict::Meets,
                false if is_short && !is_whole => Verdict::Cut,
                false => Verdict::Contradicts,
            }
        }
        Some(Must::EndAtPublicRoot) => match (object, &judgement.options.trust) {
            (Object::Certificate(own, _), Trust::Bundled) => ends_at_root(own, judgement),
            _ => Verdict::LacksRoots(Roots::Public),
        },
        Some(Must::EndAtNamedRoot) => match (object, &judgement.options.trust) {
            (Object::Certificate(own, _), Trust::Anchors(_)) => ends_at_root(own, judgement),
            _ => Verdict::LacksRoots(Roots::Named),
        },
    }
}

/// Whether the chain of a certificate ends at a root that is trusted.
fn ends_at_root(certificate: &DeployedCertificate<'_>, judgement: &Judgement<'_>) -> Verdict {
    let top = judgement.chains.path(certificate.index).map(|path| path.top);
    match top {
        Some(Top::Trusted) => Verdict::Meets,
        Some(Top::Own) => Verdict::Contradicts,
        _ if certificate.is_self_signed() => Verdict::Contradicts,
        _ if certificate.file().is_none() => Verdict::Lacks(Absent::Certificate),
        Some(Top::Missing | Top::Wrong | Top::Open) | None => Verdict::Lacks(Absent::Issuer),
    }
}
