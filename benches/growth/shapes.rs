//! Inputs of one kind and any size, each a kind that some step could take longer over than it has to.

use std::fmt::Write as _;

use msstd::{
    collect::Split,
    read::{Bytes, DeploymentInput, Named},
};

use super::{
    certificates::{Made, ca, certificate, der, issuer, list, pem, with_names},
    input::Input,
};

/// A kind of input.
pub struct Shape {
    pub name: &'static str,
    /// A size at which a run takes long enough to be measured.
    pub size: usize,
    pub input: fn(usize) -> Input,
}

const fn shape(name: &'static str, size: usize, input: fn(usize) -> Input) -> Shape {
    Shape { name, size, input }
}

pub const SHAPES: &[Shape] = &[
    shape("expired certificates of one name", 500, |n| one(each(n, |_| pem(&expired("mail.contoso.com"))))),
    shape("expired wildcard certificates", 500, |n| one(each(n, |_| pem(&expired("*.contoso.com"))))),
    shape("expired Auth certificates", 500, |n| {
        one(each(n, |_| pem(&expired("Microsoft Exchange Server Auth Certificate"))))
    }),
    shape("expired and valid certificates of one name", 500, |n| {
        one(each(
            n,
            |index| if index % 2 == 0 { pem(&expired("mail.contoso.com")) } else { pem(&valid("mail.contoso.com")) },
        ))
    }),
    shape("certificates of one key", 500, |n| one(each(n, |_| pem(&with_names(&["mail.contoso.com"], 0, 2034))))),
    shape("copies of one certificate", 1_000, |n| {
        let copy = pem(&valid("mail.contoso.com"));
        one(each(n, |_| copy.clone()))
    }),
    shape("a certificate of many names", 500, |n| {
        let names: Vec<String> = (0..n).map(|index| format!("host{index}.contoso.com")).collect();
        one(vec![("many.pem".to_owned(), pem(&with_names(&refs(&names), 0, 2034)).into_bytes())])
    }),
    shape("DER files", 500, |n| one(each_bytes(n, "cer", |index| der(&valid(&format!("mail.contoso{index}.com")))))),
    shape("a bundle of certificates", 500, |n| {
        let all: String = (0..n).map(|index| pem(&valid(&format!("mail.contoso{index}.com")))).collect();
        one(vec![("bundle.pem".to_owned(), all.into_bytes())])
    }),
    shape("a bundle that is a file", 2_000, |n| {
        let all: String = (0..n).map(|index| pem(&valid(&format!("mail.contoso{index}.com")))).collect();
        Input::folder(Split::Folders, [("bundle.pem".to_owned(), all.into_bytes())].into_iter())
    }),
    shape("entries of a revocation list", 20_000, |n| one(with_issuer(1, [list(n)]))),
    shape("revocation lists of one issuer", 100, |n| one(with_issuer(1, (0..n).map(|_| list(1))))),
    shape("certificates and revocation lists of their issuer", 50, |n| one(with_issuer(n, (0..n).map(|_| list(1))))),
    shape("authorities of one name", 200, |n| {
        let mut files = each(n, |_| pem(&ca()));
        files.push(("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes()));
        one(files)
    }),
    shape("principals and certificates", 200, |n| {
        let mut files = each(n, |index| pem(&valid(&format!("mail{index}.contoso.com"))));
        files
            .extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&[&format!("mail{index}.contoso.com")]))));
        one(files)
    }),
    shape("responses of one host and certificates of its name", 200, |n| {
        let mut files = each(n, |_| pem(&valid("mail.contoso.com")));
        files.extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&["mail.contoso.com"]))));
        one(files)
    }),
    shape("principals on EXCH and on EXPR", 300, |n| {
        text(
            "Get-OutlookProvider.txt",
            records(n, |out, index| {
                let name = if index % 2 == 0 { "EXCH" } else { "EXPR" };
                let _ = write!(
                    out,
                    "Name              : {name}\nCertPrincipalName : msstd:mail{index}.contoso.com\nServer            :\n"
                );
            }),
        )
    }),
    shape("responses with one uncovered host", 500, |n| {
        let mut files = vec![("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes())];
        files.extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&["other.contoso.com"]))));
        one(files)
    }),
    shape("responses with hosts of their own", 500, |n| {
        let mut files = vec![("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes())];
        files
            .extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&[&format!("mail{index}.contoso.com")]))));
        one(files)
    }),
    shape("Protocols of one response", 1_000, |n| {
        let hosts: Vec<String> = (0..n).map(|index| format!("mail{}.contoso.com", index % 50)).collect();
        one(vec![("answer.xml".to_owned(), answer(&refs(&hosts)))])
    }),
    shape("Protocols of their own hosts in one response", 2_000, |n| {
        let hosts: Vec<String> = (0..n).map(|index| format!("mail{index}.contoso.com")).collect();
        one(vec![("answer.xml".to_owned(), answer(&refs(&hosts)))])
    }),
    shape("findings that come in another order", 4_000, |n| {
        text(
            "Get-OutlookProvider.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "Name              : EXPR\nCertPrincipalName : msstd:mail{index}.contoso.com\nServer            :\n"
                );
            }),
        )
    }),
    shape("text before a response", 100_000, |n| {
        let response = String::from_utf8(answer(&["mail.contoso.com"])).unwrap_or_default();
        text("pasted.txt", "<".repeat(n) + "\n" + &response)
    }),
    shape("responses that break off before a whole one", 1_000, |n| {
        let response = String::from_utf8(answer(&["mail.contoso.com"])).unwrap_or_default();
        text("pasted.txt", "pasted\n".to_owned() + &"<Autodiscover\n".repeat(n) + &response)
    }),
    shape("responses without a certificate", 500, |n| {
        let response = |index| (format!("answer{index}.xml"), answer(&[&format!("mail{index}.contoso{index}.com")]));
        one((0..n).map(response).collect())
    }),
    shape("expired certificates and uncovered hosts", 200, |n| {
        let mut files = each(n, |index| pem(&expired(&format!("mail.contoso{index}.com"))));
        files.push(("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes()));
        let response = |index| (format!("answer{index}.xml"), answer(&[&format!("owa.contoso{index}.com")]));
        files.extend((0..n).map(response));
        one(files)
    }),
    shape("equal EXPR providers", 500, |n| {
        text(
            "Get-OutlookProvider.txt",
            records(n, |out, _| {
                out.push_str("Name              : EXPR\nCertPrincipalName : msstd:mail.contoso.com\nServer            :\nTTL               : 1\n");
            }),
        )
    }),
    shape("virtual directories", 300, |n| {
        with_mail(
            "directories.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "Identity    : EX{index}\\EWS (Default Web Site)\nName        : EWS (Default Web Site)\nServer      : EX{index}\n\
                 MetabasePath : IIS://EX{index}.contoso.com/W3SVC/1/ROOT/EWS\n\
                 InternalUrl : https://in{index}.contoso.com/EWS/Exchange.asmx\nExternalUrl : https://out{index}.contoso.com/EWS/Exchange.asmx\n\
                 BasicAuthentication : True\nExtendedProtectionTokenChecking : None\n"
                );
            }),
        )
    }),
    shape("Outlook Anywhere of servers", 300, |n| with_mail("anywhere.txt", records(n, outlook_anywhere))),
    shape("Outlook Anywhere and records of their servers", 300, |n| {
        let files = [("anywhere.txt", records(n, outlook_anywhere)), ("records.txt", records(n, record_of_server))];
        one(files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into())
    }),
    shape("servers and records of theirs", 500, |n| {
        let service = |out: &mut String, index| {
            let _ = write!(
                out,
                "Name                           : EX{index}\nFqdn                           : ex{index}.contoso.com\n\
                 AutoDiscoverServiceInternalUri : https://mail{index}.contoso.com/Autodiscover/Autodiscover.xml\n"
            );
        };
        let files = [("services.txt", records(n, service)), ("records.txt", records(n, record_of_server))];
        one(files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into())
    }),
    shape("connectors and records", 200, |n| {
        let mut files = vec![("records.txt".to_owned(), exchange_records(n).into_bytes())];
        files.push(("receive.txt".to_owned(), records(n, receive_connector).into_bytes()));
        files.push(("send.txt".to_owned(), records(n, send_connector).into_bytes()));
        one(files)
    }),
    shape("records of expired certificates", 500, |n| text("Get-ExchangeCertificate.txt", expired_records(n))),
    shape("servers", 300, |n| {
        text(
            "Get-ExchangeServer.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "Name                : EX{index}\nFqdn                : ex{index}.contoso.com\nServerRole          : Mailbox\n\
                 Edition             : Standard\nAdminDisplayVersion : Version 15.1 (Build 2507.6)\n"
                );
            }),
        )
    }),
    shape("accepted domains", 500, |n| {
        with_mail(
            "Get-AcceptedDomain.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "Name       : d{index}\nDomainName : contoso{index}.com\nDomainType : Authoritative\nDefault    : False\n"
                );
            }),
        )
    }),
    shape("connectors of Exchange Online", 300, |n| {
        let mut files = vec![("send.txt".to_owned(), records(n, send_connector).into_bytes())];
        files.push(("inbound.txt".to_owned(), records(n, |out, index| {
            let _ = write!(
                out,
                "Name                         : Inbound{index}\nConnectorType                : OnPremises\nEnabled                      : True\n\
                 RequireTls                   : True\nSenderDomains                : {{smtp:*;1}}\n\
                 TlsSenderCertificateName     : mail{index}.contoso.com\nCloudServicesMailEnabled     : True\n"
            );
        }).into_bytes()));
        one(files)
    }),
    shape("POP and IMAP settings", 300, |n| {
        let mut files = vec![("records.txt".to_owned(), exchange_records(n).into_bytes())];
        files.push(("pop.txt".to_owned(), records(n, |out, index| {
            let _ = write!(
                out,
                "Server              : EX{index}\nIdentity            : EX{index}\\1\nName                : 1\nProtocolName        : POP3\n\
                 X509CertificateName : pop{index}.contoso.com\nLoginType           : PlainTextLogin\n"
            );
        }).into_bytes()));
        one(files)
    }),
    shape("attributes of one LDIF entry", 2_000, |n| {
        let mut ldif =
            String::from("dn: CN=EX01,CN=Servers,DC=contoso,DC=com\nobjectClass: serviceConnectionPoint\ncn: EX01\n");
        for index in 0..n {
            let _ = writeln!(ldif, "attribute{index}: value {index}");
        }
        text("export.ldf", ldif)
    }),
    shape("entries of an LDIF export", 500, |n| {
        text(
            "export.ldf",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "dn: CN=EX{index},CN=Autodiscover,CN=Protocols,CN=EX{index},CN=Servers,DC=contoso,DC=com\n\
                 objectClass: serviceConnectionPoint\ncn: EX{index}\nkeywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\n\
                 serviceBindingInformation: https://in{index}.contoso.com/Autodiscover/Autodiscover.xml\n"
                );
            }),
        )
    }),
    shape("lines of names and values", 5_000, |n| text("pasted.txt", "a : b\n".repeat(n))),
    shape("fields of one CSV line", 20_000, |n| {
        text("wide.csv", format!("\"Name\",\"CertPrincipalName\"\n\"EXPR\"{}\n", ",".repeat(n)))
    }),
    shape("rows of a CSV export", 1_000, |n| {
        let mut csv = String::from("\"Name\",\"CertPrincipalName\",\"Server\",\"TTL\"\n");
        for index in 0..n {
            let _ = writeln!(csv, "\"P{index}\",\"msstd:mail{index}.contoso.com\",\"\",\"1\"");
        }
        text("providers.csv", csv)
    }),
    shape("objects of a JSON export", 1_000, |n| {
        let rows: Vec<String> = (0..n)
            .map(|index| format!("{{\"Name\":\"P{index}\",\"CertPrincipalName\":\"msstd:mail{index}.contoso.com\",\"Server\":null,\"TTL\":1}}"))
            .collect();
        text("providers.json", format!("[{}]", rows.join(",\n")))
    }),
    shape("objects of a CLIXML export", 500, |n| {
        let mut xml =
            String::from("<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n");
        for index in 0..n {
            let _ = writeln!(
                xml,
                "<Obj RefId=\"{index}\"><TN RefId=\"{index}\"><T>Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.OutlookProvider</T></TN>\
                 <Props><S N=\"CertPrincipalName\">msstd:mail{index}.contoso.com</S><S N=\"Server\"></S><I32 N=\"TTL\">1</I32><S N=\"Name\">P{index}</S></Props></Obj>"
            );
        }
        text("providers.xml", xml + "</Objs>\n")
    }),
    shape("prompts with their output", 300, |n| {
        text(
            "transcript.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "[PS] C:\\>Get-OutlookProvider EXPR | fl\n\n\nName              : EXPR\nCertPrincipalName : msstd:mail{index}.contoso.com\nServer            :\nTTL               : 1\n"
                );
            }),
        )
    }),
    shape("profiles of a registry export", 300, |n| text("profiles.reg", profiles(n))),
    shape("profiles and responses", 200, |n| {
        let mut files = vec![("profiles.reg".to_owned(), profiles(n).into_bytes())];
        files.extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&[&format!("owa{index}.contoso.com")]))));
        one(files)
    }),
    shape("profiles of one name and responses", 200, |n| {
        let mut files = vec![("profiles.reg".to_owned(), profiles(n).replace("mail", "owa").into_bytes())];
        files.extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&["mail.contoso.com"]))));
        one(files)
    }),
    shape("principals with a slip and certificates", 300, |n| {
        let mut files = each(n, |index| pem(&valid(&format!("mail{index}.contoso.com"))));
        files.push(("Get-OutlookProvider.txt".to_owned(), slips(n).into_bytes()));
        one(files)
    }),
    shape("principals with a slip and bound certificates", 300, |n| {
        let mut files = vec![("records.txt".to_owned(), exchange_records(n).into_bytes())];
        files.push(("Get-OutlookProvider.txt".to_owned(), slips(n).into_bytes()));
        one(files)
    }),
    shape("responses and providers of other names", 200, |n| {
        let providers = records(n, |out, index| {
            let _ = write!(
                out,
                "Name              : EXPR\nCertPrincipalName : msstd:mail{index}.contoso.com\nServer            :\n"
            );
        });
        let mut files = vec![("Get-OutlookProvider.txt".to_owned(), providers.into_bytes())];
        files.extend((0..n).map(|index| (format!("answer{index}.xml"), answer(&[&format!("owa{index}.contoso.com")]))));
        one(files)
    }),
    shape("files that are not recognised", 1_000, |n| {
        one(each(n, |index| format!("nothing that is known, number {index}\n")))
    }),
    shape("deployments", 100, |n| {
        let one = |index| {
            let files = vec![
                ("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes()),
                ("answer.xml".to_owned(), answer(&["other.contoso.com"])),
                (
                    "msstd.toml".to_owned(),
                    b"name = \"Contoso\"\n[[allow]]\nrule = \"PN001\"\nreason = \"known\"\n".to_vec(),
                ),
            ];
            deployment(&format!("site{index}"), &format!("exports/site{index}"), files)
        };
        Input::Here((0..n).map(one).collect())
    }),
    shape("folders that are deployments", 500, |n| Input::folder(Split::PerFolder, in_folders(n, "notes.txt"))),
    shape("folders with a configuration", 500, |n| {
        let configured = |index| (format!("site{index}/msstd.toml"), format!("name = \"site {index}\"\n").into_bytes());
        Input::folder(Split::Folders, in_folders(n, "notes.txt").chain((0..n).map(configured)))
    }),
    shape("folders in one another", 50, |n| {
        let below =
            |depth| ("a/".repeat(depth % 200) + &format!("notes{depth}.txt"), b"nothing that is known\n".to_vec());
        Input::folder(Split::Folders, (0..n * 20).map(below))
    }),
    shape("principals of one uncovered host", 300, |n| {
        with_mail(
            "anywhere.txt",
            records(n, |out, index| {
                let _ = write!(
                    out,
                    "Identity         : EX{index}\\Rpc (Default Web Site)\nServerName       : EX{index}\nExternalHostname : other.contoso.com\nExternalClientsRequireSsl : True\n"
                );
            }),
        )
    }),
    shape("look-alike names", 300, |n| {
        one(each(n, |index| pem(&valid(if index % 2 == 0 { "mail.contoso.com" } else { "rnail.contoso.com" }))))
    }),
    shape("Auth servers and federation trusts", 300, |n| {
        let mut files = vec![("records.txt".to_owned(), exchange_records(n).into_bytes())];
        files.push(("trusts.txt".to_owned(), records(n, |out, index| {
            let _ = write!(
                out,
                "Name                : Trust{index}\nApplicationUri      : contoso{index}.com\nOrgCertificate      : [Subject]\n  CN=Federation\n\nTokenIssuerUri      : urn:federation:MicrosoftOnline\n"
            );
        }).into_bytes()));
        one(files)
    }),
    shape("one record of many domains", 500, |n| {
        let names: Vec<String> = (0..n).map(|index| format!("host{index}.contoso.com")).collect();
        text(
            "record.txt",
            format!(
                "Thumbprint         : {:040X}\nServices           : IIS\nSubject            : CN=host0.contoso.com\nCertificateDomains : {{{}}}\nNotAfter           : 1/14/2034 12:00:00 AM\n",
                1,
                names.join(", ")
            ),
        )
    }),
    shape("one long line", 200_000, |n| text("long.txt", format!("CertPrincipalName : msstd:{}\n", "a".repeat(n)))),
];

