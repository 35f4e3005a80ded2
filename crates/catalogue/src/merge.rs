//! Brings what arrived together with what is known. Facts are never dropped because somebody did not mention them: an
//! endpoint that is gone is reported and kept, and what only one source knows stays.

use std::collections::BTreeSet;

use afterframe_core::{
    catalogue::{Standing, Upstream, UpstreamField, UpstreamModel},
    ids::Endpoint,
};

use crate::{
    differences::differences,
    incoming::{Arrival, Prices, Pricing, Registry, Spelled},
    report::Report,
};

/// How models of the developer kit are marked in [`UpstreamModel::source`].
const KIT: &str = "official registry";

/// The facts after an import, and what it changed.
pub fn merge(known: &Upstream, registry: &Registry, prices: Option<&Prices>) -> (Upstream, Report) {
    let mut merged = known.clone();
    let mut report = Report::default();
    for arrival in &registry.models {
        let endpoint = &arrival.endpoint;
        let before = known.models.get(endpoint);
        let fields = match (&arrival.fields, before) {
            (Ok(fields), _) => fields.clone(),
            (Err(why), Some(before)) => {
                report.kept_fields.push((endpoint.clone(), why.clone()));
                before.fields.clone()
            }
            (Err(why), None) => {
                report.left_out.push((endpoint.clone(), why.clone()));
                continue;
            }
        };
        let after = match registry.spelled {
            Spelled::Collection => whole(arrival, fields),
            Spelled::Kit => added_to(before, arrival, fields, registry.month.as_deref()),
        };
        merged.models.insert(endpoint.clone(), after);
        if let Pricing::Unclear(why) = &arrival.price {
            report.unclear_prices.push((endpoint.clone(), why.clone()));
        }
    }
    if let Some(prices) = prices {
        take_prices(&mut merged, registry, prices, &mut report);
    }
    for (endpoint, after) in &merged.models {
        match known.models.get(endpoint) {
            None => report.new.push(endpoint.clone()),
            Some(before) if before == after => report.unchanged += 1,
            Some(before) => report.changed.push((endpoint.clone(), differences(before, after))),
        }
    }
    find_gone(known, registry, &mut report);
    (merged, report)
}

/// A collection says all there is to say about a model.
fn whole(arrival: &Arrival, fields: Vec<UpstreamField>) -> UpstreamModel {
    UpstreamModel {
        standing: arrival.standing,
        source: arrival.source.clone().unwrap_or_default(),
        names: arrival.names.clone(),
        deprecated: arrival.deprecated,
        output: arrival.output,
        price: match &arrival.price {
            Pricing::Known(price) => Some(price.clone()),
            Pricing::Unsaid | Pricing::Unclear(_) => None,
        },
        fields,
    }
}

/// The kit knows fields only. What it cannot say stays; its word makes an unconfirmed model a listed one.
fn added_to(
    before: Option<&UpstreamModel>,
    arrival: &Arrival,
    mut fields: Vec<UpstreamField>,
    month: Option<&str>,
) -> UpstreamModel {
    let source = month.map_or_else(|| KIT.to_owned(), |month| format!("{KIT} {month}"));
    let Some(before) = before else {
        let standing = Standing::Listed;
        return UpstreamModel { standing, source, ..whole(arrival, fields) };
    };
    for field in &mut fields {
        let Some(old) = before.fields.iter().find(|old| old.key == field.key) else { continue };
        if field.alt_key.is_none() {
            field.alt_key.clone_from(&old.alt_key);
            field.alt_options.clone_from(&old.alt_options);
            field.alt_options.retain(|value, _| field.options.contains(value));
        }
        // A limit that the kit does not say stays, unless it contradicts one that it does.
        let fits = |least: &u32| field.max_length.is_none_or(|most| *least <= most);
        field.min_length = field.min_length.or(old.min_length.filter(fits));
    }
    let mut after = UpstreamModel {
        standing: match before.standing {
            Standing::Documented => Standing::Documented,
            Standing::Listed | Standing::Unconfirmed => Standing::Listed,
        },
        deprecated: before.deprecated || arrival.deprecated,
        output: arrival.output,
        fields,
        ..before.clone()
    };
    // The same facts in a newer file are no news.
    if after != *before {
        after.source = source;
    }
    after
}

fn take_prices(merged: &mut Upstream, registry: &Registry, prices: &Prices, report: &mut Report) {
    let mut listed = BTreeSet::new();
    for (endpoint, pricing) in prices {
        listed.insert(endpoint);
        let Some(model) = merged.models.get_mut(endpoint) else {
            report.prices_of_nobody.push(endpoint.clone());
            continue;
        };
        match pricing {
            Pricing::Known(price) => model.price = Some(price.clone()),
            Pricing::Unclear(why) => {
                report.unclear_prices.push((endpoint.clone(), why.clone()));
                model.price = None;
            }
            Pricing::Unsaid => {}
        }
    }
    let endpoints = registry.models.iter().map(|arrival| &arrival.endpoint);
    let missing = endpoints.filter(|endpoint| !listed.contains(endpoint));
    let has_price = |endpoint: &&Endpoint| merged.models.get(*endpoint).is_some_and(|model| model.price.is_some());
    report.prices_not_listed = missing.filter(has_price).cloned().collect();
}

/// What a registry of this kind held and no longer holds. A part of one says nothing about the rest.
fn find_gone(known: &Upstream, registry: &Registry, report: &mut Report) {
    let arrived: BTreeSet<&Endpoint> = registry.models.iter().map(|arrival| &arrival.endpoint).collect();
    let could_be_in_it = |model: &UpstreamModel| match registry.spelled {
        Spelled::Collection => true,
        Spelled::Kit => model.source.starts_with(KIT),
    };
    let expected: Vec<_> =
        known.models.iter().filter(|(_, model)| could_be_in_it(model)).map(|(endpoint, _)| endpoint).collect();
    let gone: Vec<_> = expected.iter().filter(|endpoint| !arrived.contains(**endpoint)).collect();
    if gone.len() * 2 > expected.len() {
        report.is_part = Some((arrived.len(), expected.len()));
    } else {
        report.gone = gone.into_iter().map(|endpoint| (*endpoint).clone()).collect();
    }
}
