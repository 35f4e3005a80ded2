//! What RunningHub publishes, as it comes: a registry of models and a list of prices, in the spellings of its developer
//! kit or of a collection that also knows names and sources. Everything here distrusts what it reads; nothing here knows
//! what the catalogue holds already.

mod fields;
mod prices;
mod raw;
mod sane;

use std::{
    collections::BTreeSet,
    fmt::Display,
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use afterframe_core::{
    catalogue::{Standing, UpstreamField, UpstreamPrice},
    ids::Endpoint,
    media::MediaKind,
};
use serde_json::Value;
use thiserror::Error;

use raw::{RawModel, RawPrice};

/// More than ten times the largest registry that there has been.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// Why a file cannot be taken in. Nothing is written then.
#[derive(Debug, Error)]
pub enum Unusable {
    #[error("{file} cannot be read: {source}")]
    Unread { file: String, source: io::Error },
    #[error("{file} is larger than {} MB: it is no registry of models", LARGEST_FILE / 1024 / 1024)]
    TooLarge { file: String },
    #[error("{file} is not JSON: {source}")]
    NotJson { file: String, source: serde_json::Error },
    #[error("{0} is neither a registry of models nor a list of prices that this program knows")]
    Unknown(String),
    #[error("{0} is a list of prices. Name the registry first, and this one after --prices")]
    PricesAlone(String),
    #[error("{0} is not a list of prices")]
    NoPrices(String),
    #[error("{at}: {what}")]
    Absurd { at: String, what: String },
}

/// In which of the two spellings a registry came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelled {
    /// With names, sources and prices: it says all there is to say.
    Collection,
    /// RunningHub's developer kit: it knows fields, and neither documented names nor second spellings.
    Kit,
}

/// A registry of models.
#[derive(Debug, Clone, PartialEq)]
pub struct Registry {
    pub spelled: Spelled,
    /// The month in which it was published, where it says so: `2026-04`.
    pub month: Option<String>,
    pub models: Vec<Arrival>,
}

/// One endpoint as a registry has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    pub endpoint: Endpoint,
    pub standing: Standing,
    /// Only collections say where they have it from.
    pub source: Option<String>,
    pub names: Vec<String>,
    pub deprecated: bool,
    pub output: MediaKind,
    pub price: Pricing,
    /// Or why they cannot be taken in.
    pub fields: Result<Vec<UpstreamField>, String>,
}

/// What is said about the price of an endpoint.
#[derive(Debug, Clone, PartialEq)]
pub enum Pricing {
    Unsaid,
    /// There is a price, but in words or units that cannot be counted with.
    Unclear(String),
    Known(UpstreamPrice),
}

/// A list of prices by endpoint.
pub type Prices = Vec<(Endpoint, Pricing)>;

/// Reads a registry from a file.
pub fn registry(path: &Path) -> Result<Registry, Unusable> {
    let file = path.display().to_string();
    registry_of(&file, &json(path)?)
}

/// Reads a list of prices from a file.
pub fn prices(path: &Path) -> Result<Prices, Unusable> {
    let file = path.display().to_string();
    prices_of(&file, &json(path)?)
}