fn expired(name: &str) -> Made {
    certificate(name, 2024)
}

fn valid(name: &str) -> Made {
    certificate(name, 2034)
}

fn refs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

type Files = Vec<(String, Vec<u8>)>;

fn one(files: Files) -> Input {
    Input::Here(vec![deployment("growth", "exports", files)])
}

fn deployment(name: &str, root: &str, files: Files) -> DeploymentInput {
    let files = files.into_iter().map(|(path, bytes)| Named { path, bytes: Bytes::Here(bytes) }).collect();
    DeploymentInput { name: name.to_owned(), root: Some(root.to_owned()), files }
}

/// Certificates, their issuer, and revocation lists of it.
fn with_issuer(certificates: usize, lists: impl IntoIterator<Item = Vec<u8>>) -> Files {
    let mut files = each(certificates, |index| pem(&valid(&format!("mail{index}.contoso.com"))));
    files.push(("ca.pem".to_owned(), pem(issuer()).into_bytes()));
    files.extend(lists.into_iter().enumerate().map(|(index, list)| (format!("ca{index}.crl"), list)));
    files
}

/// A file in each of some folders.
fn in_folders(n: usize, name: &str) -> impl Iterator<Item = (String, Vec<u8>)> {
    (0..n).map(move |index| (format!("site{index}/{name}"), b"nothing that is known\n".to_vec()))
}

