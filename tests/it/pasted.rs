//! Hostile text for the readers of what people paste: it takes time in proportion to its size, and no piece of it panics.

use std::{
    fs,
    time::{Duration, Instant},
};

use msstd::{
    model::file::{File, ReadOptions},
    read::{Bytes, Named},
};
use proptest::prelude::*;

/// What is repeated, each with what is before all of it and after.
const PIECES: &[(&str, &str, &str)] = &[
    ("", "> ", ""),
    ("", "> a\n", ""),
    ("", ">>>> > >\n", ""),
    ("", "`", ""),
    ("", "``` ", "x"),
    ("", "```\n", ""),
    ("", "[b]", ""),
    ("", "[b=", ""),
    ("", "[/url=x]\n", ""),
    ("", "<br ", ""),
    ("", "name:\n", ""),
    ("", "name: value\n\n", ""),
    ("", "name:\nvalue value\n", ""),
    ("Name: {\n", "ab\n", ""),
    ("Name: {\n\n", "a.b,\n", ""),
    ("Name: A1\n", "A1\n", ""),
    ("Name:\n", "a b\n", "Other:\n"),
    ("Name : v\n", "   1 : v\n", "!!\n"),
    ("", "ab : v\n1x : v\n", "!!\n"),
    ("", "[PS] C:\\>\n", ""),
    ("", "[PS] C:\\>Get-OutlookProvider | fl\n", ""),
    ("", "PS C:\\>x\ny\n", ""),
    ("[PS] C:\\>", "Get-X ", "\na\nb\nc\n"),
    ("[PS] C:\\>Get-OutlookProvider\n", "a b\n", ""),
    ("", "(Get-OutlookProvider EXPR).CertPrincipalName\n\n", ""),
    ("", "Get-OutlookProvider EXPR | select -ExpandProperty Server\n", ""),
    ("[PS] C:\\>", "(Get-A ", "\n"),
    ("", "- - - -\n", ""),
    ("", "---- ----\n\n", ""),
    ("", "Name Server\n---- ------\n", ""),
    ("", "!! x\n-- --\n", ""),
    ("Name Server\n---- ------\n", "a b\n", ""),
    ("", "--", ""),
    ("", "-----BEGIN CERTIFICATE-----\n", ""),
    ("", "-----BEGIN X-----\n", ""),
    ("", "-----BEGIN CERTIFICATE----- ", ""),
    ("é", "-----BEGIN CERTIFICATE----- ", ""),
    ("", "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE----- ", ""),
    ("x ", "-----BEGIN X-----MIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIBMIIB-----END X----- ", ""),
    ("", "LS0tLS1CRUdJTi", ""),
    ("", "LS0tLS1CRUdJTi BRUdJTi\n", ""),
    ("", "{\n", ""),
    ("", "[\n", ""),
    ("", "{\"a\":\n", ""),
    ("", "[1,2,\n", ""),
    ("[\n", "{\"a\": 1},\n", ""),
    ("x\n", "[[1],\n", "x"),
    ("", "&#1;", ""),
    ("", "&#58; &nbsp;\n", ""),
    ("", "<Protocol>\n", ""),
    ("", "+ <Protocol>\n", ""),
    ("> ", "<Protocol><Type>EXPR</Type>\n", ""),
    ("", "a", ""),
    ("Name : ", "a ", "\nTTL : 1\n"),
    ("", "\t", "x"),
    ("", "Name\tServer\n", ""),
    ("", "Name\t", "\nx\n"),
    ("", "**********\n", ""),
    ("", "\r\u{200b}\u{a0}“", ""),
];

fn read(text: String) -> Vec<File> {
    msstd::read::read(
        &Named { path: "notes.txt".to_owned(), bytes: Bytes::Here(text.into_bytes()) },
        &ReadOptions::default(),
    )
}

