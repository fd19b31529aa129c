//! Outlook profiles: registry exports and profile files.

use encoding_rs::{UTF_16LE, WINDOWS_1252};
use msstd::{
    model::profile::{Profile, ProfileForm, RohFlags},
    read::outlook::{Reading, read},
};
use proptest::prelude::*;

use super::{slice, source, with_both_line_ends};

fn reading(text: &str) -> Reading {
    read(&source(text)).expect("profiles")
}

/// As `regedit` writes bytes: a line break behind every so many.
fn hex(bytes: &[u8], per_line: usize) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<String> = bytes.chunks(per_line).map(|line| line.join(",")).collect();
    format!("hex:{}", lines.join(",\\\n  "))
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect()
}

fn section(key: &str, flags: u32) -> String {
    let (server, principal) = (hex(&wide("mail.contoso.com"), 22), hex(&wide("msstd:mail.contoso.com"), 22));
    let (flags, scheme) = (hex(&flags.to_le_bytes(), 22), hex(&2_u32.to_le_bytes(), 22));
    format!(
        "[HKEY_CURRENT_USER\\Software\\{key}]\n\"00036601\"=hex:00,00,00,00\n\"001f6622\"={server}\n\"001f6625\"={principal}\n\
         \"00036623\"={flags}\n\"00036627\"={scheme}\n\n"
    )
}

const GLOBAL: &str = "13dbb0c8aa05101a9bb000aa002fc45a";

fn assert_tells(text: &str, profile: &Profile, name: &str) {
    assert_eq!(profile.name.as_ref().map(|name| name.value.as_str()), Some(name));
    assert_eq!(slice(text, profile.name.as_ref().unwrap().span), name);
    let server = profile.proxy_server.as_ref().unwrap();
    assert_eq!(server.value, "mail.contoso.com");
    let principal = profile.principal.as_ref().unwrap();
    assert_eq!(principal.value, "msstd:mail.contoso.com");
    assert!(slice(text, principal.span).starts_with("6d,00,73,00") && slice(text, principal.span).ends_with("00,00"));
    assert_eq!(slice(text, profile.flags.as_ref().unwrap().span), "2f,00,00,00");
    assert_eq!(profile.flags.as_ref().unwrap().value, RohFlags(0x2f));
    assert_eq!(profile.auth_scheme.as_ref().unwrap().value.name(), Some("NTLM"));
}

#[test]
fn registry_exports_of_every_outlook() {
    let keys = [
        format!(
            "Microsoft\\Windows NT\\CurrentVersion\\Windows Messaging Subsystem\\Profiles\\Zoë's Profile\\{GLOBAL}"
        ),
        "Microsoft\\Office\\15.0\\Outlook\\Profiles\\Zoë's Profile\\0a1b2c".to_owned(),
        format!("Microsoft\\Office\\16.0\\Outlook\\Profiles\\Zoë's Profile\\{GLOBAL}"),
    ];
    for key in keys {
        let text = format!("Windows Registry Editor Version 5.00\n\n{}", section(&key, 0x2f));
        for text in with_both_line_ends(&text) {
            let reading = reading(&text);
            assert!(reading.problems.is_empty(), "{:?}", reading.problems);
            let [profile] = reading.profiles.as_slice() else { panic!("{:?}", reading.profiles) };
            assert_eq!(profile.form, ProfileForm::Registry);
            assert_tells(&text, profile, "Zoë's Profile");
        }
    }
}

#[test]
fn several_profiles_in_a_file() {
    let key = |name: &str| format!("Microsoft\\Office\\16.0\\Outlook\\Profiles\\{name}");
    let empty = format!("[HKEY_CURRENT_USER\\Software\\{}]\n\"x\"=dword:1\n", key("Empty"));
    let gone = format!("[-HKEY_CURRENT_USER\\Software\\{}]\n\"00036623\"=dword:00000001\n", key("Gone"));
    let text = format!("REGEDIT4\n{}{empty}{gone}{}", section(&key("A"), 0x2f), section(&key("B\\9"), 0x23));
    let reading = reading(&text);
    let told = |profile: &Profile| (profile.name.clone().unwrap().value, profile.flags.clone().unwrap().value.0);
    let all: Vec<_> = reading.profiles.iter().map(told).collect();
    assert_eq!(all, [("A".to_owned(), 0x2f), ("B".to_owned(), 0x23)]);
}

#[test]
fn other_types_of_values() {
    let ansi = hex(&[WINDOWS_1252.encode("msstd:Zoë").0.as_ref(), &[0]].concat(), 9);
    let text = format!(
        "REGEDIT4\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\P]\n\"001f6622\"=\"a\\\\b\"\n\
         \"001e6625\"={ansi}\n\"00036623\"=dword:00000017\n\"00036627\"=-\n;\"00036627\"=dword:1\n"
    );
    let reading = reading(&text);
    assert!(reading.problems.is_empty());
    let profile = &reading.profiles[0];
    assert_eq!(profile.proxy_server.as_ref().unwrap().value, "a\\b");
    assert_eq!(profile.principal.as_ref().unwrap().value, "msstd:Zoë");
    let flags = profile.flags.as_ref().unwrap();
    assert!(flags.value.ignores_warnings() && profile.auth_scheme.is_none());
    assert_eq!(slice(&text, flags.span), "00000017");
}