fn each(n: usize, text: impl Fn(usize) -> String) -> Files {
    each_bytes(n, "pem", |index| text(index).into_bytes())
}

fn each_bytes(n: usize, extension: &str, bytes: impl Fn(usize) -> Vec<u8>) -> Files {
    (0..n).map(|index| (format!("file{index:06}.{extension}"), bytes(index))).collect()
}

fn text(path: &str, text: String) -> Input {
    one(vec![(path.to_owned(), text.into_bytes())])
}

fn with_mail(path: &str, text: String) -> Input {
    one(vec![
        ("mail.pem".to_owned(), pem(&valid("mail.contoso.com")).into_bytes()),
        (path.to_owned(), text.into_bytes()),
    ])
}

/// Records with an empty line after each, as `Format-List` prints them.
fn records(n: usize, add: impl Fn(&mut String, usize)) -> String {
    (0..n).fold(String::new(), |mut out, index| {
        add(&mut out, index);
        out.push('\n');
        out
    })
}

fn profiles(n: usize) -> String {
    let mut reg = String::from("Windows Registry Editor Version 5.00\r\n");
    for index in 0..n {
        let _ = write!(
            reg,
            "\r\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\P{index}\\13dbb0c8aa05101a9bb000aa002fc45a]\r\n\
             \"001f6622\"=\"mail{index}.contoso.com\"\r\n\"001f6625\"=\"msstd:mail{index}.contoso.com\"\r\n\"00036623\"=dword:0000002b\r\n"
        );
    }
    reg
}

