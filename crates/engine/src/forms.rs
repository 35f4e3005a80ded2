//! Forms: their checks and their price, before anything is sent.

use std::{
    collections::{HashMap, HashSet},
    sync::PoisonError,
    time::Duration,
};

use afterframe_core::{
    catalogue::{Model, Role},
    form::{FieldProblem, FieldValue, FormValues, check, is_shown},
    ids::{Endpoint, FieldKey, MediaId},
    media::KnownMedia,
    money::Currency,
    price::{Price, list_price},
};
use tokio::time::timeout;

use crate::{
    engine::{Engine, Inner},
    entries::media_entries,
    error::EngineError,
    quotes::quote,
};

/// How long a price is waited for. A form must not hang on it.
const LONGEST: Duration = Duration::from_secs(5);
/// How many quotes are kept for the jobs that are made of them.
const QUOTES_KEPT: usize = 64;

/// A price that a site named for exactly these values, seeds apart.
#[derive(Debug, Clone)]
pub(crate) struct Quoted {
    site: String,
    endpoint: Endpoint,
    values: FormValues,
    price: Price,
}

impl Engine {
    /// Everything that is wrong with a form. A file that is not there any more is found here too.
    pub async fn check(&self, endpoint: &Endpoint, values: &FormValues) -> Result<Vec<FieldProblem>, EngineError> {
        let model = self.inner.model(endpoint)?;
        let known = self.inner.known_files(values).await?;
        Ok(check(model, values, |id| known.get(id).cloned()))
    }

    /// What a run would cost: the site's own quote for this form, else the published list where it is the site's
    /// currency, else unknown. Free, and answered within five seconds.
    pub async fn price(&self, endpoint: &Endpoint, values: &FormValues) -> Result<Price, EngineError> {
        let model = self.inner.model(endpoint)?;
        let filled = |key| values.get(key).is_some_and(|value| !value.is_empty());
        let complete =
            model.fields.iter().all(|field| !field.required || filled(&field.key) || !is_shown(model, field, values));
        let way = self.inner.sites().chosen_client();
        if complete && let Some((site, client)) = way {
            let asked = timeout(LONGEST, quote(&self.inner, model, values, &site, &client)).await;
            if let Ok(Some(price)) = asked {
                self.inner.remember_quote(site, model, values, &price);
                return Ok(price);
            }
        }
        let known = self.inner.known_files(values).await?;
        Ok(self.inner.listed(model, values, &known))
    }

    /// The list prices of many forms, in their order. Nothing is asked of a site, so that all models can be
    /// offered with a price at once; unknown where the site's currency is not the list's.
    pub async fn list_prices(&self, forms: &[(Endpoint, FormValues)]) -> Result<Vec<Price>, EngineError> {
        // The same clip is in most of them.
        let files: HashSet<&MediaId> =
            forms.iter().flat_map(|(_, values)| values.values().flat_map(FieldValue::files)).collect();
        let known = self.inner.known(files.into_iter().cloned().collect()).await?;
        let price = |(endpoint, values): &(Endpoint, FormValues)| {
            Ok(self.inner.listed(self.inner.model(endpoint)?, values, &known))
        };
        forms.iter().map(price).collect()
    }
}

impl Inner {
    pub(crate) fn model(&self, endpoint: &Endpoint) -> Result<&Model, EngineError> {
        self.options.catalogue.model(endpoint).ok_or_else(|| EngineError::NoSuchModel(endpoint.clone()))
    }

    /// The files that a form names, as far as they are known and there.
    pub(crate) async fn known_files(&self, values: &FormValues) -> Result<HashMap<MediaId, KnownMedia>, EngineError> {
        self.known(values.values().flat_map(FieldValue::files).cloned().collect()).await
    }

    async fn known(&self, ids: Vec<MediaId>) -> Result<HashMap<MediaId, KnownMedia>, EngineError> {
        let rows = self.store.run(move |store| {
            let rows = ids.iter().map(|id| store.media(id)).collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().flatten().collect())
        });
        let entries = media_entries(&self.sight, rows.await?).await;
        let there = entries.into_iter().filter(|entry| entry.exists);
        Ok(there.map(|entry| (entry.id.clone(), entry.known())).collect())
    }

    /// The price that a job keeps as its estimate: the quote that was shown for it, else the list.
    pub(crate) fn estimate(
        &self,
        site: &str,
        model: &Model,
        values: &FormValues,
        known: &HashMap<MediaId, KnownMedia>,
    ) -> Price {
        let quotes = self.quotes.lock().unwrap_or_else(PoisonError::into_inner);
        let billed = billed(model, values);
        let same =
            |quoted: &&Quoted| quoted.site == site && quoted.endpoint == model.endpoint && quoted.values == billed;
        let shown = quotes.iter().rev().find(same).map(|quoted| quoted.price.clone());
        drop(quotes);
        shown.unwrap_or_else(|| self.listed(model, values, known))
    }

    /// The list is in yuan; what a site with another currency asks is not known from it.
    fn listed(&self, model: &Model, values: &FormValues, known: &HashMap<MediaId, KnownMedia>) -> Price {
        let currency = {
            let sites = self.sites();
            sites.chosen.as_ref().map_or(Currency::Cny, |site| sites.currency(site))
        };
        match list_price(model, values, |id| known.get(id).cloned()) {
            Price::List { amount, .. } | Price::Rate { amount, .. } if amount.currency != currency => Price::Unknown,
            price => price,
        }
    }

    fn remember_quote(&self, site: String, model: &Model, values: &FormValues, price: &Price) {
        let (endpoint, values) = (model.endpoint.clone(), billed(model, values));
        let mut quotes = self.quotes.lock().unwrap_or_else(PoisonError::into_inner);
        if quotes.len() >= QUOTES_KEPT {
            quotes.pop_front();
        }
        quotes.push_back(Quoted { site, endpoint, values, price: price.clone() });
    }
}

/// The values without seeds: no price depends on them, and variations differ in nothing else.
fn billed(model: &Model, values: &FormValues) -> FormValues {
    let is_seed = |key: &FieldKey| model.fields.iter().any(|field| field.key == *key && field.role == Some(Role::Seed));
    values.iter().filter(|(key, _)| !is_seed(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Addresses for the files of a form: where they were uploaded to, else one that only looks right. Nothing is fetched for a price.
pub(crate) async fn addresses(
    inner: &Inner,
    model: &Model,
    values: &FormValues,
    site: &str,
) -> HashMap<MediaId, String> {
    let now = inner.options.clock.now();
    let mut addresses: HashMap<MediaId, String> = HashMap::new();
    for (limits, value) in model.fields.iter().filter_map(|field| Some((field.media()?, values.get(&field.key)?))) {
        let ending = limits.formats.first().map_or("bin", String::as_str);
        for id in value.files() {
            let (wanted, site) = (id.clone(), site.to_owned());
            let uploaded = inner.store.run(move |store| {
                let Some(hash) = store.media(&wanted)?.and_then(|row| row.content_hash) else { return Ok(None) };
                store.upload(&site, &hash, now)
            });
            let url = uploaded.await.ok().flatten().map(|upload| upload.url);
            addresses.insert(id.clone(), url.unwrap_or_else(|| format!("https://www.example.com/clip.{ending}")));
        }
    }
    addresses
}
