//! Outlook's "Test E-mail AutoConfiguration": its Results tab, which is an answer in another form, and its Log tab.
//!
//! The labels of the Results tab are translated. What is not tells the lines: the protocols' names, `SSL`, addresses,
//! `msstd:`, and that the server follows its protocol.

use std::{ops::Range, sync::Arc};

use crate::model::{
    autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol, ProtocolType, Url},
    host::HostsOfUrls,
    source::{Source, Span, Spanned},
};

/// How long a label may be.
const LONGEST_LABEL: usize = 60;

/// A line from which a value may go on in the next.
const WIDE: usize = 70;

/// How many answers a text may have, and how many protocols an answer.
pub(in crate::read) const MOST: usize = 1000;

/// "Yes" and "No" in the languages of Outlook.
const YES: &str = "yes ja oui sí si sì sim はい 是 예 да tak evet ano igen kyllä jah jā taip da áno";
const NO: &str = "no nein non não nee いいえ 否 아니요 нет nie hayır ne nem ei nē nej nei nu όχι";

/// How the answer names the addresses of the Results tab.
const URLS: [(&str, &str); 7] = [
    ("availability service url", "ASUrl"),
    ("oof url", "OOFUrl"),
    ("oab url", "OABUrl"),
    ("unified message service url", "UMUrl"),
    ("unified messaging service url", "UMUrl"),
    ("exchange control panel url", "EcpUrl"),
    ("public folder server url", "PublicFolderUrl"),
];

/// What `AuthPackage` may be.
const PACKAGES: [&str; 9] =
    ["ntlm", "basic", "negotiate", "kerberos", "kerb", "kerbntlm", "nego2", "certificate", "anonymous"];

/// What was read from a text.
pub(in crate::read) struct OutlookTest {
    /// The answers of Results tabs; else, for a Log tab, that it is one.
    pub(in crate::read) answers: Vec<Answer>,
    /// Where they are.
    pub(in crate::read) parts: Vec<Range<usize>>,
    /// There are more answers, or protocols of one, than are read.
    pub(in crate::read) has_more: bool,
}

/// Reads the Results tabs in a text, or a Log tab; `None` if it has neither.
pub(in crate::read) fn read(source: &Arc<Source>, text: &str) -> Option<OutlookTest> {
    let lines: Vec<Line<'_>> = lines(text).collect();
    let mut shown = OutlookTest { answers: Vec::new(), parts: Vec::new(), has_more: false };
    let mut from = 0;
    while let Some(begin) =
        (from..lines.len()).find(|index| lines.get(*index).is_some_and(|line| line.protocol().is_some()))
    {
        let begin = results_begin(&lines, begin, from);
        let mut results = Results::default();
        let mut end = begin;
        while let Some(line) = lines.get(end).filter(|line| results.goes_on_with(line)) {
            results.take(line);
            end += 1;
        }
        from = end.max(begin + 1);
        shown.has_more |= results.protocols.len() == MOST || shown.answers.len() == MOST;
        if let (Some(answer), Some(first)) = (results.answer(source), lines.get(begin))
            && shown.answers.len() < MOST
        {
            shown.answers.push(answer);
            shown.parts.push(first.at.start..lines.get(end.saturating_sub(1)).map_or(first.at.end, |last| last.at.end));
        }
    }
    if shown.answers.is_empty() {
        let at = log(&lines)?;
        let span = Span::new(at.start, at.end);
        shown.answers.push(Answer::new(source, AnswerForm::OutlookTest, span, Body::Other(OtherKind::OutlookLog)));
        shown.parts.extend(lines.iter().filter(|line| line.is_logged()).map(|line| line.at.clone()));
    }
    Some(shown)
}

/// A line with something in it.
struct Line<'t> {
    text: &'t str,
    /// Where its text is.
    at: Range<usize>,
    /// A blank line is before it.
    after_blank: bool,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let mut after_blank = false;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let own = line.trim();
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        if own.is_empty() {
            // What is left of `\r\n` is no line.
            after_blank |= line != "\n";
            return None;
        }
        Some(Line { text: own, at: at..at + own.len(), after_blank: std::mem::take(&mut after_blank) })
    })
}

impl<'t> Line<'t> {
    /// `Label: value`, the value with its place.
    fn labelled(&self) -> Option<(&'t str, Spanned<String>)> {
        let colon = self.text.find([':', '：'])?;
        let label = self.text.get(..colon)?.trim_end();
        let value = self.text.get(colon..)?.trim_start_matches([':', '：']);
        let is_address = value.starts_with("//") || matches!(label, "msstd" | "fullsic");
        let is_label =
            !label.is_empty() && label.len() <= LONGEST_LABEL && !label.contains(['<', '>', '=', '{', ';', '"']);
        if is_address || !is_label {
            return None;
        }
        let trimmed = value.trim_start();
        let start = self.at.end - trimmed.len();
        Some((label, Spanned::new(trimmed.to_owned(), Span::new(start, self.at.end))))
    }

