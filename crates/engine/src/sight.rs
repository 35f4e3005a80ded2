//! Whether files are there. A network drive that hangs answers that question never, so it is asked on threads made for waiting,
//! with a limit, and never on the thread of the database: jobs go on, and their rows are written, whatever a drive does.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::mpsc, task::spawn_blocking, time::timeout};

/// How long a file may take to say that it is there. A disk that has to spin up, or a busy machine, needs seconds.
const LONGEST: Duration = Duration::from_secs(5);
/// After one folder that hangs, the others get this part of it: most likely they lie on the same drive.
const PART_AFTER_A_HANG: u32 = 20;

type Look = dyn Fn(&Path) -> bool + Send + Sync;

/// Looks at files.
#[derive(Clone)]
pub(crate) struct Sight {
    look: Arc<Look>,
    longest: Duration,
    /// Folders that did not answer, as long as they do not: nobody waits for them twice.
    hanging: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Sight {
    pub(crate) fn new() -> Self {
        Self::with(Path::is_file, LONGEST)
    }

    fn with(look: impl Fn(&Path) -> bool + Send + Sync + 'static, longest: Duration) -> Self {
        Self { look: Arc::new(look), longest, hanging: Arc::default() }
    }

    /// Those of the files that are there. One whose folder does not answer counts as not there.
    pub(crate) async fn there<'a>(&self, paths: impl IntoIterator<Item = &'a PathBuf>) -> HashSet<PathBuf> {
        let mut open: Vec<PathBuf> = paths.into_iter().cloned().collect();
        let mut there = HashSet::new();
        let mut patience = self.longest;
        while self.leave_out_hanging(&mut open) {
            let mut answers = self.look_at(open.clone());
            let mut asked = open.into_iter();
            loop {
                match timeout(patience, answers.recv()).await {
                    Ok(Some(answer)) => there.extend(asked.next().filter(|_| answer)),
                    // All of them answered, or the thread ended in a panic, which is no sign of a file either.
                    Ok(None) => return there,
                    Err(_) => break,
                }
            }
            patience = self.longest / PART_AFTER_A_HANG;
            if let Some(path) = asked.next() {
                // With the lock, under which it is answered: an answer that came just now is not overlooked.
                let mut hanging = self.hanging();
                if let Ok(answer) = answers.try_recv() {
                    there.extend(Some(path).filter(|_| answer));
                } else {
                    tracing::warn!("a folder does not answer");
                    hanging.insert(folder_of(&path));
                }
            }
            open = asked.collect();
        }
        there
    }

    /// Whether any of them is left to be looked at.
    fn leave_out_hanging(&self, open: &mut Vec<PathBuf>) -> bool {
        let hanging = self.hanging();
        open.retain(|path| !hanging.contains(&folder_of(path)));
        !open.is_empty()
    }

    /// The answers in the order of the files. Nobody may be there any more to hear them.
    fn look_at(&self, paths: Vec<PathBuf>) -> mpsc::UnboundedReceiver<bool> {
        let (say, answers) = mpsc::unbounded_channel();
        let sight = self.clone();
        drop(spawn_blocking(move || {
            for path in paths {
                let there = (sight.look)(&path);
                let mut hanging = sight.hanging();
                // It answers again.
                hanging.remove(&folder_of(&path));
                if say.send(there).is_err() {
                    return;
                }
            }
        }));
        answers
    }

    fn hanging(&self) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
        self.hanging.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{
            Condvar,
            atomic::{AtomicUsize, Ordering},
        },
        time::Instant,
    };

    use super::*;

    /// A drive that hangs until it is let go.
    #[derive(Default)]
    struct Drive {
        free: Mutex<bool>,
        changed: Condvar,
        asked: AtomicUsize,
    }

    impl Drive {
        fn look(&self, path: &Path) -> bool {
            if path.starts_with("/drive") {
                self.asked.fetch_add(1, Ordering::SeqCst);
                drop(self.changed.wait_while(self.free.lock().unwrap(), |free| !*free).unwrap());
            }
            !path.ends_with("missing.mp4")
        }

        fn let_go(&self) {
            *self.free.lock().unwrap() = true;
            self.changed.notify_all();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_drive_that_hangs_is_waited_for_once_and_counted_again_when_it_is_back() {
        let drive = Arc::new(Drive::default());
        let looked = Arc::clone(&drive);
        let sight = Sight::with(move |path| looked.look(path), Duration::from_millis(500));
        let here: Vec<PathBuf> = ["/here/a.mp4", "/here/missing.mp4", "/here/b.mp4"].map(PathBuf::from).into();
        let away: Vec<PathBuf> = ["/drive/one/a.mp4", "/drive/two/b.mp4"].map(PathBuf::from).into();
        let all = [&here[0], &away[0], &here[1], &away[1], &here[2]];
        let expected = HashSet::from([here[0].clone(), here[2].clone()]);
        let started = Instant::now();
        assert_eq!(sight.there(all).await, expected, "what answers is found beside what does not");
        assert!(started.elapsed() < Duration::from_millis(900), "a drive is not waited for at each of its folders");
        let started = Instant::now();
        assert_eq!(sight.there(all).await, expected);
        assert!(started.elapsed() < Duration::from_millis(250), "nobody waits for it twice");
        assert_eq!(drive.asked.load(Ordering::SeqCst), 2, "and one thread is lost to a folder, not to a file");
        drive.let_go();
        while !sight.hanging().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(sight.there(all).await.len(), 4);
    }

    #[tokio::test]
    async fn what_is_there_is_told_from_what_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (file, missing) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
        std::fs::write(&file, b"film").unwrap();
        let nothing: [&PathBuf; 0] = [];
        assert_eq!(Sight::new().there([&file, &missing, &folder.path().to_owned()]).await, HashSet::from([file]));
        assert!(Sight::new().there(nothing).await.is_empty());
    }
}
