//! The clip and the picture that come with the program, for a first try. They are laid out as real
//! files, because everything after them works with files.

use std::{
    io,
    path::{Path, PathBuf},
};

use afterframe_core::{media::MediaKind, words::FileWords};

const CLIP: &[u8] = include_bytes!("../assets/samples/ridge-at-dusk.mp4");
const PICTURE: &[u8] = include_bytes!("../assets/samples/valley-morning.jpg");

/// Writes the sample of this kind below `data_folder`, called as these words say, unless it lies there already, and says where.
pub async fn lay_out(data_folder: &Path, kind: MediaKind, words: &FileWords) -> io::Result<PathBuf> {
    let (name, bytes) = match kind {
        MediaKind::Image => (format!("{}.jpg", words.sample_picture), PICTURE),
        MediaKind::Video | MediaKind::Audio | MediaKind::Model3d | MediaKind::Text => {
            (format!("{}.mp4", words.sample_clip), CLIP)
        }
    };
    let folder = data_folder.join("samples");
    let path = folder.join(name);
    let there = tokio::fs::metadata(&path).await.is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
    if !there {
        tokio::fs::create_dir_all(&folder).await?;
        tokio::fs::write(&path, bytes).await?;
    }
    Ok(path)
}