fn json(path: &Path) -> Result<Value, Unusable> {
    let name = || path.display().to_string();
    let unread = |source| Unusable::Unread { file: name(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    let read = file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unread)?;
    if read as u64 > LARGEST_FILE {
        return Err(Unusable::TooLarge { file: name() });
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|source| Unusable::NotJson { file: name(), source })
}

/// A registry in whichever spelling `value` has.
pub fn registry_of(file: &str, value: &Value) -> Result<Registry, Unusable> {
    let entries = value.as_array().or_else(|| value.get("models")?.as_array());
    let Some(entries) = entries else {
        let prices = value.get("pricing").is_some();
        return Err(if prices { Unusable::PricesAlone(file.to_owned()) } else { Unusable::Unknown(file.to_owned()) });
    };
    let has = |key: &str| entries.iter().any(|entry| entry.get(key).is_some());
    let spelled = match (has("output_type"), has("output")) {
        (true, false) => Spelled::Kit,
        (false, true) => Spelled::Collection,
        _ => return Err(Unusable::Unknown(file.to_owned())),
    };
    let month = ["version", "as_of"].iter().find_map(|key| sane::month(value.get(*key)?.as_str()?));
    let mut models = Vec::with_capacity(entries.len());
    let mut seen = BTreeSet::new();
    for (index, entry) in entries.iter().enumerate() {
        let at = place(file, index, entry);
        let raw: RawModel = serde_json::from_value(entry.clone()).map_err(|error| absurd(&at, &error))?;
        let arrival = arrival(raw, spelled).map_err(|what| absurd(&at, &what))?;
        if !seen.insert(arrival.endpoint.clone()) {
            return Err(absurd(&at, "the endpoint stands in the file twice"));
        }
        models.push(arrival);
    }
    Ok(Registry { spelled, month, models })
}

/// The developer kit's list of prices.
pub fn prices_of(file: &str, value: &Value) -> Result<Prices, Unusable> {
    let entries = value.get("pricing").and_then(Value::as_array).ok_or_else(|| Unusable::NoPrices(file.to_owned()))?;
    let mut found = Vec::with_capacity(entries.len());
    let mut seen = BTreeSet::new();
    for (index, entry) in entries.iter().enumerate() {
        let at = place(file, index, entry);
        let name = entry.get("endpoint").and_then(Value::as_str).ok_or_else(|| absurd(&at, "it names no endpoint"))?;
        let (endpoint, _) = sane::endpoint(name).map_err(|what| absurd(&at, &what))?;
        let raw: RawPrice = serde_json::from_value(entry.clone()).map_err(|error| absurd(&at, &error))?;
        let price = prices::price(&raw).map_err(|what| absurd(&at, &what))?;
        if !seen.insert(endpoint.clone()) {
            return Err(absurd(&at, "the endpoint stands in the file twice"));
        }
        found.push((endpoint, price));
    }
    Ok(found)
}

fn arrival(raw: RawModel, spelled: Spelled) -> Result<Arrival, String> {
    let (endpoint, gone_out_of_use) = sane::endpoint(&raw.endpoint)?;
    let source = raw.source.as_deref().map(|text| sane::words(text, "the source")).transpose()?;
    let unconfirmed = source.as_ref().is_some_and(|source| source.contains("unconfirmed"));
    let mut names: Vec<String> = Vec::new();
    for listed in raw.in_docs.into_iter().flatten() {
        let name = sane::words(&listed.name, "the documented name")?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let standing = match (names.is_empty(), unconfirmed) {
        (false, _) => Standing::Documented,
        (true, true) => Standing::Unconfirmed,
        (true, false) => Standing::Listed,
    };
    if spelled == Spelled::Collection && source.is_none() {
        return Err("it does not say where it is known from".to_owned());
    }
    Ok(Arrival {
        endpoint,
        standing,
        source: source.map(|source| source.replace(" (unconfirmed)", "")),
        names,
        deprecated: raw.deprecated.unwrap_or(false) || gone_out_of_use,
        output: match raw.output.as_str() {
            "video" => MediaKind::Video,
            "image" => MediaKind::Image,
            "audio" => MediaKind::Audio,
            "3d" => MediaKind::Model3d,
            "text" | "string" => MediaKind::Text,
            other => return Err(format!("it makes {other:?}, which this program does not know")),
        },
        price: raw.price.as_ref().map_or(Ok(Pricing::Unsaid), prices::price)?,
        fields: fields::fields(&raw.params.unwrap_or_default())?,
    })
}

/// Where in a file something stands, as a person finds it.
fn place(file: &str, index: usize, entry: &Value) -> String {
    match entry.get("endpoint").and_then(Value::as_str) {
        Some(endpoint) => format!("{file}, {:?}", sane::readable(endpoint)),
        None => format!("{file}, entry {}", index + 1),
    }
}

/// The file may hold megabytes where a name is expected, and marks that move the cursor of a terminal.
fn absurd(at: &str, what: &(impl Display + ?Sized)) -> Unusable {
    Unusable::Absurd { at: at.to_owned(), what: sane::readable(&what.to_string()) }
}
