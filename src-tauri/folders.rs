//! Where things lie on this computer, and how that is said to a person.

use std::path::{Component, Path, PathBuf};

use tauri::{AppHandle, Manager};

/// The program's own folder: database, posters, samples, log.
pub fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    app.path().app_data_dir()
}

/// Where results go unless the person chooses another place.
pub fn default_results_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    let videos = app.path().video_dir().or_else(|_| app.path().home_dir().map(|home| home.join("Videos")))?;
    Ok(videos.join("Afterframe"))
}

/// A folder in words, from the home folder down: `Videos / Afterframe / 2026-11-20`.
pub fn in_words(folder: &Path, home: Option<&Path>) -> String {
    let below_home = home.and_then(|home| folder.strip_prefix(home).ok());
    let parts: Vec<_> = below_home
        .unwrap_or(folder)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    parts.join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_said_from_home_down() {
        let home = Path::new("/home/ada");
        assert_eq!(in_words(Path::new("/home/ada/Videos/Afterframe"), Some(home)), "Videos / Afterframe");
        assert_eq!(in_words(Path::new("/media/disk/clips"), Some(home)), "media / disk / clips");
    }
}
