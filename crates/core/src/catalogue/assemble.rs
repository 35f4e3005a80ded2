//! Puts a model together: upstream's facts, its place in a family, and the words.

use super::{
    family::{Family, Placement, Words},
    field::{Alternative, ChoiceOption, Count, Field, FieldKind, Group, MediaLimits, NumberLimits, Role, TextLimits},
    mistakes::can_be,
    model::{Model, PriceList, PriceRule, PriceUnit},
    task::Tier,
    upstream::{Per, Plain, UpstreamField, UpstreamKind, UpstreamModel, UpstreamPrice},
    words::{Layers, is_switch},
};
use crate::{ids::FieldKey, media::MediaKind, money::parse_micros};

const MEGABYTE: u64 = 1024 * 1024;
/// List prices up to this much (0.01) stand for "not filled in": they are unknown, never cheap.
const PLACEHOLDER_MICROS: i64 = 10_000;
/// The largest seed that RunningHub documents, where a model names none.
const LARGEST_SEED: f64 = 2_147_483_647.0;
/// Limits of a number that upstream gives none; every real one lies far inside.
const ANY_NUMBER: f64 = 1_000_000.0;

/// The model at `placement`, or what keeps it from being one.
pub(super) fn model(
    id: &str,
    family: &Family,
    placement: &Placement,
    facts: &UpstreamModel,
    words: &Words,
) -> Result<Model, String> {
    let tier = placement.tier.as_ref().map(|tier| {
        let label = words.tiers.get(tier).cloned().ok_or_else(|| format!("no words for the tier {tier:?}"))?;
        Ok::<_, String>(Tier { id: tier.clone(), label })
    });
    let tier = tier.transpose()?;
    let mut fields = Vec::with_capacity(facts.fields.len());
    for fact in &facts.fields {
        let layers = Layers::of(fact, placement.fields.get(&fact.key), family.fields.get(&fact.key), words);
        fields.push(field(fact, &layers, words)?);
    }
    arrange(&mut fields);
    let name = match &tier {
        Some(tier) => format!("{} {}", family.name, tier.label.en),
        None => family.name.clone(),
    };
    Ok(Model {
        endpoint: placement.endpoint.clone(),
        family: id.to_owned(),
        family_name: family.name.clone(),
        name,
        maker: family.maker.clone(),
        keywords: family.keywords.clone(),
        task: placement.task,
        tier,
        channel: placement.channel,
        standing: facts.standing,
        deprecated: facts.deprecated,
        listed_as: facts.names.clone(),
        output: placement.output.or(placement.task.output()).unwrap_or(facts.output),
        family_good_at: family.good_at.clone(),
        good_at: placement.good_at.as_ref().unwrap_or(&family.good_at).clone(),
        gives: placement.gives.clone(),
        remark: placement.remark.clone(),
        waiting_time: placement.waiting_time,
        price: facts.price.as_ref().and_then(|price| price_list(price, &fields)),
        rules: placement.rules.clone(),
        fields,
    })
}

fn field(fact: &UpstreamField, layers: &Layers<'_>, words: &Words) -> Result<Field, String> {
    let key = &fact.key;
    let label = layers.first(|layer| layer.label.clone()).ok_or_else(|| format!("the field {key} has no label"))?;
    let group = layers.first(|layer| layer.group.as_ref()).map(|id| {
        let label = words.groups.get(id).cloned().ok_or_else(|| format!("no words for the group {id:?}"))?;
        Ok::<_, String>(Group { id: id.clone(), label })
    });
    let role = layers.first(|layer| layer.role);
    let required = layers.set(|set| set.required).unwrap_or(fact.required);
    let alternative = fact.alt_key.clone().map(|key| Alternative { key, codes: fact.alt_options.clone() });
    Ok(Field {
        key: key.clone(),
        kind: kind(fact, layers, words, required, role)?,
        required,
        advanced: layers.first(|layer| layer.advanced).unwrap_or(false),
        label,
        help: layers.first(|layer| layer.help.clone()),
        placeholder: layers.first(|layer| layer.placeholder.clone()),
        group: group.transpose()?,
        role,
        hidden: layers.first(|layer| layer.hidden).unwrap_or(false),
        shown_when: layers.first(|layer| layer.shown_when.clone()),
        prompt_prefix: layers.first(|layer| layer.prompt_prefix).unwrap_or(false),
        alternative,
    })
}

