//! Brings the window back into view. Its size and place are remembered, and the screen that it stood on may be gone, smaller,
//! or somewhere else by the next start.

use tauri::{PhysicalPosition, PhysicalSize, WebviewWindow};

/// So much of a window's upper edge must be seen that it can be taken and moved, in pixels of the screen.
const ENOUGH: Area = Area { x: 0, y: 0, width: 160, height: 40 };

/// A rectangle of the desktop, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

impl Area {
    fn new(position: PhysicalPosition<i32>, size: PhysicalSize<u32>) -> Self {
        let (x, y) = (position.x.into(), position.y.into());
        Self { x, y, width: size.width.into(), height: size.height.into() }
    }

    /// What of it lies on another one: how wide and how high.
    fn shared_with(self, other: Self) -> (i64, i64) {
        let along = |from: i64, length: i64, other_from: i64, other_length: i64| {
            (from + length).min(other_from + other_length) - from.max(other_from)
        };
        (
            along(self.x, self.width, other.x, other.width).max(0),
            along(self.y, self.height, other.y, other.height).max(0),
        )
    }
}

/// Where a window belongs that stands at `window`; `None` where it can stay. A window without screens stays too: nothing is known.
fn into_view(window: Area, screens: &[Area]) -> Option<Area> {
    let bar = Area { height: ENOUGH.height, ..window };
    let seen = |screen: &Area| {
        let (width, height) = bar.shared_with(*screen);
        width >= ENOUGH.width.min(window.width) && height >= ENOUGH.height / 2
    };
    if screens.iter().any(seen) {
        return None;
    }
    let nearest = screens.iter().max_by_key(|screen| {
        let (width, height) = window.shared_with(**screen);
        width * height
    })?;
    let (width, height) = (window.width.min(nearest.width), window.height.min(nearest.height));
    let (x, y) = (nearest.x + (nearest.width - width) / 2, nearest.y + (nearest.height - height) / 2);
    Some(Area { x, y, width, height })
}

/// Moves the window to where it can be seen, if it cannot.
pub fn bring_into_view(window: &WebviewWindow) -> tauri::Result<()> {
    if window.is_maximized()? || window.is_fullscreen()? {
        return Ok(());
    }
    let stands = Area::new(window.outer_position()?, window.outer_size()?);
    let screens: Vec<_> = window
        .available_monitors()?
        .iter()
        .map(|screen| Area::new(screen.work_area().position, screen.work_area().size))
        .collect();
    let Some(Area { x, y, width, height }) = into_view(stands, &screens) else { return Ok(()) };
    tracing::info!("the window stood where no screen is");
    let narrow = |side: i64| u32::try_from(side).unwrap_or_default();
    if (width, height) != (stands.width, stands.height) {
        window.set_size(PhysicalSize::new(narrow(width), narrow(height)))?;
    }
    let place = |side: i64| i32::try_from(side).unwrap_or_default();
    window.set_position(PhysicalPosition::new(place(x), place(y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn area(x: i64, y: i64, width: i64, height: i64) -> Area {
        Area { x, y, width, height }
    }

    const LAPTOP: Area = area(0, 0, 1440, 900);
    const BESIDE: Area = area(1440, 0, 2560, 1440);

    #[test]
    fn a_window_that_can_be_taken_by_its_bar_stays() {
        for window in [area(100, 80, 1200, 700), area(1200, 860, 1200, 700), area(-900, 10, 1200, 700)] {
            assert_eq!(into_view(window, &[LAPTOP]), None, "{window:?}");
        }
        assert_eq!(into_view(area(2000, 200, 1440, 900), &[LAPTOP, BESIDE]), None);
        assert_eq!(into_view(area(2000, 200, 1440, 900), &[]), None);
    }

    #[test]
    fn a_window_of_a_screen_that_is_gone_comes_back_whole() {
        assert_eq!(into_view(area(2000, 200, 1200, 800), &[LAPTOP]), Some(area(120, 50, 1200, 800)));
        assert_eq!(into_view(area(2000, 200, 2400, 1300), &[LAPTOP]), Some(LAPTOP));
    }

    #[test]
    fn a_window_whose_bar_is_above_the_screen_comes_back_to_the_screen_that_it_is_on() {
        assert_eq!(into_view(area(1500, -300, 1000, 800), &[LAPTOP, BESIDE]), Some(area(2220, 320, 1000, 800)));
    }
}