#[test]
fn the_policy_has_no_profile() {
    let text = "Windows Registry Editor Version 5.00\n[HKEY_CURRENT_USER\\Software\\Policies\\Microsoft\\Office\\14.0\\Outlook\\RPC]\n\
                \"ProxyServer\"=\"mail.contoso.com\"\n\"ProxyServerPrincipalName\"=\"msstd:mail.contoso.com\"\n\"ProxyServerFlags\"=dword:0000002f\n";
    let profile = &reading(text).profiles[0];
    assert_eq!((profile.form, profile.name.is_none()), (ProfileForm::Policy, true));
    assert_eq!(profile.principal.as_ref().unwrap().value, "msstd:mail.contoso.com");
    assert_eq!(profile.flags.as_ref().unwrap().value, RohFlags(0x2f));
}

#[test]
fn corrupt_values_have_places() {
    let key = "[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\P]";
    for data in ["hex:6d,0", "hex:6d,zz", "hex:6d", "dword:xyz", "\"open", "6d,00", "hex:00,00,00,00,00"] {
        let text = format!("Windows Registry Editor Version 5.00\n{key}\n\"00036623\"={data}\n\"001f6625\"={data}\n");
        let reading = reading(&text);
        assert!(!reading.problems.is_empty(), "{data}");
        for problem in &reading.problems {
            assert_eq!(slice(&text, problem.place.span().unwrap()), data);
        }
    }
}

#[test]
fn a_profile_file() {
    let text = ";Automatically generated PRF file\n; RPCProxyServer=old\n[General]\nCustom=1\nProfileName=Zoë\nDefaultProfile=Yes\n\n\
                [Service List]\nServiceEGS1=Exchange Global Section\nService1=Microsoft Exchange Server\n\n[ServiceEGS1]\n\
                HomeServer=ex01\nRPCoverHTTPflags=0x002f\nRPCProxyServer=mail.contoso.com\nRPCProxyPrincipalName=\"msstd:mail.contoso.com\"\n\
                RPCProxyAuthScheme=1\n\n[Exchange Global Section]\nSectionGUID=13dbb0c8aa05101a9bb000aa002fc45a\n\
                RPCoverHTTPflags=PT_LONG,0x6623\nRPCProxyServer=PT_UNICODE,0x6622\nRPCProxyPrincipalName=PT_UNICODE,0x6625\n";
    for text in with_both_line_ends(text) {
        let reading = reading(&text);
        assert!(reading.problems.is_empty());
        let [profile] = reading.profiles.as_slice() else { panic!("{:?}", reading.profiles) };
        let slice = |span| slice(&text, span);
        assert_eq!((profile.form, slice(profile.span)), (ProfileForm::Prf, "ServiceEGS1"));
        assert_eq!(slice(profile.name.as_ref().unwrap().span), "Zoë");
        assert_eq!(slice(profile.principal.as_ref().unwrap().span), "msstd:mail.contoso.com");
        assert_eq!(slice(profile.proxy_server.as_ref().unwrap().span), "mail.contoso.com");
        let flags = profile.flags.as_ref().unwrap();
        assert_eq!((slice(flags.span), flags.value), ("0x002f", RohFlags(0x2f)));
        assert!(profile.auth_scheme.as_ref().unwrap().value.is_basic());
    }
    let damaged = reading(&text.replace("0x002f", "0xzz"));
    assert_eq!((damaged.problems.len(), damaged.profiles.len()), (1, 1));
}

#[test]
fn other_texts_are_none() {
    for text in [
        "",
        "[General]\nName=x\n",
        "Name : x\n",
        "REGEDIT4\n[HKEY_LOCAL_MACHINE\\Software\\x]\n\"001f6622\"=hex:00\n",
        "[PS] C:\\>Get-OutlookProvider | fl\n\nName : EXPR\nTTL  : 1\n",
    ] {
        assert!(read(&source(text)).is_none(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_is_read(name in "[a-zA-Zé .-]{1,20}", principal in "[!-~é]{1,60}", flags: u32, per_line in 1..40_usize) {
        let (bytes, _, _) = UTF_16LE.encode("");
        prop_assert!(bytes.is_empty());
        let text = format!(
            "Windows Registry Editor Version 5.00\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\{name}]\n\
             \"001f6625\"={}\n\"00036623\"={}\n",
            hex(&wide(&principal), per_line),
            hex(&flags.to_le_bytes(), per_line),
        );
        let reading = reading(&text);
        let profile = &reading.profiles[0];
        prop_assert_eq!(&profile.principal.as_ref().unwrap().value, &principal);
        prop_assert_eq!(profile.flags.as_ref().unwrap().value, RohFlags(flags));
        prop_assert_eq!(&profile.name.as_ref().unwrap().value, &name);
    }

    #[test]
    fn nothing_breaks_it(noise in "(\\PC|\n){0,200}", prf: bool, quoted: bool) {
        let begin = if prf { "[Service List]\nRPCoverHTTPflags=" } else { "Windows Registry Editor Version 5.00\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\P]\n\"001f6622\"=" };
        let text = format!("{begin}{}{noise}", if quoted { "\"" } else { "hex:" });
        if let Some(reading) = read(&source(&text)) {
            let places = reading.problems.iter().filter_map(|problem| problem.place.span());
            let values = reading.profiles.iter().filter_map(|profile| Some(profile.proxy_server.as_ref()?.span));
            places.chain(values).for_each(|span| _ = slice(&text, span));
        }
    }
}
