//! Predicted responses for people: a table for each, with the line that each value comes from.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::{
    ComparedRow, DifferenceRow, LeftOutRow, OfDeployment, PlaceRow, Predicted, ProtocolRow, ResponseRow, ValueRow,
};
use crate::{
    report::{human::fill, safe::visible},
    text::{Key, Value, Words, keys::predict as keys},
};

/// Writes everything, to fit so many columns.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(predicted: &Predicted, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let page = &mut Page { width, words: Words::new("en"), out };
    let are_several = predicted.deployments.len() > 1;
    for (number, deployment) in predicted.deployments.iter().enumerate() {
        if number > 0 {
            page.line("")?;
        }
        if are_several {
            page.line(&format!("# {}", deployment.name))?;
            page.line("")?;
        }
        page.deployment(deployment)?;
    }
    Ok(())
}

struct Page<'a> {
    width: usize,
    words: Words,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn say(&self, key: Key, values: &[(&str, Value)]) -> String {
        self.words.say(key, values)
    }

    fn deployment(&mut self, deployment: &OfDeployment) -> io::Result<()> {
        if deployment.responses.is_empty() {
            let nothing = self.say(keys::NOTHING, &[]);
            self.filled("", "", &nothing)?;
        }
        for (number, response) in deployment.responses.iter().enumerate() {
            if number > 0 {
                self.line("")?;
            }
            let before: Vec<&ResponseRow> =
                deployment.responses.iter().take(number).filter(|own| own.server == response.server).collect();
            self.response(response, &before)?;
        }
        deployment.compared.iter().try_for_each(|compared| self.compared(compared))
    }

    fn response(&mut self, response: &ResponseRow, before: &[&ResponseRow]) -> io::Result<()> {
        let version = response.version.as_deref().unwrap_or_default();
        let heading = self.say(
            keys::HEADING,
            &[
                ("server", self.server(&response.server).as_str().into()),
                ("version", if version.is_empty() { "none" } else { version }.into()),
                ("sides", sides(&response.sides).into()),
                ("client", response.client.into()),
            ],
        );
        self.filled("", "  ", &heading)?;
        response.protocols.iter().try_for_each(|protocol| self.protocol(protocol, before))?;
        self.left_out(&response.left_out)
    }

    fn server(&self, name: &str) -> String {
        if name.is_empty() { self.say(keys::UNNAMED, &[]) } else { visible(name).into_owned() }
    }

    /// A Protocol; one that is the last of its kind over again is only named.
    fn protocol(&mut self, protocol: &ProtocolRow, before: &[&ResponseRow]) -> io::Result<()> {
        let side = protocol.side.map(|side| format!(" ({side})")).unwrap_or_default();
        let title = format!("{}{side}", protocol.r#type);
        let is_alike = |own: &&ProtocolRow| own.r#type == protocol.r#type && own.side == protocol.side;
        if before.iter().flat_map(|response| &response.protocols).rfind(is_alike) == Some(protocol) {
            let again = self.say(keys::AGAIN, &[("protocol", title.as_str().into())]);
            return self.line(&format!("  {again}"));
        }
        self.line(&format!("  {title}"))?;
        let rows = rows_of(&protocol.values);
        let name = rows.iter().map(|(elements, _)| elements.width()).max().unwrap_or(0);
        let text =
            rows.iter().map(|(_, value)| shown(value).width()).filter(|width| *width <= COLUMN).max().unwrap_or(0);
        for (elements, value) in rows {
            let assumed = if value.assumed { self.say(keys::ASSUMED, &[]) } else { String::new() };
            let from = places(&value.from, &assumed);
            let row = format!("    {elements:<name$}  {}", padded(&shown(value), text));
            let whole = format!("{row}  {from}");
            if whole.width() <= self.width {
                self.line(whole.trim_end())?;
            } else {
                self.line(row.trim_end())?;
                let below = " ".repeat(name + 6);
                self.filled(&below, &below, &from)?;
            }
        }
        Ok(())
    }

    /// What is left out: by its reason, and of each Protocol together.
    fn left_out(&mut self, left_out: &[LeftOutRow]) -> io::Result<()> {
        let mut all: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for LeftOutRow { r#type, elements, text, .. } in left_out {
            let is_it = |(reason, kind, _): &&mut (&str, &str, Vec<&str>)| reason == text && kind == r#type;
            match all.iter_mut().find(is_it) {
                Some((.., known)) => elements.iter().for_each(|element| {
                    if !known.contains(element) {
                        known.push(element);
                    }
                }),
                None => all.push((text, r#type, elements.clone())),
            }
        }
        while let Some((reason, ..)) = all.first() {
            let reason = *reason;
            let (now, later): (Vec<_>, Vec<_>) = all.into_iter().partition(|(own, ..)| *own == reason);
            let shown = |(_, kind, elements): (&str, &str, Vec<&str>)| format!("{kind} {}", elements.join(", "));
            let now: Vec<String> = now.into_iter().map(|one| shown(one).trim_end().to_owned()).collect();
            let values = [("elements", now.join("; ").as_str().into()), ("reason", reason.into())];
            let line = self.say(keys::LEFT_OUT, &values);
            self.filled("  ", "    ", &line)?;
            all = later;
        }
        Ok(())
    }

    fn compared(&mut self, compared: &ComparedRow) -> io::Result<()> {
        self.line("")?;
        let heading = self.say(
            keys::COMPARED,
            &[
                ("place", visible(&compared.saved.shown()).as_ref().into()),
                ("server", self.server(&compared.server).as_str().into()),
                ("sides", sides(&compared.sides).into()),
                ("client", compared.client.into()),
                ("count", compared.differences.len().into()),
            ],
        );
        self.filled("", "  ", &heading)?;
        compared.differences.iter().try_for_each(|difference| self.difference(difference))
    }

    fn difference(&mut self, difference: &DifferenceRow) -> io::Result<()> {
        let at = difference.saved_at.as_ref().map(PlaceRow::shown).unwrap_or_default();
        let (predicted, saved) = match (&difference.predicted, &difference.saved) {
            (Some(predicted), Some(saved)) => (predicted, saved),
            (_, saved) => {
                let key = if saved.is_some() { keys::PROTOCOL_UNEXPECTED } else { keys::PROTOCOL_MISSING };
                let place = visible(&at).into_owned();
                let values = [("type", difference.r#type.as_str().into()), ("place", place.as_str().into())];
                let whole = self.say(key, &values);
                return self.filled("  ", "    ", &whole);
            }
        };
        self.line(&format!("  {} {}", difference.r#type, difference.element))?;
        let rows = [(keys::PREDICTED, predicted, places(&difference.from, "")), (keys::SAVED, saved, at)];
        for (key, value, from) in rows {
            let lead = self.say(key, &[]);
            self.filled("    ", "              ", &format!("{lead:<9} {value}  {from}"))?;
        }
        let why = match &difference.other_server {
            Some(server) => self.say(keys::OTHER_SERVER, &[("server", self.server(server).as_str().into())]),
            None => self.say(keys::STALE, &[]),
        };
        self.filled("    ", "    ", &why)
    }

    fn filled(&mut self, first: &str, below: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", fill(self.width, first, below, &visible(text)).trim_end())
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", visible(text))
    }
}

/// How wide the column of values is at most; what is longer stands out of it.
const COLUMN: usize = 32;

/// The values, those that are the same of the same lines in one row, with the elements that have it.
fn rows_of(values: &[ValueRow]) -> Vec<(String, &ValueRow)> {
    let mut rows: Vec<(String, &ValueRow)> = Vec::new();
    for value in values {
        match rows.last_mut() {
            Some((elements, last)) if last.value == value.value && last.from == value.from => {
                *elements = format!("{elements}, {}", value.element);
            }
            _ => rows.push((value.element.to_owned(), value)),
        }
    }
    rows
}

/// A value as it is shown, with the authentication methods of Outlook on the web.
fn shown(value: &ValueRow) -> String {
    let method = value.authentication_method.as_ref().map(|method| format!(" ({method})")).unwrap_or_default();
    format!("{}{method}", visible(&value.value))
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Where a value comes from, the lines of one file together, and that it is assumed.
fn places(from: &[PlaceRow], assumed: &str) -> String {
    let mut all: Vec<(String, Vec<u32>)> = Vec::new();
    for place in from {
        let path = place.path();
        match all.last_mut() {
            Some((last, lines)) if *last == path => lines.extend(place.line.filter(|line| !lines.contains(line))),
            _ => all.push((path, place.line.into_iter().collect())),
        }
    }
    let shown = |(path, lines): (String, Vec<u32>)| {
        let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
        if lines.is_empty() { path } else { format!("{path}:{}", lines.join(",")) }
    };
    let assumed = Some(assumed.to_owned()).filter(|assumed| !assumed.is_empty());
    all.into_iter().map(shown).chain(assumed).collect::<Vec<_>>().join(", ")
}

fn sides(sides: &[&'static str]) -> &'static str {
    match sides {
        [only] => only,
        _ => "both",
    }
}
