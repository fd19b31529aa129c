//! Values of a saved report, held as they are written there: a large report takes the room of its file.

use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::value::{RawValue, to_raw_value};

/// A value as it is written, read where it is shown.
#[derive(Debug)]
pub(super) struct Json<T> {
    text: Box<RawValue>,
    kind: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Json<T> {
    /// The value; `None` where there is none, which whoever made this proved not to be so.
    pub(super) fn get(&self) -> Option<T> {
        serde_json::from_str(self.text.get()).ok()
    }
}

impl<'de, T: DeserializeOwned + Serialize> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json<T>, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        // It is read once to see that it can be, and held without the white space that is for people.
        let value: T = serde_json::from_str(text.get()).map_err(serde::de::Error::custom)?;
        let is_for_people = text.get().contains('\n');
        let text = if is_for_people { to_raw_value(&value).map_err(serde::de::Error::custom)? } else { text };
        Ok(Json { text, kind: PhantomData })
    }
}