/// Providers whose principal lacks its prefix.
fn slips(n: usize) -> String {
    records(n, |out, index| {
        let _ =
            write!(out, "Name              : EXPR\nCertPrincipalName : owa{index}.contoso.com\nServer            :\n");
    })
}

fn answer(hosts: &[&str]) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
         <Account><AccountType>email</AccountType><Action>settings</Action>\n",
    );
    for host in hosts {
        let _ = writeln!(
            xml,
            "<Protocol><Type>EXPR</Type><Server>{host}</Server><SSL>On</SSL><AuthPackage>Ntlm</AuthPackage>\
             <CertPrincipalName>msstd:{host}</CertPrincipalName><EwsUrl>https://{host}/EWS/Exchange.asmx</EwsUrl></Protocol>"
        );
    }
    (xml + "</Account></Response></Autodiscover>\n").into_bytes()
}

fn exchange_records(n: usize) -> String {
    records(n, |out, index| {
        let _ = write!(
            out,
            "PSComputerName     : ex{index}.contoso.com\nCertificateDomains : {{mail{index}.contoso.com}}\nIISServices        : {{IIS://EX{index}/W3SVC/1}}\n\
             IsSelfSigned       : False\nIssuer             : CN=Contoso CA\nNotAfter           : 1/14/2034 12:00:00 AM\nNotBefore          : 1/15/2024 12:00:00 AM\n\
             Services           : IMAP, POP, IIS, SMTP\nStatus             : Valid\nSubject            : CN=mail{index}.contoso.com\nThumbprint         : {index:040X}\n"
        );
    })
}

