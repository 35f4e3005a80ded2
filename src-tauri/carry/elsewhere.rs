//! The clipboard and drags of macOS and Windows, by kept libraries.

use std::borrow::Cow;

use afterframe_engine::png_of_pixels;
use arboard::Clipboard;
use tauri::WebviewWindow;
use tokio::sync::oneshot;

use super::{Carried, OwnDrag, Pasted};

/// macOS ends the program where a drag has no picture at all.
const ICON: &[u8] = include_bytes!("../../icons/128x128.png");

pub(super) fn copy(file: &Carried) -> Result<(), String> {
    let copied = Clipboard::new().and_then(|mut clipboard| clipboard.set().file_list(&[&file.path]));
    copied.map_err(|error| error.to_string())
}

pub(super) fn pasted(answer: oneshot::Sender<Pasted>) {
    drop(answer.send(on_clipboard().unwrap_or(Pasted::Nothing)));
}

fn on_clipboard() -> Option<Pasted> {
    let mut clipboard = Clipboard::new().ok()?;
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Some(Pasted::Files(files));
    }
    let picture = clipboard.get_image().ok()?;
    let (width, height) = (u32::try_from(picture.width).ok()?, u32::try_from(picture.height).ok()?);
    let pixels = match picture.bytes {
        Cow::Owned(pixels) => pixels,
        Cow::Borrowed(pixels) => pixels.to_vec(),
    };
    png_of_pixels(width, height, pixels).map(Pasted::Picture)
}

pub(super) fn drag(window: &WebviewWindow, file: &Carried, own: &OwnDrag) -> Result<(), String> {
    let icon = match &file.icon {
        Some(path) => drag::Image::File(path.clone()),
        None => drag::Image::Raw(ICON.to_vec()),
    };
    own.begins();
    let ends = own.clone();
    let begun = drag::start_drag(
        window,
        drag::DragItem::Files(vec![file.path.clone()]),
        icon,
        move |_, _| ends.ends(),
        drag::Options::default(),
    );
    begun.map_err(|error| {
        own.ends();
        error.to_string()
    })
}
