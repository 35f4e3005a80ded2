//! What the environment sets over the settings. The names of the key and the address are those of the
//! official kit, so that one set of variables serves both.

use std::env;

use afterframe_engine::{ApiKey, BaseUrl};

/// The overrides, read once at the start.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `RH_API_KEY`: used instead of the one in the keychain, and never kept.
    pub key: Option<ApiKey>,
    /// `RH_API_BASE_URL`, with or without `/openapi/v2`: used instead of the two sites.
    pub address: Option<BaseUrl>,
    /// `AFTERFRAME_PRACTICE_SPEED`: how many times faster than usual the practice server works.
    pub practice_speed: Option<f64>,
}

impl Environment {
    /// Reads the variables. One that makes no sense is left out with a line in the log.
    pub fn read() -> Self {
        let text = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
        let key = text("RH_API_KEY").and_then(|value| {
            let key = ApiKey::new(&value);
            key.inspect_err(|_| tracing::warn!("RH_API_KEY is not shaped like a key and is not used")).ok()
        });
        let address = text("RH_API_BASE_URL").and_then(|value| {
            let address = BaseUrl::parse(&value);
            address.inspect_err(|error| tracing::warn!(%error, "RH_API_BASE_URL is not used")).ok()
        });
        let practice_speed = text("AFTERFRAME_PRACTICE_SPEED")
            .and_then(|value| value.parse::<f64>().ok())
            .filter(|speed| speed.is_finite() && *speed > 0.0);
        Self { key, address, practice_speed }
    }
}