fn kind(
    fact: &UpstreamField,
    layers: &Layers<'_>,
    words: &Words,
    required: bool,
    role: Option<Role>,
) -> Result<FieldKind, String> {
    let default = layers.set(|set| set.default.as_ref()).or(fact.default.as_ref());
    let many = layers.first(|layer| layer.many).or(fact.many);
    if is_switch(fact) {
        let default = match default {
            Some(Plain::Switch(on)) => Some(*on),
            Some(Plain::Text(text)) => Some(text == "true"),
            _ => required.then_some(false),
        };
        return Ok(FieldKind::Switch { default, as_text: fact.kind == UpstreamKind::List });
    }
    let media = |kind| FieldKind::Media(media(fact, layers, kind, many, required));
    Ok(match fact.kind {
        UpstreamKind::Image => media(MediaKind::Image),
        UpstreamKind::Video => media(MediaKind::Video),
        UpstreamKind::Audio => media(MediaKind::Audio),
        UpstreamKind::Lora => FieldKind::Lora,
        UpstreamKind::Text => FieldKind::Text(TextLimits {
            min_length: layers.set(|set| set.min_length).or(fact.min_length),
            max_length: layers.set(|set| set.max_length).or(fact.max_length),
            long: layers.first(|layer| layer.long).unwrap_or(role == Some(Role::Prompt)),
            // Upstream's default texts are examples in one language; only people's own count.
            default: layers.set(|set| set.default.as_ref()).map(Plain::text),
            pattern: layers.set(|set| set.pattern.clone()),
            many,
            suggestions: layers.suggestions(),
        }),
        UpstreamKind::List => {
            let mut options = Vec::with_capacity(fact.options.len());
            for value in &fact.options {
                if let Some(label) = layers.option(fact, value, words)? {
                    options.push(ChoiceOption { value: value.clone(), label });
                }
            }
            let known = |value: &String| options.iter().any(|option| option.value == *value);
            let first =
                if required && many.is_none() { options.first().map(|option| option.value.clone()) } else { None };
            let default = default.map(Plain::text).filter(known).or(first);
            FieldKind::Choice { options, default, many }
        }
        UpstreamKind::Integer => FieldKind::Number(number(fact, layers, default, role, 1.0)),
        UpstreamKind::Number => FieldKind::Number(number(fact, layers, default, role, 0.01)),
        UpstreamKind::Switch => return Err(format!("the field {}: a switch", fact.key)),
    })
}

fn number(
    fact: &UpstreamField,
    layers: &Layers<'_>,
    default: Option<&Plain>,
    role: Option<Role>,
    step: f64,
) -> NumberLimits {
    let seed = role == Some(Role::Seed);
    let whole = layers.set(|set| set.integer).unwrap_or(false);
    let step = layers.set(|set| set.step).or(fact.step).filter(|step| *step > 0.0).unwrap_or(step);
    let default = match default {
        Some(Plain::Number(number)) => Some(*number),
        Some(Plain::Text(text)) => text.parse().ok(),
        _ => None,
    };
    // Upstream's strength of nothing would make a LoRA that was chosen and paid for do nothing.
    let default = if role == Some(Role::LoraStrength) {
        default.filter(|strength| *strength != 0.0).or(Some(1.0))
    } else {
        default
    };
    let (least, most) = if seed { (0.0, LARGEST_SEED) } else { (-ANY_NUMBER, ANY_NUMBER) };
    NumberLimits {
        min: layers.set(|set| set.min).or(fact.min).unwrap_or(least),
        max: layers.set(|set| set.max).or(fact.max).unwrap_or(most),
        step: if whole { step.max(1.0) } else { step },
        // A fixed seed would give everybody the same picture.
        default: default.filter(|_| !seed),
        seed,
    }
}

