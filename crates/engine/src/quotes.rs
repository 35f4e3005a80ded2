//! What a site says that a run costs, and for what. No field of its answer says whether the amount is that of the whole run or of
//! a second, and its sentences about it are for people. So it is found out from amounts: the site is asked once more, for free, about
//! another length, or the amount is compared with the published list. Where neither tells, the price is unknown.

use std::collections::HashMap;

use afterframe_core::{
    catalogue::{Field, FieldKind, Model},
    form::{FieldValue, FormValues, sent},
    ids::MediaId,
    media::{KnownMedia, MediaKind},
    money::Money,
    price::{Price, by_the_second, is_by_the_second, length_field, list_price, second_price},
};
use runninghub::Client;

use crate::{engine::Inner, spellings::ask_price, translate};

/// What the amount of a site's quote for a model stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QuotedFor {
    Run,
    Second,
    Unknown,
}

/// The site's answer, if it names an amount. A nought is not believed: models that are billed by what they use answer so.
pub(crate) async fn quote(
    inner: &Inner,
    model: &Model,
    values: &FormValues,
    site: &str,
    client: &Client,
) -> Option<Price> {
    let amount = amount(inner, model, values, site, client).await?;
    let known = inner.known_files(values).await.ok()?;
    match quoted_for(inner, model, values, (site, client), amount, &known).await {
        QuotedFor::Run => Some(Price::Quote { amount }),
        // What stands on the button is for the whole run.
        QuotedFor::Second => {
            by_the_second(model, values, amount, |id| known.get(id).cloned()).map(|amount| Price::Quote { amount })
        }
        QuotedFor::Unknown => {
            tracing::info!(%site, endpoint = %model.endpoint, "what the site's quote stands for is not known");
            None
        }
    }
}

async fn amount(inner: &Inner, model: &Model, values: &FormValues, site: &str, client: &Client) -> Option<Money> {
    let quote = ask_price(inner, model, values, site, client).await?;
    let amount = quote.price.filter(|amount| amount.0 > 0)?;
    let currency = match quote.currency.as_deref() {
        None => inner.sites().currency(site),
        code => translate::currency(code)?,
    };
    Some(Money::new(amount.0, currency))
}

async fn quoted_for(
    inner: &Inner,
    model: &Model,
    values: &FormValues,
    (site, client): (&str, &Client),
    amount: Money,
    known: &HashMap<MediaId, KnownMedia>,
) -> QuotedFor {
    if !may_be_for_a_second(model) {
        return QuotedFor::Run;
    }
    let found = inner.sites().quoted_for(site, &model.endpoint);
    if let Some(found) = found {
        return found;
    }
    let found = match of_another_length(model, values) {
        Some(other) => match self::amount(inner, model, &other, site, client).await {
            Some(other) if other != amount => QuotedFor::Run,
            // The same for another length, of a model that is billed by the second: that of a second.
            Some(_) if is_by_the_second(model) => QuotedFor::Second,
            Some(_) => QuotedFor::Unknown,
            // Not answered: it is asked again with the next price.
            None => return QuotedFor::Unknown,
        },
        None => return by_the_list(model, values, amount, known),
    };
    inner.sites_mut().set_quoted_for(site, &model.endpoint, found);
    found
}

/// Whether there are seconds that a price could be for: of what is made or of what is given.
fn may_be_for_a_second(model: &Model) -> bool {
    let moves = |kind| matches!(kind, MediaKind::Video | MediaKind::Audio);
    if model.price.is_some() {
        return is_by_the_second(model);
    }
    let takes = model.fields.iter().filter_map(Field::media).any(|limits| moves(limits.media));
    moves(model.output) && (takes || length_field(model).is_some())
}

/// The same form for another length; `None` where the form does not say how long.
fn of_another_length(model: &Model, values: &FormValues) -> Option<FormValues> {
    let field = length_field(model)?;
    let now = sent(model, values, &field.key)?;
    let other = match (&field.kind, now) {
        (FieldKind::Choice { options, .. }, FieldValue::Text(now)) => {
            let other = options.iter().find(|option| {
                option.value != *now && option.value.parse::<f64>().is_ok_and(|seconds| seconds > 0.0)
            })?;
            FieldValue::Text(other.value.clone())
        }
        (FieldKind::Number(limits), FieldValue::Number(now)) => {
            let other = if now + limits.step <= limits.max { now + limits.step } else { now - limits.step };
            FieldValue::Number((other >= limits.min && other > 0.0).then_some(other)?)
        }
        _ => return None,
    };
    let mut values = values.clone();
    values.insert(field.key.clone(), other);
    Some(values)
}

/// An amount that is the list's to the digit stands for what the list's stands for.
fn by_the_list(model: &Model, values: &FormValues, amount: Money, known: &HashMap<MediaId, KnownMedia>) -> QuotedFor {
    let whole = list_price(model, values, |id| known.get(id).cloned()).amount();
    let second = second_price(model, values);
    match (whole == Some(amount), second == Some(amount)) {
        // One second of it: both are the same.
        (true, _) => QuotedFor::Run,
        (false, true) => QuotedFor::Second,
        (false, false) => QuotedFor::Unknown,
    }
}
