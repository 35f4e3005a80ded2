//! What an import found, for the person who ran it.

use std::fmt;

use afterframe_core::ids::Endpoint;

/// Everything worth knowing after an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub new: Vec<Endpoint>,
    pub changed: Vec<(Endpoint, Vec<String>)>,
    pub unchanged: usize,
    /// Known, and no longer in a registry of the kind that had them. Kept.
    pub gone: Vec<Endpoint>,
    /// The file holds the first number of endpoints, while the second could be in it.
    pub is_part: Option<(usize, usize)>,
    /// New ones that cannot be taken in, and why.
    pub left_out: Vec<(Endpoint, String)>,
    /// Known ones of which the file's fields cannot be used, and why.
    pub kept_fields: Vec<(Endpoint, String)>,
    pub unclear_prices: Vec<(Endpoint, String)>,
    /// In the registry, and not in the list of prices that came with it: the old price stays.
    pub prices_not_listed: Vec<Endpoint>,
    /// In the list of prices only.
    pub prices_of_nobody: Vec<Endpoint>,
    /// In no family: people have to give them a place and words.
    pub homeless: Vec<Endpoint>,
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        names(out, "New", &self.new)?;
        if !self.changed.is_empty() {
            writeln!(out, "Changed: {}", self.changed.len())?;
            for (endpoint, changes) in &self.changed {
                writeln!(out, "  {endpoint}")?;
                changes.iter().try_for_each(|change| writeln!(out, "    {change}"))?;
            }
        }
        names(
            out,
            "Gone from the registry (kept here; take them out of their families if they no longer run)",
            &self.gone,
        )?;
        if let Some((has, of)) = self.is_part {
            writeln!(
                out,
                "The file holds {has} endpoints of {of} that could be in it: it is taken as a part, and nothing as gone."
            )?;
        }
        reasons(out, "Not taken in", &self.left_out)?;
        reasons(out, "Known fields kept", &self.kept_fields)?;
        reasons(out, "Prices that cannot be counted with (now unknown)", &self.unclear_prices)?;
        names(out, "Prices not in the list (the old ones stay)", &self.prices_not_listed)?;
        names(out, "Prices of endpoints that no registry names", &self.prices_of_nobody)?;
        names(out, "In no family yet: they need a place and words in catalogue/families/", &self.homeless)?;
        let (new, changed, gone) = (self.new.len(), self.changed.len(), self.gone.len());
        writeln!(out, "{new} new, {changed} changed, {gone} gone, {} as they were", self.unchanged)
    }
}

fn names(out: &mut fmt::Formatter<'_>, what: &str, endpoints: &[Endpoint]) -> fmt::Result {
    if endpoints.is_empty() {
        return Ok(());
    }
    writeln!(out, "{what}: {}", endpoints.len())?;
    endpoints.iter().try_for_each(|endpoint| writeln!(out, "  {endpoint}"))
}

fn reasons(out: &mut fmt::Formatter<'_>, what: &str, found: &[(Endpoint, String)]) -> fmt::Result {
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "{what}: {}", found.len())?;
    found.iter().try_for_each(|(endpoint, why)| writeln!(out, "  {endpoint}: {why}"))
}