    /// The protocol that begins here.
    fn protocol(&self) -> Option<(ProtocolType, Span)> {
        let (_, value) = self.labelled()?;
        let kind = match value.value.to_ascii_lowercase().as_str() {
            "exchange rpc" => ProtocolType::Exch,
            "exchange http" => ProtocolType::Expr,
            "exchange mapi http" | "exchange mapi/http" | "mapi/http" | "mapi http" => ProtocolType::MapiHttp,
            _ => return None,
        };
        Some((kind, value.span))
    }

    /// A blank is before the colon.
    fn is_spaced(&self) -> bool {
        self.text.contains(" :") || self.text.contains("\t:")
    }

    /// It is nothing but one word, which may be the rest of the value before it.
    fn is_rest(&self) -> bool {
        !self.text.contains(char::is_whitespace) && self.labelled().is_none()
    }

    /// What the Log tab says about an attempt.
    fn is_logged(&self) -> bool {
        self.text.contains("httpStatus=") || self.result_code().is_some()
    }

    /// `(0x8004010F)` at the end.
    fn result_code(&self) -> Option<&'t str> {
        let (_, code) = self.text.trim_end_matches('.').strip_suffix(')')?.rsplit_once("(0x")?;
        (code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(code)
    }
}

/// Where the Results begin: the lines before the first protocol are theirs as far as they have labels.
fn results_begin(lines: &[Line<'_>], protocol: usize, from: usize) -> usize {
    const FEW: usize = 6;
    let before = (from..protocol).rev().take(FEW);
    let is_of_them = |index: &usize| {
        let labelled = |line: &&Line<'_>| line.labelled().is_some_and(|(_, value)| !value.value.is_empty());
        lines.get(*index).filter(labelled).is_some_and(|line| line.text.contains("OWA") || !line.is_spaced())
    };
    before.take_while(is_of_them).last().unwrap_or(protocol)
}

/// The Results tab as its lines are taken.
#[derive(Default)]
struct Results {
    protocols: Vec<Reading>,
    owa: Vec<Url>,
    /// The value taken last may go on.
    last: Option<Last>,
    /// Whether a blank is before the colons: what is written otherwise is another list.
    is_spaced: Option<bool>,
}

/// A protocol as its lines are taken.
struct Reading {
    protocol: Protocol,
    /// Lines taken for it, but its first.
    lines: usize,
    is_mutual: bool,
}

/// Where the last value went, and how wide its line was.
struct Last {
    label: String,
    value: Spanned<String>,
    width: usize,
}

impl Results {
    fn goes_on_with(&self, line: &Line<'_>) -> bool {
        let may_be_other = line.after_blank || line.text.contains("  :");
        let is_alike = !may_be_other || self.is_spaced.is_none_or(|spaced| spaced == line.is_spaced());
        line.labelled().is_some_and(|(_, value)| is_alike || value.value.is_empty()) || self.takes_rest(line)
    }

    /// The line is the rest of the last value.
    fn takes_rest(&self, line: &Line<'_>) -> bool {
        let goes_on = |last: &Last| last.value.value.is_empty() || last.width >= WIDE || line.text.contains(['.', '/']);
        line.is_rest() && !line.after_blank && self.last.as_ref().is_some_and(goes_on)
    }

    fn take(&mut self, line: &Line<'_>) {
        if let Some((kind, span)) = line.protocol().filter(|_| self.protocols.len() < MOST) {
            self.settle();
            let protocol = Protocol::new(kind, span, &Element::Absent);
            self.is_spaced.get_or_insert(line.is_spaced());
            self.protocols.push(Reading { protocol, lines: 0, is_mutual: false });
        } else if let Some((label, value)) = line.labelled() {
            self.settle();
            self.last = Some(Last { label: label.to_owned(), value, width: line.text.chars().count() });
        } else if let Some(last) = &mut self.last {
            let start = if last.value.value.is_empty() { line.at.start } else { last.value.span.start as usize };
            last.value.value.push_str(line.text);
            last.value.span = Span::new(start, line.at.end);
            last.width = line.text.chars().count();
        }
    }

    /// Puts the last value where it belongs.
    fn settle(&mut self) {
        let Some(Last { label, value, .. }) = self.last.take() else { return };
        if is_address(&value.value) && label.contains("OWA") {
            self.owa.push(owa(&label, value));
        } else if let Some(reading) = self.protocols.last_mut() {
            reading.take(&label, value);
        }
    }

    fn answer(mut self, source: &Arc<Source>) -> Option<Answer> {
        self.settle();
        let any_server =
            self.protocols.iter().any(|reading| reading.lines > 1 && reading.protocol.server.text().is_some());
        let first = self.protocols.first().filter(|_| any_server)?.protocol.span;
        let of_http = self.protocols.iter().filter(|reading| reading.protocol.kind == ProtocolType::Expr).count();
        let mut protocols: Vec<Protocol> = self.protocols.into_iter().map(Reading::protocol).collect();
        // Two of them are those of Exchange 2013 and later: inside, then outside.
        for protocol in protocols.iter_mut().filter(|protocol| of_http > 1 && protocol.kind == ProtocolType::Expr) {
            protocol.kind = ProtocolType::ExHttp;
        }
        if let Some(owa) = self.owa.first() {
            let span = owa.value.span;
            protocols.push(Protocol { urls: self.owa, ..Protocol::new(ProtocolType::Web, span, &Element::Absent) });
        }
        Some(Answer { protocols, ..Answer::new(source, AnswerForm::OutlookTest, first, Body::Settings) })
    }
}

impl Reading {
    fn take(&mut self, label: &str, value: Spanned<String>) {
        self.lines += 1;
        let word = value.value.to_lowercase();
        let is = |words: &str| words.split(' ').any(|known| known == word);
        let protocol = &mut self.protocol;
        let is_principal = ["msstd:", "fullsic:"].iter().any(|form| word.starts_with(form));
        if is_principal || (word == "none" && is_of_principal(label)) {
            if protocol.cert_principal_name == Element::Absent {
                protocol.cert_principal_name = Element::Present(value);
            }
        } else if is_address(&value.value) {
            let element = element_of(label);
            protocol.urls.push(Url::new(element, value, &mut HostsOfUrls::default()));
        } else if label.eq_ignore_ascii_case("ssl") {
            protocol.ssl = match (is(YES), is(NO)) {
                (true, _) => Element::Present(Spanned::new("On".to_owned(), value.span)),
                (_, true) => Element::Present(Spanned::new("Off".to_owned(), value.span)),
                _ => Element::Unknown,
            };
        } else if is(YES) && protocol.ssl != Element::Absent {
            self.is_mutual = true;
        } else if PACKAGES.contains(&word.as_str()) {
            protocol.auth_package = Element::Present(value);
        } else if self.lines == 1 {
            let is_name = !word.is_empty() && !word.contains(char::is_whitespace);
            protocol.server = if is_name { Element::Present(value) } else { Element::Unknown };
        }
    }

    /// A name that is not among the lines is the default only where the certificate is asked for one.
    fn protocol(self) -> Protocol {
        let mut protocol = self.protocol;
        if !self.is_mutual && protocol.cert_principal_name == Element::Absent {
            protocol.cert_principal_name = Element::Unknown;
        }
        if protocol.server == Element::Absent {
            protocol.server = Element::Unknown;
        }
        protocol
    }
}

fn is_address(value: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| value.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme)))
}