/// What this thread has had of the processor, where the system tells it.
fn processor_time(begun: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

fn time_of(piece: (&str, &str, &str), bytes: usize) -> Duration {
    let (before, repeated, after) = piece;
    let text = format!("{before}{}{after}", repeated.repeat(bytes / repeated.len()));
    let begun = Instant::now();
    let before = processor_time(begun);
    let files = read(text);
    let after = processor_time(begun);
    assert!(!files.is_empty());
    after.saturating_sub(before)
}

/// Of how many pieces one is mixed with each.
const STRIDE: usize = 9;

fn bytes() -> usize {
    std::env::var("MSSTD_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(1 << 18)
}

#[test]
#[ignore = "measures time: MSSTD_BYTES is the smaller size"]
fn time_grows_with_the_size() {
    let bytes = bytes();
    let mut slow = Vec::new();
    for piece in PIECES.iter().copied() {
        let [once, twice] = [bytes, 2 * bytes].map(|bytes| time_of(piece, bytes));
        let factor = twice.as_secs_f64() / once.as_secs_f64();
        eprintln!(
            "{:>8.0} ms {:>8.0} ms {factor:>5.1}  {piece:?}",
            once.as_secs_f64() * 1e3,
            twice.as_secs_f64() * 1e3
        );
        if factor > 3.0 && twice > Duration::from_millis(200) {
            slow.push(piece);
        }
    }
    assert!(slow.is_empty(), "more than in proportion: {slow:#?}");
}

/// Two pieces by turns.
#[test]
#[ignore = "measures time: MSSTD_BYTES is the smaller size"]
fn time_grows_with_the_size_of_mixtures() {
    let bytes = bytes();
    let mut slow = Vec::new();
    let mixtures = PIECES.iter().enumerate().flat_map(|(index, first)| {
        let others = PIECES.iter().skip(index % STRIDE).step_by(STRIDE);
        others.map(move |other| (first.0, format!("{}{}\n", first.1, other.1), other.2))
    });
    for (before, repeated, after) in mixtures {
        let piece = (before, repeated.as_str(), after);
        let [once, four_times] = [bytes, 4 * bytes].map(|bytes| time_of(piece, bytes));
        let factor = four_times.as_secs_f64() / once.as_secs_f64();
        if factor > 6.0 && four_times > Duration::from_millis(200) {
            eprintln!("{once:?} {four_times:?} {factor:.1} {piece:?}");
            slow.push(format!("{piece:?}"));
        }
    }
    assert!(slow.is_empty(), "more than in proportion: {slow:#?}");
}

fn pieces() -> impl Strategy<Value = String> {
    let exports = prop::sample::select(vec![
        "Name : EXPR",
        "CertPrincipalName : msstd:mail.contoso.com\n",
        "Subject: CN=mail\n",
        "Services : IIS,\n",
        "    SMTP\n",
        "CertificateDomains : {mail.contoso.com,\n",
        "}\n",
        "[PS] C:\\>",
        "Get-OutlookProvider EXPR | fl",
        "(Get-OutlookProvider).Server\n",
        "Thumbprint Services\n---------- --------\n",
        "-- --\n",
        "- ",
        "\u{a0}",
        "：",
        "日本",
        "\u{301}",
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        " ",
        "`",
        "```\n",
        "> ",
        ">",
        "[CODE]",
        "[/CODE]",
        "<br>",
        "&lt;",
        "&#58;",
        "&#0;",
        "&nbsp;",
        "“",
        "‘",
        "…",
        "...",
        "**",
        "__",
        "<Protocol>",
        "</Protocol>",
        "<Type>EXPR</Type>",
        "- <",
        "+ <Account>\n",
        "-----BEGIN CERTIFICATE-----\n",
        "-----END CERTIFICATE-----\n",
        "MIIB\n",
        "LS0tLS1CRUdJTi",
        "{",
        "}",
        "[",
        "]",
        "\"a\": 1",
        ",",
        ":",
        "**********\n",
        "msstd:",
        "https://a/owa",
        "0123456789abcdef",
        "\u{feff}",
        "\u{202e}",
        "\\n",
        "\\r\\n",
        "# ",
        "\"",
        "'",
    ]);
    let times = prop_oneof![4 => Just(1usize), 1 => 2usize..70];
    let repeated = (exports, times).prop_map(|(piece, times)| piece.repeat(times));
    let hostile =
        prop::sample::select(PIECES.to_vec()).prop_map(|(before, piece, after)| format!("{before}{piece}{after}"));
    prop::collection::vec(prop_oneof![3 => repeated, 1 => hostile], 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order(text in pieces()) {
        let files = read(text);
        for problem in files.iter().flat_map(|file| &file.problems) {
            let places = [problem.place.start(), problem.place.end()].map(|position| position.map(|position| position.line));
            prop_assert!(places[0] <= places[1], "{places:?} {:?}", problem.kind);
        }
    }
}
