//! XML as events with places, whole or corrupt.

use msstd::{
    model::source::Span,
    read::xml::{DamageKind, Event, Piece, Reader, Text, pieces},
};
use proptest::prelude::*;

use super::slice;

fn read(text: &str) -> Vec<Event<'_>> {
    Reader::new(text, 64).collect()
}

/// The events in short: `<a x="1"`, `>`, `'text'`, `!damage`.
fn short(text: &str) -> String {
    let events = Reader::new(text, 8).map(|event| match event {
        Event::Start(start) => {
            let attributes = start.attributes.iter().map(|a| format!(" {}={}", a.name, a.value));
            format!("<{}{}", start.name, attributes.collect::<String>())
        }
        Event::End(end) => format!("{}>", end.name),
        Event::Text(text) => format!("'{}'", text.value),
        Event::Damage(damage) => {
            let kind = match damage.kind {
                DamageKind::Reference { detail } | DamageKind::NotWellFormed { detail } => detail,
                DamageKind::Cut { open } => format!("cut in {}", open.join("/")),
                DamageKind::DocumentType => "document type".to_owned(),
                DamageKind::TooDeep { limit } => format!("deeper than {limit}"),
            };
            format!("!{kind} @{}", slice(text, damage.span))
        }
    });
    events.collect::<Vec<_>>().join(" ")
}

fn only_text(text: &str) -> Text<'_> {
    let mut texts = Reader::new(text, 8).filter_map(|event| match event {
        Event::Text(text) => Some(text),
        _ => None,
    });
    let only = texts.next().expect("a text");
    assert_eq!(texts.next(), None);
    only
}

#[test]
fn gives_elements_attributes_and_text_with_places() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<a:R xmlns:a='urn:x' xmlns=\"\" ü=\"é &lt; &#233;\">Größe<b/></a:R>\n";
    let events = read(text);
    let Event::Start(root) = &events[0] else { panic!("{events:?}") };
    assert_eq!((root.name, root.local(), root.prefix()), ("a:R", "R", Some("a")));
    assert_eq!(slice(text, root.span), "<a:R xmlns:a='urn:x' xmlns=\"\" ü=\"é &lt; &#233;\">");
    assert_eq!(slice(text, root.namespace(Some("a")).unwrap().span), "urn:x");
    assert_eq!(root.namespace(None).unwrap().value, "");
    let attribute = root.attribute("ü").unwrap();
    assert_eq!((slice(text, attribute.span), &*attribute.value), ("é &lt; &#233;", "é < é"));
    assert_eq!(root.attribute("xmlns"), None);
    let Event::Text(size) = &events[1] else { panic!("{events:?}") };
    assert_eq!((slice(text, size.span), &*size.value), ("Größe", "Größe"));
    let Event::End(empty) = &events[3] else { panic!("{events:?}") };
    assert_eq!((empty.name, slice(text, empty.span)), ("b", ""));
    let Event::End(root) = &events[4] else { panic!("{events:?}") };
    assert_eq!((root.local(), slice(text, root.span)), ("R", "</a:R>"));
    assert_eq!(events.len(), 5);
}

#[test]
fn joins_what_the_parser_splits() {
    for (document, value, place) in [
        ("<a>x?a=1&amp;b=2</a>", "x?a=1&b=2", "x?a=1&amp;b=2"),
        ("<a>&#x41;&#66;</a>", "AB", "&#x41;&#66;"),
        ("<a><![CDATA[a<b]]></a>", "a<b", "a<b"),
        ("<a>1<![CDATA[<]]>2</a>", "1<2", "1<![CDATA[<]]>2"),
        ("<a>ma<!-- - -->il<?p q?>.x</a>", "mail.x", "ma<!-- - -->il<?p q?>.x"),
        ("<a><!-- c -->mail<!-- d --></a>", "mail", "mail"),
        ("<a>&quot;&apos;&gt;&lt;</a>", "\"'><", "&quot;&apos;&gt;&lt;"),
    ] {
        let text = only_text(document);
        assert_eq!((&*text.value, slice(document, text.span)), (value, place));
    }
}

#[test]
fn layout_is_white_space_with_a_line_break() {
    for (document, value, place) in [
        ("<a>\r\n   mail \r\n</a>", "mail", "mail"),
        ("<a>\n<!-- c -->\n mail</a>", "mail", "mail"),
        ("<a> mail </a>", " mail ", " mail "),
        ("<a>\n mail </a>", "mail ", "mail "),
        ("<a> m l\n</a>", " m l", " m l"),
        ("<a>&#10;mail</a>", "\nmail", "&#10;mail"),
        ("<a>\n&amp;\n</a>", "&", "&amp;"),
        ("<a>\r\n\t</a>", "", ""),
        ("<a>  </a>", "  ", "  "),
        ("<a>\n <![CDATA[\n é ]]></a>", "é ", "é "),
        ("<a>\u{a0}\nmail</a>", "\u{a0}\nmail", "\u{a0}\nmail"),
    ] {
        let trimmed = only_text(document).without_layout();
        assert_eq!((&*trimmed.value, slice(document, trimmed.span)), (value, place), "{document:?}");
    }
}