fn outlook_anywhere(out: &mut String, index: usize) {
    let _ = write!(
        out,
        "Identity         : EX{index}\\Rpc (Default Web Site)\nServerName       : EX{index}\nSSLOffloading    : True\n\
         ExternalHostname : out{index}.contoso.com\nInternalHostname : in{index}.contoso.com\n\
         ExternalClientAuthenticationMethod : Basic\nExternalClientsRequireSsl : False\n"
    );
}

fn record_of_server(out: &mut String, index: usize) {
    let _ = write!(
        out,
        "[PS] C:\\>Get-ExchangeCertificate -Server EX{index} | Format-List\n\n\
         CertificateDomains : {{mail{index}.contoso.com}}\nSubject            : CN=mail{index}.contoso.com\n\
         Thumbprint         : {index:040X}\nServices           : IIS, SMTP\nNotAfter           : 1/1/2028 1:00:00 AM\n"
    );
}

fn expired_records(n: usize) -> String {
    records(n, |out, index| {
        let _ = write!(
            out,
            "CertificateDomains : {{mail.contoso.com}}\nIsSelfSigned       : False\nIssuer             : CN=Contoso CA\nNotAfter           : 1/30/2025 12:00:00 AM\n\
             NotBefore          : 1/15/2024 12:00:00 AM\nServices           : None\nStatus             : DateInvalid\nSubject            : CN=mail.contoso.com\nThumbprint         : {index:040X}\n"
        );
    })
}

fn receive_connector(out: &mut String, index: usize) {
    let _ = write!(
        out,
        "Identity           : EX{index}\\Default Frontend EX{index}\nName               : Default Frontend EX{index}\nServer             : EX{index}\n\
         Fqdn               : mail{index}.contoso.com\nTlsCertificateName : <I>CN=Contoso CA<S>CN=mail{index}.contoso.com\nAuthMechanism      : Tls\n\
         PermissionGroups   : AnonymousUsers\nRemoteIPRanges     : {{0.0.0.0-255.255.255.255}}\n"
    );
}

fn send_connector(out: &mut String, index: usize) {
    let _ = write!(
        out,
        "Identity                 : Outbound{index}\nName                     : Outbound{index}\nAddressSpaces            : {{smtp:contoso{index}.mail.onmicrosoft.com;1}}\n\
         Fqdn                     : mail{index}.contoso.com\nTlsCertificateName       : <I>CN=Contoso CA<S>CN=mail{index}.contoso.com\nRequireTLS               : True\n\
         TlsAuthLevel             : DomainValidation\nTlsDomain                : mail.protection.outlook.com\nCloudServicesMailEnabled : True\nSmartHosts               : {{}}\n"
    );
}