fn media(fact: &UpstreamField, layers: &Layers<'_>, kind: MediaKind, many: Option<u32>, required: bool) -> MediaLimits {
    let usual: &[&str] = match kind {
        MediaKind::Video => &["mp4", "mov"],
        MediaKind::Audio => &["mp3", "wav"],
        _ => &["jpg", "png", "webp"],
    };
    let mut formats = layers.set(|set| set.formats.clone()).unwrap_or_else(|| fact.formats.clone());
    if formats.is_empty() {
        formats = usual.iter().map(|&format| format.to_owned()).collect();
    }
    let most = layers.set(|set| set.max_items).or(many);
    let least = layers.set(|set| set.min_items).unwrap_or(u32::from(required));
    MediaLimits {
        media: kind,
        max_bytes: u64::from(layers.set(|set| set.max_mb).or(fact.max_mb).unwrap_or(10)) * MEGABYTE,
        formats,
        many: many.and(most).map(|max| Count { min: least, max }),
        min_seconds: layers.set(|set| set.min_seconds),
        max_seconds: layers.set(|set| set.max_seconds),
        min_side: layers.set(|set| set.min_side),
        max_side: layers.set(|set| set.max_side),
        max_ratio: layers.set(|set| set.max_ratio),
        made_by_family: layers.set(|set| set.made_by_family.clone()),
    }
}

/// What goes in first, then words, then settings, then what is folded away; a group stands together
/// where its first field does. Within that, upstream's order.
fn arrange(fields: &mut Vec<Field>) {
    fields.sort_by_key(|field| match &field.kind {
        _ if field.advanced => 3,
        FieldKind::Media(_) => 0,
        FieldKind::Text(text) if text.long || field.required => 1,
        _ => 2,
    });
    let mut ordered: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields.drain(..) {
        let sibling = field.group.as_ref().and_then(|group| {
            ordered.iter().rposition(|earlier| {
                earlier.advanced == field.advanced && earlier.group.as_ref().is_some_and(|other| other.id == group.id)
            })
        });
        match sibling {
            Some(at) => ordered.insert(at + 1, field),
            None => ordered.push(field),
        }
    }
    *fields = ordered;
}

/// The price list and the registry are two publications: a price for what cannot be chosen is of no use.
fn can_hold(fields: &[Field], key: &FieldKey, value: &str) -> bool {
    fields.iter().any(|field| field.key == *key && (value.is_empty() || can_be(field, value)))
}

fn price_list(price: &UpstreamPrice, fields: &[Field]) -> Option<PriceList> {
    let with = |role| fields.iter().find(|field| field.role == Some(role)).map(|field| field.key.clone());
    let every = price.every.unwrap_or(1);
    let clip = || {
        let takes_time =
            |field: &&Field| field.required && field.media().is_some_and(|limits| limits.media != MediaKind::Image);
        fields.iter().find(takes_time).map(|field| field.key.clone())
    };
    let rules: Vec<PriceRule> = price
        .rules
        .iter()
        .filter(|rule| parse_micros(&rule.amount).is_ok_and(|micros| micros > PLACEHOLDER_MICROS))
        .filter(|rule| rule.when.iter().all(|(key, value)| can_hold(fields, key, value)))
        .map(|rule| {
            let when = rule.when.iter().filter(|(_, value)| !value.is_empty());
            let when = when.map(|(key, value)| (key.clone(), value.clone())).collect();
            PriceRule { when, amount: rule.amount.clone() }
        })
        .collect();
    // A price "by the number of pictures" without a number is one for each.
    let mut unnumbered = price.rules.iter().flat_map(|rule| &rule.when).filter(|(_, value)| value.is_empty());
    let count = with(Role::Count);
    let by_count = unnumbered.any(|(key, _)| count.as_ref() == Some(key));
    let unit = match price.per {
        Per::Call if by_count => PriceUnit::Image { field: count },
        Per::Call => PriceUnit::Call,
        Per::Second => match (with(Role::Duration), clip()) {
            (None, Some(field)) => PriceUnit::ClipSecond { every, field },
            (field, _) => PriceUnit::Second { every, field },
        },
        Per::Image => PriceUnit::Image { field: count },
        Per::ThousandCharacters => PriceUnit::ThousandCharacters { field: with(Role::Spoken).or(with(Role::Prompt)) },
    };
    let as_of = price.as_of.clone();
    (!rules.is_empty()).then_some(PriceList { currency: price.currency, as_of, unit, at_least: price.at_least, rules })
}