#[test]
fn a_reference_that_means_nothing_stays_and_reading_goes_on() {
    assert_eq!(short("<a>x?a=1&b=2&c</a>"), "<a !expected `&amp;`, found `&` @& 'x?a=1&b=2&c' a>");
    assert_eq!(short("<a>1&nbsp;2</a>"), "<a !`&nbsp;` is not defined @&nbsp; '1&nbsp;2' a>");
    assert_eq!(short("<a>&#0;&#xD800;&#+65;&#;&;</a>"), "<a !`&#0;` is not defined @&#0; '&#0;&#xD800;&#+65;&#;&;' a>");
    assert_eq!(short("<a b='1&c=&amp;&d;'/>"), "!expected `&amp;`, found `&` @& <a b=1&c=&&d; a>");
    assert_eq!(short("<a b='&é;'/>"), "!`&é;` is not defined @&é; <a b=&é; a>");
}

#[test]
fn what_is_not_well_formed_ends_reading() {
    for (document, events) in [
        ("<a><b>x</c></a>", "<a <b 'x' !expected `</b>`, found `</c>` @</c>"),
        ("<a></a></b>", "<a a> !expected the end of the document after its root element @</b>"),
        ("<a/><b/>", "<a a> !expected the end of the document after its root element @<b/>"),
        ("<a/>\n x\ny", "<a a> !expected the end of the document after its root element @x"),
        ("<a/><?xml version='1.0'?><a/>", "<a a> !expected the end of the document after its root element @<a/>"),
        ("some text\n<a/>", "!expected the root element @some text"),
        ("</a>", "!expected the root element @</a>"),
        ("<a b=1/>", "!expected the value of `b` in quotes @b=1"),
        ("<a b/>", "!expected `=` after the attribute `b` @b"),
        ("<a b='1'c='2'/>", "!expected white space before an attribute @c='2'"),
        ("<a b='1' b='2'/>", "!the attribute `b` stands twice @b='2'"),
        ("<a b='1><c d='2'/></a>", "!expected the closing quote of the attribute `b` @b='1><c d='2'/></a>"),
        ("<a b='1><c></c></a>", "!expected the value of `b` in quotes @b='1><c></c></a>"),
        ("<a><b\n<c/></a>", "<a !expected the name of an attribute or the end of the tag @<c"),
        ("<a>1 <! 2</a>", "<a '1 ' !expected a comment or a `CDATA` section after `<!` @<! 2</a>"),
    ] {
        assert_eq!(short(document), events);
    }
    assert!(short("<a>1 < 2</a>").starts_with("<a '1 ' !expected the name of an element after `<`"));
}

#[test]
fn a_text_that_ends_too_early_is_truncated() {
    for (document, events) in [
        ("", "!cut in  @"),
        ("<a><b>x\n", "<a <b 'x\n' !cut in a/b @"),
        ("<a><b>x</", "<a <b 'x' !cut in a/b @"),
        ("<a><b c='1", "<a !cut in a @"),
        ("<a>x&am", "<a 'x&am' !cut in a @"),
        ("<a><!-- <b>", "<a !cut in a @"),
        ("<a><![CDA", "<a !cut in a @"),
        ("<a><!", "<a !cut in a @"),
        ("<a><", "<a !cut in a @"),
        ("<?xml version", "!cut in  @"),
    ] {
        assert_eq!(short(document), events, "{document}");
    }
    let Some(Event::Damage(damage)) = read("<a>x \r\n").pop() else { panic!("cut") };
    assert_eq!(damage.span, Span::new(4, 4));
}

#[test]
fn a_document_type_ends_reading_and_nothing_is_expanded() {
    for (document, events) in [
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "!document type @<!DOCTYPE a "),
        ("<!doctype html>\n<html>", "!document type @<!doctype html"),
        ("<a>x<!ENTITY b 'c'></a>", "<a 'x' !document type @<!ENTITY b 'c'"),
        ("<!DOCTYPE a [<!ENTITY", "!document type @<!DOCTYPE a "),
        ("<!DOCTYPE>", "!document type @<!DOCTYPE"),
    ] {
        assert_eq!(short(document), events);
    }
}

#[test]
fn a_reader_that_tolerates_tags_goes_on() {
    let document = "<a b='1'c='2' b='3' d e=f><i/></a>";
    let events: Vec<String> = Reader::new(document, 8)
        .tolerating_tags()
        .map(|event| match event {
            Event::Start(start) => start.attributes.iter().flat_map(|a| [a.name, "=", &a.value, " "]).collect(),
            other => format!("{other:?}").chars().take_while(char::is_ascii_alphabetic).collect(),
        })
        .collect();
    assert_eq!(events, ["Damage", "b=1 c=2 b=3 d= e=f ", "", "End", "End"]);
}

