//! `Range` headers: which bytes of a file a player wants.

/// A stretch of a file that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub start: u64,
    /// How many bytes; at least one.
    pub length: u64,
}

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// No range, or one in a form that this server is allowed to ignore.
    Whole,
    Part(Stretch),
    /// Beyond the end of the file.
    Unsatisfiable,
}

/// Reads a `Range` header for a file of `size` bytes. Several ranges at once are answered with the whole file, as HTTP allows.
pub fn wish(header: Option<&str>, size: u64) -> Wish {
    let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else { return Wish::Whole };
    let Some((from, to)) = spec.split_once('-') else { return Wish::Whole };
    // Rust would take a sign, which HTTP knows nothing of.
    let number = |text: &str| if text.starts_with('+') { None } else { text.parse::<u64>().ok() };
    let (from, to) = (from.trim(), to.trim());
    match (from.is_empty(), to.is_empty()) {
        (true, true) => Wish::Whole,
        (true, false) => match number(to) {
            None => Wish::Whole,
            Some(0) => Wish::Unsatisfiable,
            Some(_) if size == 0 => Wish::Unsatisfiable,
            Some(last) => {
                let length = last.min(size);
                Wish::Part(Stretch { start: size - length, length })
            }
        },
        (false, open) => {
            let Some(start) = number(from) else { return Wish::Whole };
            let end = if open { Some(u64::MAX) } else { number(to) };
            let Some(end) = end.filter(|end| *end >= start) else { return Wish::Whole };
            if start >= size {
                return Wish::Unsatisfiable;
            }
            Wish::Part(Stretch { start, length: end.min(size - 1) - start + 1 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(start: u64, length: u64) -> Wish {
        Wish::Part(Stretch { start, length })
    }

    #[test]
    fn ranges_are_read_as_http_says() {
        for (header, expected) in [
            (None, Wish::Whole),
            (Some("bytes=0-"), part(0, 100)),
            (Some("bytes=10-19"), part(10, 10)),
            (Some("bytes=90-500"), part(90, 10)),
            (Some("bytes=-30"), part(70, 30)),
            (Some("bytes=-300"), part(0, 100)),
            (Some("bytes=100-"), Wish::Unsatisfiable),
            (Some("bytes=-0"), Wish::Unsatisfiable),
            (Some("bytes=20-10"), Wish::Whole),
            (Some("bytes=a-b"), Wish::Whole),
            (Some("bytes=+1-2"), Wish::Whole),
            (Some("bytes=0-1,5-6"), Wish::Whole),
            (Some("pages=1-2"), Wish::Whole),
            (Some("bytes=18446744073709551615-"), Wish::Unsatisfiable),
            (Some("bytes=0-18446744073709551615"), part(0, 100)),
            (Some("bytes=-"), Wish::Whole),
        ] {
            assert_eq!(wish(header, 100), expected, "{header:?}");
        }
        assert_eq!(wish(Some("bytes=0-"), 0), Wish::Unsatisfiable);
    }
}
