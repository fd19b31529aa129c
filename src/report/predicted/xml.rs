//! A predicted response as the document that a server sends, [MS-OXDSCLI].

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::{
    model::autodiscover::ProtocolType,
    predict::response::{Protocol, Response, Value},
    report::safe::visible,
};

const AUTODISCOVER: &str = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
const RESPONSE: &str = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

/// Writes one response for a mail address, if there is one.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(response: &Response, address: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let mut document = Document(Writer::new_with_indent(&mut *out, b' ', 2));
    document.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    document.within("Autodiscover", &[("xmlns", AUTODISCOVER)], |document| {
        document.within("Response", &[("xmlns", RESPONSE)], |document| {
            if let Some(address) = address {
                document.within("User", &[], |document| document.text("AutoDiscoverSMTPAddress", &[], address))?;
            }
            document.within("Account", &[], |document| {
                document.text("AccountType", &[], "email")?;
                document.text("Action", &[], "settings")?;
                response.protocols.iter().try_for_each(|protocol| document.protocol(protocol))
            })
        })
    })?;
    writeln!(out)
}

/// The document that is being written.
struct Document<W: Write>(Writer<W>);

impl<W: Write> Document<W> {
    fn within(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        write: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        write(self)?;
        self.close(name)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&visible(text))))?;
        self.close(name)
    }

    fn protocol(&mut self, protocol: &Protocol) -> io::Result<()> {
        if protocol.kind == ProtocolType::MapiHttp {
            let attributes = [("Type", protocol.kind.name()), ("Version", "1")];
            return self.within("Protocol", &attributes, |document| document.values(&protocol.values));
        }
        self.within("Protocol", &[], |document| {
            document.text("Type", &[], protocol.kind.name())?;
            document.values(&protocol.values)
        })
    }

    /// Writes values, each within the elements that it is in.
    fn values(&mut self, values: &[Value]) -> io::Result<()> {
        let mut open: Vec<&str> = Vec::new();
        for value in values {
            let mut path: Vec<&str> = value.element.split('/').collect();
            let name = path.pop().unwrap_or_default();
            let shared = open.iter().zip(&path).take_while(|(open, wanted)| open == wanted).count();
            for left in open.drain(shared..).rev() {
                self.close(left)?;
            }
            for parent in path.into_iter().skip(shared) {
                self.open(parent, &[])?;
                if parent == "Protocol" {
                    let kind = if open.first() == Some(&"Internal") { "EXCH" } else { "EXPR" };
                    self.text("Type", &[], kind)?;
                }
                open.push(parent);
            }
            let method = value.authentication_method.as_deref().map(visible);
            let attributes: Vec<(&str, &str)> =
                method.iter().map(|method| ("AuthenticationMethod", &**method)).collect();
            self.text(name, &attributes, &value.text)?;
        }
        open.into_iter().rev().try_for_each(|left| self.close(left))
    }
}
