//! Past the library in all its forms, what it asks, and the settings.

use super::Guide;

pub(super) fn walk(guide: &mut Guide<'_>, film: &str) {
    library(guide, film);
    choose(guide);
    narrow(guide);
    settings(guide);
}

fn library(guide: &mut Guide<'_>, film: &str) {
    let window = guide.window;
    let card = format!("[data-testid=\"library\"] [data-job=\"{film}\"]");
    window.click("rail-library");
    // The poster comes a moment after the clip.
    window.wait_for_selector(&format!("{card} img"));
    guide.show("library");
    guide.show_opened("library-filter", &|window| {
        if !window.shows_selector(".panel[role=\"dialog\"]") {
            window.click("filter-more");
            window.wait_for_selector(".panel[role=\"dialog\"]");
        }
    });
    guide.show_opened("library-menu", &|window| {
        if !window.shows_selector("[role=\"menu\"]") {
            window.point_at(&card);
            window.click_selector(&format!("{card} [data-testid=\"card-more\"]"));
            window.wait_for_selector("[role=\"menu\"]");
        }
    });
    window.click("details-toggle");
    window.wait_for("details");
    guide.show("library-details");
    window.click("layout-list");
    guide.show("library-list-details");
    window.click("details-toggle");
    window.wait_until_gone("details");
    guide.show("library-list");
    window.click("layout-grid");
}

/// Several are chosen, and something is done with all of them.
fn choose(guide: &mut Guide<'_>) {
    let window = guide.window;
    window.wait_for_selector("[data-testid=\"job-card\"]");
    window.press_with_control("a");
    window.wait_for("bulk-bar");
    guide.show("library-chosen");
    for (button, name) in [
        ("bulk-tags", "tags"),
        ("bulk-collections", "collections"),
        ("bulk-again", "again-all"),
        ("bulk-delete", "delete-many"),
    ] {
        window.click(button);
        guide.show_dialog(name);
    }
    window.click("bulk-clear");
    window.wait_until_gone("bulk-bar");
}

/// A collection that is new, and a search that finds nothing.
fn narrow(guide: &mut Guide<'_>) {
    let window = guide.window;
    window.click("collections");
    window.click("collection-new");
    window.wait_for("name-field");
    window.write("name-field", guide.said("Evenings by the sea", "海边的傍晚"));
    guide.show("collection-new");
    window.click("name-save");
    guide.wait_until_shut();
    window.wait_for("library-show-all");
    guide.show("collection-empty");
    window.click("library-show-all");
    window.wait_for_selector("[data-testid=\"job-card\"]");
    window.write("library-search", guide.said("elephant", "大象"));
    window.wait_for("library-show-all");
    guide.show("library-nothing");
    window.click("library-show-all");
}

fn settings(guide: &mut Guide<'_>) {
    let window = guide.window;
    window.click("rail-money");
    window.wait_for("money");
    guide.show("money-practice");
    window.click("rail-settings");
    window.wait_for("settings");
    guide.show("settings");
    for group in ["look", "network", "about"] {
        // What stands at the top depends on the size of the window.
        guide.show_opened(&format!("settings-{group}"), &|window| {
            window.click(&format!("settings-group-{group}"));
        });
    }
    window.click("settings-licences");
    window.wait_for("licences");
    guide.show_dialog("licences");
}
