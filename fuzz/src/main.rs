//! libFuzzer's way in. `MSSTD_FUZZ` names the target.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use msstd_fuzz::{
    asn1,
    targets::{self, Target},
};

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("MSSTD_FUZZ").expect("MSSTD_FUZZ names a target");
    targets::named(&name).expect("one of the targets of src/targets.rs")
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    // Every other time, libFuzzer's own changes: they break lengths as well.
    if TARGET.is_der && seed.is_multiple_of(2) {
        if let Some(changed) = asn1::changed(&data[..size], u64::from(seed) << 1, most) {
            data[..changed.len()].copy_from_slice(&changed);
            return changed.len();
        }
    }
    fuzzer_mutate(data, size, most)
});
