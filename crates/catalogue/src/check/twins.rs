//! Finds a key that stands twice in one object: JSON lets the last one win in silence.

use std::{cell::RefCell, collections::BTreeSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// Each key that is written twice. Text that is no JSON has none; others say so.
pub(super) fn twins(content: &str) -> Vec<String> {
    let found = RefCell::new(Vec::new());
    // Whether it is JSON at all is found out, and said, where the file is read.
    Look { path: String::new(), found: &found }.deserialize(&mut serde_json::Deserializer::from_str(content)).ok();
    found.into_inner()
}

struct Look<'a> {
    path: String,
    found: &'a RefCell<Vec<String>>,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let path = if self.path.is_empty() { key.clone() } else { format!("{}.{key}", self.path) };
            if !seen.insert(key) {
                self.found.borrow_mut().push(format!("{path} is written twice"));
            }
            map.next_value_seed(Look { path, found: self.found })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Look { path: self.path.clone(), found: self.found })?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_found_wherever_it_is() {
        assert_eq!(
            twins(r#"{"a": {"b": 1, "b": 2}, "c": [{"d": null, "d": true}]}"#),
            ["a.b is written twice", "c.d is written twice"]
        );
        assert_eq!(twins(r#"{"a": {"b": 1.5}, "c": [{"b": "x"}, {"b": -2}]}"#), [""; 0]);
        assert_eq!(twins("no JSON"), [""; 0]);
    }
}
