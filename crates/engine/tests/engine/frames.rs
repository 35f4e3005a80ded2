//! Pictures that are kept of films.

use std::fs;

use afterframe_core::{ids::MediaId, media::MediaKind};
use afterframe_engine::{AddMediaError, InspectError, KeepFrameError, MOST_OF_A_FRAME};

use crate::world::{DAY, World, names};

fn picture() -> Vec<u8> {
    include_bytes!("../../../../icons/32x32.png").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_lies_beside_the_results_under_a_name_of_its_own_and_never_over_another() {
    let world = World::new().await;
    let running = world.start().await;
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let day = world.films().join(DAY);
    let first = running.engine.keep_frame(&clip.id, 3_500, picture()).await.unwrap();
    let second = running.engine.keep_frame(&clip.id, 3_500, picture()).await.unwrap();
    let name = format!("{} – frame 0-03.12", clip.title);
    assert_eq!([first.file_name, second.file_name], [format!("{name}.png"), format!("{name} (2).png")]);
    assert_eq!(first.facts.kind, MediaKind::Image);
    assert_eq!(first.path.parent(), Some(day.canonicalize().unwrap().as_path()));
    assert_eq!(fs::read(&second.path).unwrap(), picture());
    assert!(running.engine.media(&first.id).await.unwrap().unwrap().exists);
    assert_eq!(running.engine.look_for_lost_results().await.unwrap(), [], "frames are nobody's lost results");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_of_a_result_lies_beside_it() {
    let world = World::new().await;
    let running = world.start().await;
    let job = running.extend_clip(&world).await;
    let job = running.until_done(&job.job.id).await;
    let frame = running.engine.keep_frame(&job.results[0].id, 0, picture()).await.unwrap();
    assert_eq!(frame.path.parent(), job.results[0].path.canonicalize().unwrap().parent());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_whole_picture_leaves_nothing_behind() {
    let world = World::new().await;
    let running = world.start().await;
    let clip = running.engine.add_media(&world.clip()).await.unwrap();
    let keep = |png: Vec<u8>| running.engine.keep_frame(&clip.id, 0, png);
    for bad in [Vec::new(), b"<svg/>".to_vec(), b"\xff\xd8\xff\xe0 a jpeg".to_vec()] {
        let refused = keep(bad).await;
        assert!(matches!(refused, Err(KeepFrameError::NotAPicture)), "{refused:?}");
    }
    let mut cut = picture();
    cut.truncate(cut.len() - 30);
    let refused = keep(cut).await;
    assert!(
        matches!(refused, Err(KeepFrameError::Add(AddMediaError::Inspect(InspectError::Damaged { .. })))),
        "{refused:?}"
    );
    let mut large = picture();
    large.resize(MOST_OF_A_FRAME + 1, 0);
    assert!(matches!(keep(large).await, Err(KeepFrameError::TooLarge(_))));
    let refused = running.engine.keep_frame(&MediaId::new("no-such"), 0, picture()).await;
    assert!(matches!(refused, Err(KeepFrameError::NoSuchFilm(_))), "{refused:?}");
    assert_eq!(names(&world.films().join(DAY)), Vec::<String>::new());
}