#[test]
fn pieces_of_pages_and_corrupt_markup() {
    for (markup, expected) in [
        ("<p class=x>a &amp; b<br>c</P>d", "<p class=x>|a &amp; b|<br>|c|d"),
        ("<!DOCTYPE html><!-- <b>x --><I>y", "<I>|y"),
        ("<script>if (a<b) {}</SCRIPT><STYLE>p>q</style>z", "<script>|<STYLE>|z"),
        ("<a x=\"1>2\"y='3'/>t", "<a x=1>2 y=3>|t"),
        ("<a x=\"1>t<b x='2", "<a x=1>|t|<b x=2>"),
        ("a < b", "a "),
        ("<script>", "<script>"),
        ("<!-- ", ""),
    ] {
        let pieces: Vec<String> = pieces(markup)
            .map(|piece| match piece {
                Piece::Tag(tag) => {
                    let attributes = tag.attributes.iter().map(|a| format!(" {}={}", a.name, a.value));
                    format!("<{}{}>", tag.name, attributes.collect::<String>())
                }
                Piece::Text(written, at) => {
                    assert!(markup[at..].starts_with(written));
                    written.to_owned()
                }
            })
            .collect();
        assert_eq!(pieces.join("|"), expected, "{markup}");
    }
}

#[test]
fn depth_is_limited() {
    let within = format!("{}{}", "<a>".repeat(8), "</a>".repeat(8));
    assert!(!short(&within).contains('!'));
    let beyond = "<a>".repeat(100_000);
    assert!(short(&beyond).ends_with("<a !deeper than 8 @<a>"));
}

#[test]
fn byte_order_marks_count_in_places() {
    let text = "\u{feff}\u{feff}<a>é</a>";
    let value = only_text(text);
    assert_eq!(slice(text, value.span), "é");
}

#[test]
fn attributes_are_limited() {
    let many: String = (0..=1024).flat_map(|n| [" a".to_owned(), n.to_string(), "=''".to_owned()]).collect();
    assert!(short(&format!("<a{many}/>")).starts_with("!expected no more than 1024 attributes"));
}

/// Each of these took quadratic time in some reader.
#[test]
fn large_documents_take_linear_time() {
    for part in ["&", "&a;", "&amp;", "<a/>", "<!---->", "<![CDATA[]]>", "a<?b?>", "]]>", "\n "] {
        let document = format!("<r>{}</r>", part.repeat(50_000));
        assert!(matches!(read(&document).last(), Some(Event::End(_))), "{part}");
    }
    for open in ["<a ", "<a b='", "<!--", "<!DOCTYPE [", "&", "</", "<a b='&", "<?"] {
        assert!(read(&open.repeat(50_000)).len() < 4, "{open}");
        pieces(&open.repeat(50_000)).for_each(drop);
    }
}

fn spans_lie_within(text: &str) {
    for piece in pieces(text) {
        if let Piece::Tag(tag) = piece {
            tag.attributes
                .iter()
                .map(|attribute| attribute.span)
                .chain([tag.span])
                .for_each(|span| _ = slice(text, span));
        }
    }
    let mut last = 0;
    for event in read(text) {
        let span = match event {
            Event::Start(start) => {
                for attribute in &start.attributes {
                    slice(text, attribute.span);
                    assert!(start.span.start < attribute.span.start && attribute.span.end < start.span.end);
                }
                start.span
            }
            Event::End(end) => end.span,
            Event::Text(value) => {
                let trimmed = value.without_layout();
                let place = slice(text, trimmed.span);
                if !place.contains(['&', '<']) && !place.contains("]]>") {
                    assert_eq!(trimmed.value, place);
                }
                value.span
            }
            Event::Damage(damage) => {
                slice(text, damage.span);
                continue;
            }
        };
        slice(text, span);
        assert!(last <= span.start, "in order");
        last = span.start;
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        spans_lie_within(&text);
    }

    #[test]
    fn any_markup_is_read(parts in prop::collection::vec(
        prop::sample::select(vec![
            "<", ">", "/", "=", "\"", "'", "&", ";", "#", "x", "é", " ", "\n", "a", "<a>", "</a>", "<a b='c'>", "<!--",
            "-->", "<![CDATA[", "]]>", "<!DOCTYPE ", "<?", "?>", "&amp;", "\u{feff}", "&#10;", "[", "!", "\u{1f600}",
        ]), 0..40)
    ) {
        spans_lie_within(&format!("<a>{}", parts.concat()));
        spans_lie_within(&parts.concat());
    }
}
