//! The words that text models answer with in practice. They say plainly that nobody thought them up, in the language that was asked in.

use afterframe_core::catalogue::Task;

/// What a model of this task says.
pub(super) fn of(task: Task, chinese: bool, chance: u64) -> String {
    let (english, own) = match task {
        Task::Lyrics | Task::Music | Task::SongExtend => (
            "[Verse]\nThis is a practice song, nobody paid,\nThese words were waiting before you came.\n\
             The tide goes out, the lamps are low,\nThe real one will know where to go.\n\n\
             [Chorus]\nPractice, practice, hear it ring,\nConnect your account and the song will sing.\n",
            "[主歌]\n这是一首练习的歌，没有花一分钱，\n这些词早就写好，等在你的面前。\n\
             潮水退去，灯光渐远，\n真正的那一首，会替你说完。\n\n\
             [副歌]\n练习，练习，听它响起，\n连接账户之后，歌才属于你。\n",
        ),
        Task::Describe => (
            "Practice answer: nobody looked at your file. A description would stand here: what is in it, the light, the colours, \
             how it moves, and the mood, in a few sentences that can be used as a prompt.",
            "练习结果：没有人看过您的文件。这里会是一段描述：画面里有什么、光线、色彩、运动和气氛，用几句话写成，可以直接作为提示词。",
        ),
        Task::Text => (
            "Practice answer: no model has read your question. Its answer would stand here, as long as the question needs it to be.",
            "练习结果：没有模型读过您的问题。这里会是它的回答，长短随问题而定。",
        ),
        // What other models are given as a reference: no language at all.
        _ => return format!("practice-{:08}", chance % 100_000_000),
    };
    if chinese { own } else { english }.to_owned()
}
