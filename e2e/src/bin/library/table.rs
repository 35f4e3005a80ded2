//! What was measured, a line each, beside what is wanted.

/// One figure.
#[derive(Debug)]
pub struct Line {
    /// What was measured.
    pub what: String,
    /// How it came out, with its unit.
    pub measured: String,
    /// What it is held against, and how many times as much it is.
    pub ratio: Option<(String, f64)>,
    /// What is wanted in words, and whether it is so.
    pub wanted: Option<(String, bool)>,
}

impl Line {
    /// A time or a size that is held against that of a peer. `wanted`: at most so many times as much.
    pub fn ratio(what: &str, measured: f64, unit: &str, peer: (&str, f64), wanted: Option<f64>) -> Self {
        let ratio = measured / peer.1;
        Self {
            what: what.to_owned(),
            measured: format!("{measured:.0} {unit}"),
            ratio: Some((peer.0.to_owned(), ratio)),
            wanted: wanted.map(|most| (format!("below {most:.1} ×"), ratio < most)),
        }
    }

    /// A figure by itself. `wanted`: at most so much.
    pub fn alone(what: &str, measured: f64, unit: &str, wanted: Option<f64>) -> Self {
        Self {
            what: what.to_owned(),
            measured: format!("{measured:.1} {unit}"),
            ratio: None,
            wanted: wanted.map(|most| (format!("at most {most:.0} {unit}"), measured <= most)),
        }
    }
}

/// Prints the lines under each other.
pub fn print(lines: &[Line]) {
    println!("\n{:<66} {:>11}  {:<34} {:<17} ", "", "measured", "ratio", "wanted");
    for Line { what, measured, ratio, wanted } in lines {
        let ratio = ratio.as_ref().map(|(peer, ratio)| format!("{ratio:.2} × {peer}")).unwrap_or_default();
        let (wanted, holds) = wanted
            .as_ref()
            .map_or(("", ""), |(wanted, holds)| (wanted.as_str(), if *holds { "holds" } else { "does not hold" }));
        println!("{what:<66} {measured:>11}  {ratio:<34} {wanted:<17} {holds}");
    }
}

/// The value that is not exceeded by so many of a hundred.
pub fn at(per_cent: usize, values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * per_cent / 100).or(sorted.last()).copied().unwrap_or_default()
}

/// The one in the middle.
pub fn median(values: &[f64]) -> f64 {
    at(50, values)
}