/// The label of the principal, whose word is much the same everywhere.
fn is_of_principal(label: &str) -> bool {
    let label = label.to_lowercase();
    ["princip", "prinzip", "プリンシパル", "主体", "보안 주체", "участник"].iter().any(|word| label.contains(word))
}

/// The answer's own name for an address, where the label tells; else the label.
fn element_of(label: &str) -> String {
    let lower = label.to_lowercase();
    let known = URLS.iter().find(|(known, _)| *known == lower);
    let by_word = || [("OOF", "OOFUrl"), ("OAB", "OABUrl")].into_iter().find(|(word, _)| label.contains(word));
    known.map(|(_, element)| *element).or_else(|| by_word().map(|(_, element)| element)).unwrap_or(label).to_owned()
}

fn owa(label: &str, value: Spanned<String>) -> Url {
    let label = label.to_lowercase();
    let internal = label.contains("intern");
    Url { internal, external: !internal, ..Url::new("OWAUrl", value, &mut HostsOfUrls::default()) }
}

/// Where a Log tab begins: lines that tell how attempts of Autodiscover ended, with the status of HTTP or several.
fn log(lines: &[Line<'_>]) -> Option<Range<usize>> {
    let is_of_autodiscover = |line: &&Line<'_>| line.text.to_ascii_lowercase().contains("autodiscover");
    let results = lines.iter().filter(|line| line.result_code().is_some()).filter(is_of_autodiscover).count();
    let any_status = lines.iter().any(|line| line.text.contains("httpStatus="));
    let first = lines.iter().find(is_of_autodiscover)?;
    (results > 1 || results == 1 && any_status).then(|| first.at.clone())
}
