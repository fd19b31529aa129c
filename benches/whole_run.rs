//! What a whole run costs, held against the least that any program pays for the same files.
//!
//! `cargo bench` writes a folder of certificates and measures, on one thread and in turn:
//! - `floor`: read every file, decode its PEM, parse the certificate and every extension of it;
//! - `short`, `json`, `human`: collect, read, judge, run every rule, and write the report.
//!
//! The last line gives the ratios of the medians. The bar is 3.0: a run that costs more does work that nobody asked for.
//! Ratios are of times on one machine in one run, so they compare across machines; single times do not. Before a claim,
//! run it twice with nothing else at work. `cargo bench -- whole` leaves the readers out.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::{
    fs,
    hint::black_box,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::LazyLock,
    time::{Duration, Instant},
};

use divan::{Bencher, counter::BytesCount};
use msstd::{
    collect::{Splitting, collect},
    decide::Settings,
    model::{
        file::{Limits, ReadOptions},
        time,
    },
    read::{Bytes, Named, read},
    report::{human, json, model::Report, short},
};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};

const CERTIFICATES: usize = 2_000;
/// More than the ten to sixty days that rules look ahead; a fifth of the certificates has expired by then.
const AT: &str = "2026-06-01";

fn main() {
    // One thread: the ratio is of work, not of cores.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    divan::main();
    let is_listing = std::env::args().any(|argument| argument == "--list" || argument == "--test");
    if !is_listing {
        ratios();
    }
}

/// The corpus, made once.
static CORPUS: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let authority = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Example Issuing CA 1");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let issuer = Issuer::new(params, authority);
    // Few keys: making one costs more than checking a certificate.
    let keys: Vec<KeyPair> = (0..8).map(|_| KeyPair::generate().unwrap()).collect();
    for number in 0..CERTIFICATES {
        let domain = format!("contoso{number}.com");
        let names: Vec<String> =
            ["mail", "autodiscover", "owa", "legacy"].iter().map(|host| format!("{host}.{domain}")).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::OrganizationName, format!("Contoso {number} Ltd"));
        params.distinguished_name.push(DnType::CommonName, format!("mail.{domain}"));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let year = if number % 5 == 0 { 2024 } else { 2026 };
        params.not_before = rcgen::date_time_ymd(year, 1, 1);
        params.not_after = rcgen::date_time_ymd(year + 1, 1, 1);
        let certificate = params.signed_by(&keys[number % keys.len()], &issuer).unwrap();
        let below = folder.path().join(format!("site{:02}", number / 100));
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join(format!("cert{number:05}.pem")), certificate.pem()).unwrap();
    }
    folder
});

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Read, PEM, parse: the bare loop.
fn floor() -> usize {
    files(CORPUS.path())
        .iter()
        .map(|path| {
            let bytes = fs::read(path).unwrap();
            let (_, pem) = x509_parser::pem::parse_x509_pem(&bytes).unwrap();
            let certificate = pem.parse_x509().unwrap();
            certificate
                .extensions()
                .iter()
                .map(|extension| extension.parsed_extension().unsupported())
                .filter(|u| *u)
                .count()
        })
        .sum()
}

/// The whole run, as the command line does it.
fn whole(write: fn(&Report, &mut dyn io::Write) -> io::Result<()>) {
    let paths = [CORPUS.path().to_owned()];
    let collected =
        collect(&paths, Splitting { use_config: true, ..Splitting::default() }, &Limits::default()).unwrap();
    let report = msstd::check(collected.deployments(), &Settings::at(time::parse(AT).unwrap()));
    let mut out = io::BufWriter::new(io::sink());
    write(&report, &mut out).unwrap();
    out.flush().unwrap();
}

fn human(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    human::write(report, human::Style::default(), out)
}

/// Medians of runs in turn, so that what disturbs one disturbs all.
fn ratios() {
    const ROUNDS: usize = 9;
    let runs: [(&str, fn()); 4] = [
        ("floor", || _ = black_box(floor())),
        ("short", || whole(short::write)),
        ("json", || whole(json::write)),
        ("human", || whole(human)),
    ];
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        for ((_, run), times) in runs.iter().zip(&mut times) {
            let start = Instant::now();
            run();
            times.push(start.elapsed());
        }
    }
    for times in &mut times {
        times.sort_unstable();
    }
    let median = |index: usize| times[index][ROUNDS / 2].as_secs_f64();
    let ratios: Vec<String> =
        (1..runs.len()).map(|index| format!("{} {:.2}", runs[index].0, median(index) / median(0))).collect();
    println!("\nwhole run / floor, {CERTIFICATES} certificates, one thread: {} (bar: 3.0)", ratios.join(", "));
}

mod whole_run {
    use super::*;

    #[divan::bench(name = "floor", sample_count = 20)]
    fn bare_loop() -> usize {
        super::floor()
    }

    #[divan::bench(sample_count = 20)]
    fn short() {
        whole(short::write);
    }

    #[divan::bench(sample_count = 20)]
    fn json() {
        whole(json::write);
    }

    #[divan::bench(sample_count = 20)]
    fn human() {
        whole(super::human);
    }
}

mod readers {
    use super::*;

    /// Reads one file from memory.
    fn reads(bencher: Bencher<'_, '_>, path: &str, text: String) {
        let size = text.len();
        let named = Named { path: path.to_owned(), bytes: Bytes::Here(text.into_bytes()) };
        assert!(read(&named, &ReadOptions::default()).iter().all(|file| file.problems.is_empty()));
        bencher.counter(BytesCount::new(size)).bench(|| read(black_box(&named), &ReadOptions::default()));
    }

    /// An answer with many Protocols.
    #[divan::bench]
    fn autodiscover(bencher: Bencher<'_, '_>) {
        let protocol = "<Protocol><Type>EXPR</Type><Server>mail.contoso.com</Server><SSL>On</SSL>\
            <CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName>\
            <EwsUrl>https://mail.contoso.com/EWS/Exchange.asmx</EwsUrl></Protocol>\n";
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
             <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
             <Account><AccountType>email</AccountType><Action>settings</Action>\n{}</Account></Response></Autodiscover>\n",
            protocol.repeat(100)
        );
        reads(bencher, "autodiscover.xml", text);
    }

    /// `Get-OutlookProvider | Format-List`.
    #[divan::bench]
    fn powershell_list(bencher: Bencher<'_, '_>) {
        let provider = "CertPrincipalName      : msstd:mail.contoso.com\r\nServer                 : \r\n\
            TTL                    : 1\r\nOutlookProviderFlags   : None\r\nRequiredClientVersions : \r\n\
            Name                   : EXPR\r\nObjectCategory         : corp.example.com/Configuration/Schema/\
            ms-Exch-Auto-Discover-Config\r\n\r\n";
        reads(bencher, "providers.txt", provider.repeat(200));
    }

    /// `Get-OutlookProvider | Export-Clixml`.
    #[divan::bench]
    fn powershell_clixml(bencher: Bencher<'_, '_>) {
        let provider = "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Deserialized.Microsoft.Exchange.Data.Directory.\
            SystemConfiguration.OutlookProvider</T></TN><Props><S N=\"CertPrincipalName\">msstd:mail.contoso.com</S>\
            <S N=\"Server\"></S><I32 N=\"TTL\">1</I32><S N=\"Name\">EXPR</S></Props></Obj>\n";
        let text = format!(
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n{}</Objs>\n",
            provider.repeat(200)
        );
        reads(bencher, "providers.xml", text);
    }
}
