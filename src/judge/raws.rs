//! The DER of the certificates of a deployment, on its way to what looks at keys and verifies signatures.
//!
//! A little of it is held. Most certificates of a large deployment have no issuer among the files, so that nobody asks for
//! theirs; the DER of the others is read again when somebody does, and counts only if it is the same.

use std::{borrow::Cow, fmt, sync::Arc};

use super::keys::{Keys, Looking};
use crate::{
    model::certificate::{Certificate, Raw},
    read::{Open, certificate::again},
};

/// How many bytes of DER are held. Those of a few thousand certificates are read once.
const MOST_HELD: usize = 8 << 20;

/// The DER of certificates, in their order.
#[derive(Debug)]
pub struct Raws {
    all: Vec<Held>,
    /// Bytes of DER that are held, and the most that are.
    held: usize,
    most: usize,
    looking: Looking,
}

/// The DER of one certificate.
#[derive(Clone)]
enum Held {
    Here(Box<Raw>),
    /// What opens its file.
    Again(Arc<dyn Open>),
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Held::Here(raw) => write!(f, "Here({} bytes)", raw.der.len()),
            Held::Again(_) => f.write_str("Again"),
        }
    }
}

impl From<Vec<Raw>> for Raws {
    fn from(raws: Vec<Raw>) -> Raws {
        Raws { all: raws.into_iter().map(|raw| Held::Here(Box::new(raw))).collect(), ..Raws::default() }
    }
}

impl Default for Raws {
    fn default() -> Raws {
        Raws::holding(MOST_HELD)
    }
}

impl Raws {
    /// None yet, of which so many bytes will be held.
    fn holding(most: usize) -> Raws {
        Raws { all: Vec::new(), held: 0, most, looking: Looking::default() }
    }

    /// Takes the DER of the certificates that came since it took some, and looks at their keys. `opens` tells what opens the file
    /// of each, where that can be opened again.
    pub fn take(&mut self, certificates: &[Arc<Certificate>], raws: Vec<Raw>, opens: &[Option<Arc<dyn Open>>]) {
        self.looking.at(certificates, &raws.iter().collect::<Vec<_>>());
        let new = certificates.get(self.all.len()..).unwrap_or_default();
        for ((certificate, raw), open) in new.iter().zip(raws).zip(opens) {
            let is_too_much = self.held + raw.der.len() > self.most && again::is_possible(certificate, &raw);
            self.all.push(match open.as_ref().filter(|_| is_too_much || !raw.is_whole()) {
                Some(open) => Held::Again(Arc::clone(open)),
                None => {
                    self.held += raw.der.len();
                    Held::Here(Box::new(raw))
                }
            });
        }
    }

    /// What the keys of the certificates show.
    pub fn keys(&mut self, certificates: &[Arc<Certificate>]) -> Keys {
        if self.looking.count() == certificates.len() {
            return std::mem::take(&mut self.looking).finish();
        }
        let here = self.all.iter().filter_map(|held| match held {
            Held::Here(raw) => Some(&**raw),
            Held::Again(_) => None,
        });
        Keys::new(certificates, &here.collect::<Vec<_>>())
    }

    /// The DER of a certificate by its index; `None` where its file is another one by now.
    pub fn of(&self, index: u32, certificate: &Certificate) -> Option<Cow<'_, Raw>> {
        match self.all.get(index as usize)? {
            Held::Here(raw) => Some(Cow::Borrowed(raw)),
            Held::Again(open) => again::read(certificate, &**open).map(Cow::Owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashMap, sync::Mutex};

    use rcgen::{CertificateParams, KeyPair};

    use super::*;
    use crate::{
        model::{
            deployment::Gathering,
            file::{ProblemKind, ReadOptions},
        },
        read::{Bytes, Named, Opened, read},
    };

    /// Files that may change.
    struct Files(Mutex<HashMap<String, Vec<u8>>>);

    impl Open for Files {
        fn open(&self, path: &str) -> Result<Opened, ProblemKind> {
            let bytes = self.0.lock().unwrap()[path].clone();
            Ok(Opened { length: Some(bytes.len() as u64), bytes: Box::new(std::io::Cursor::new(bytes)) })
        }

        fn part(&self, path: &str, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind> {
            let bytes = &self.0.lock().unwrap()[path];
            let from = usize::try_from(offset).unwrap();
            Ok(bytes.get(from..bytes.len().min(from + length)).unwrap_or_default().to_vec())
        }
    }

    fn made(name: &str) -> rcgen::Certificate {
        CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&KeyPair::generate().unwrap()).unwrap()
    }

    /// Reads files of which nothing is held.
    fn gathered(files: &Arc<Files>) -> (Vec<Arc<Certificate>>, Vec<Raw>, Raws) {
        let mut gathering = Gathering::new(String::new(), None);
        let mut paths: Vec<String> = files.0.lock().unwrap().keys().cloned().collect();
        paths.sort();
        for path in paths {
            let named = Named { path, bytes: Bytes::Later(files.clone()) };
            for file in read(&named, &ReadOptions::default()) {
                gathering.add(file);
            }
        }
        let certificates = gathering.certificates().to_vec();
        let all = gathering.take_raws();
        let mut raws = Raws::holding(0);
        let opens: Vec<Option<Arc<dyn Open>>> = certificates.iter().map(|_| Some(files.clone() as _)).collect();
        raws.take(&certificates, all.clone(), &opens);
        (certificates, all, raws)
    }

    #[test]
    fn what_was_let_go_is_read_again() {
        let [one, two, three] = ["a.contoso.com", "b.contoso.com", "c.contoso.com"].map(made);
        let pem = format!("some text\r\n{}\r\n\u{fc}ber\n{}", one.pem().replace('\n', "\r\n"), two.pem());
        let files = HashMap::from([
            ("chain.pem".to_owned(), pem.clone().into_bytes()),
            ("own.cer".to_owned(), three.der().to_vec()),
        ]);
        let files = Arc::new(Files(Mutex::new(files)));
        let (certificates, all, raws) = gathered(&files);
        assert_eq!((certificates.len(), raws.held), (3, 0));
        for ((certificate, raw), index) in certificates.iter().zip(&all).zip(0..) {
            let again = raws.of(index, certificate).unwrap();
            assert_eq!((&again.der, again.signed, again.key), (&raw.der, raw.signed, raw.key));
        }
        // Of a file that changed, nothing counts. More than a border is moved: without one, a block is read all the same.
        let moved = format!("{}\r\n{pem}", "some more text ".repeat(6));
        files.0.lock().unwrap().insert("chain.pem".to_owned(), moved.into_bytes());
        // A certificate of the same length, which the hash of the file that was read must not stand for.
        let mut other = three.der().to_vec();
        *other.last_mut().unwrap() ^= 1;
        files.0.lock().unwrap().insert("own.cer".to_owned(), other);
        for (certificate, index) in certificates.iter().zip(0..) {
            assert!(raws.of(index, certificate).is_none(), "{:?}", certificate.places);
        }
    }

    #[test]
    fn what_has_no_place_of_its_own_is_held() {
        let utf_16: Vec<u8> = made("a.contoso.com").pem().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let files = HashMap::from([("a.pem".to_owned(), [b"\xff\xfe".to_vec(), utf_16].concat())]);
        let (certificates, all, raws) = gathered(&Arc::new(Files(Mutex::new(files))));
        assert_eq!((certificates.len(), raws.held), (1, all[0].der.len()));
    }
}
