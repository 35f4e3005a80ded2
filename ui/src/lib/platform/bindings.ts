/** Generated from the Rust types by `./dev fix`. Do not edit: a test compares it with them. */

/**
 * What a key may do.
 */
export type AccountKind = "shared" | "consumer" | "exclusive" | "other";

/**
 * What the program works with, and what it knows about it.
 */
export type AccountView = { mode: Mode, key: KeyStatus, 
/**
 * The site's host, such as `www.runninghub.ai`.
 */
site: string | null, reach: Reach, kind: AccountKind | null, balance: Money | null, slots: SlotsView | null, 
/**
 * Keys of other sites that are still in the keychain.
 */
former: Array<FormerKey>, };

/**
 * Everything that is known when the window opens.
 */
export type AppStart = { version: string, systemLanguage: Language, settings: Settings, 
/**
 * Where results go, as words a person reads; not a path to open.
 */
resultsFolder: string, account: AccountView, catalogue: Array<Model>, 
/**
 * Media are at `<this>/<id>`, posters at `<this>/poster/<id>`.
 */
mediaBase: string, 
/**
 * Where the library lies, in words.
 */
dataFolder: string, tools: Tools, overrides: Overrides, 
/**
 * The desktop has a place for the program's icon, as far as is known.
 */
tray: boolean, 
/**
 * What was done at the start about a library that was damaged or gone.
 */
mended: MendedView | null, };

/**
 * What stands beside a job in an order. Jobs without anything to look at are passed over.
 */
export type Beside = { previous: JobId | null, next: JobId | null, 
/**
 * Its own place among those with something to look at, from 0; `null` where it is not one of them.
 */
at: number | null, 
/**
 * How many have something to look at.
 */
total: number, };

/**
 * What was taken out of the library; it can come back for some seconds.
 */
export type Binned = { bin: string, count: number, };

/**
 * What came of the wish that RunningHub ends the task. Whatever it answers, the job is watched until the task has ended.
 */
export type Cancel = { "type": "asked" } | { "type": "accepted" } | { "type": "refused", code: string | null, message: string | null, } | { "type": "unanswered" };

/**
 * Something is different now. Sent as the event `change`, one for each write.
 */
export type Change = { "type": "job", job: JobView, } | { "type": "job-gone", id: JobId, } | { "type": "progress", id: JobId, phase: Phase, doneBytes: number, 
/**
 * `null` while the server did not say.
 */
totalBytes: number | null, } | { "type": "media", media: MediaView, } | { "type": "library" } | { "type": "bin-failed", count: number, error: UiError, } | { "type": "settings", settings: Settings, resultsFolder: string, } | { "type": "account", account: AccountView, } | { "type": "open", job: JobId, } | { "type": "menu", action: MenuAction, } | { "type": "tray", available: boolean, } | { "type": "store-failing", failing: boolean, };

/**
 * By which way RunningHub reaches the maker: the same model, at very different prices.
 */
export type Channel = "budget" | "official";

/**
 * Whether money was spent on it.
 */
export type Charged = "no" | "yes" | "unknown";

/**
 * One value of a choice and what people call it.
 */
export type ChoiceOption = { value: string, label: LocalText, };

/**
 * A collection that a person made.
 */
export type Collection = { id: string, name: string, };

export type CollectionCount = { id: string, name: string, count: number, };

export type CollectionCreate = { name: string, };

/**
 * Puts jobs into a collection, or takes them out of it.
 */
export type CollectionFill = { id: string, jobs: Array<JobId>, member: boolean, };

export type CollectionRename = { id: string, name: string, };

export type CollectionRequest = { id: string, };

/**
 * Holds where a field has one of some values.
 */
export type Condition = { field: FieldKey, is: Array<string>, };

/**
 * What it really cost, from and to, both included. Jobs without a known cost are outside of every band.
 */
export type CostBand = { currency: Currency, fromMicros: number | null, toMicros: number | null, };

/**
 * From so many to so many.
 */
export type Count = { min: number, max: number, };

/**
 * The two currencies RunningHub bills in: yuan on the .cn site, dollars on the .ai site.
 */
export type Currency = "CNY" | "USD";

/**
 * A file is dragged over the window or was dropped on it. Sent as the event `drop`.
 */
export type DropEvent = { "type": "over", x: number, y: number, 
/**
 * They were picked up in this window.
 */
own: boolean, } | { "type": "left" } | { "type": "looking" } | { "type": "landed", files: Array<Landed>, };

/**
 * A model's address at RunningHub, such as `alibaba/wan-2.7/video-extend`.
 */
export type Endpoint = string;

/**
 * Every situation that a request can end in, other than well. The window has words for each.
 */
export type ErrorCode = "key-malformed" | "key-unknown" | "key-not-allowed" | "site-unreachable" | "keychain-locked" | "keychain-missing" | "keychain-failed" | "file-not-found" | "file-is-folder" | "file-empty" | "file-unreadable" | "file-not-media" | "file-damaged" | "file-gone" | "address-refused" | "address-empty" | "address-unreachable" | "address-too-large" | "model-unknown" | "job-unknown" | "no-account" | "not-now" | "already-sent" | "task-malformed" | "task-unknown" | "task-taken" | "proxy-malformed" | "folder-unusable" | "bin-failed" | "name-unusable" | "rename-failed" | "collection-unknown" | "frame-failed" | "copy-failed" | "carry-failed" | "store-failed" | "practice-failed" | "open-failed";

/**
 * Why a job ended without a result.
 */
export type Failure = { kind: FailureKind, charged: Charged, 
/**
 * RunningHub's code, such as `1007`.
 */
code: string | null, 
/**
 * RunningHub's own words, for the folded details.
 */
message: string | null, };

/**
 * The situations in which a job ends without a result. The window has words for each.
 */
export type FailureKind = "key" | "key-kind" | "credit" | "content" | "real-people" | "input" | "file-too-large" | "file-unreadable" | "file-gone" | "no-such-model" | "task-gone" | "timed-out" | "generation" | "server" | "no-result" | "bad-result" | "other";

export type FamilyCount = { 
/**
 * The family's id.
 */
family: string, count: number, };

/**
 * A family of models gets its star or loses it.
 */
export type FavouriteSet = { family: string, starred: boolean, };

/**
 * One field: how RunningHub spells it, what it holds, and its words.
 */
export type Field = { key: FieldKey, kind: FieldKind, 
/**
 * A job cannot be made without a value.
 */
required: boolean, 
/**
 * Folded away at first.
 */
advanced: boolean, label: LocalText, help: LocalText | null, placeholder: LocalText | null, 
/**
 * Fields next to each other with the same group stand under its name.
 */
group: Group | null, role: Role | null, 
/**
 * Not for people: what upstream needs is sent as its default, nothing else of it is.
 */
hidden: boolean, 
/**
 * Shown, and sent, only while this holds.
 */
shownWhen: Condition | null, 
/**
 * The value is also written in front of the prompt, which some models read instead.
 */
promptPrefix: boolean, };

/**
 * A field of a model's form, spelled as RunningHub spells it.
 */
export type FieldKey = string;

/**
 * What a field holds. The window draws each kind with one component, RunningHub's body takes each
 * as one JSON type: text and choices as strings, numbers as numbers, switches as booleans, `many`
 * values as an array.
 */
export type FieldKind = { "type": "text" } & TextLimits | { "type": "choice", options: Array<ChoiceOption>, 
/**
 * `None`: not sent unless the person chooses.
 */
default: string | null, many: number | null, } | { "type": "number" } & NumberLimits | { "type": "switch", 
/**
 * `None`: not sent unless the person switches.
 */
default: boolean | null, 
/**
 * Sent as the words `true` and `false`.
 */
asText: boolean, } | { "type": "media" } & MediaLimits | { "type": "lora" };

/**
 * A finding about one field.
 */
export type FieldProblem = { key: FieldKey, severity: Severity, problem: Problem, };

/**
 * One value, or several of one kind; a choice is the text of its option.
 */
export type FieldValue = boolean | number | string | Array<string> | { media: MediaId, } | { media: Array<MediaId>, };

/**
 * What becomes of the files of a deleted job.
 */
export type FilesFate = "keep" | "bin";

/**
 * One of the forms that is not right.
 */
export type FormRefused = { 
/**
 * Its place among the forms that were asked for.
 */
index: number, problems: Array<FieldProblem>, };

/**
 * A filled-in form.
 */
export type FormRequest = { endpoint: Endpoint, values: Record<string, FieldValue>, };

/**
 * The key of a site that is not worked with any more, without the key.
 */
export type FormerKey = { 
/**
 * The site's host.
 */
site: string, why: WhyKept, };

/**
 * A picture of a film, to be kept as a file beside results.
 */
export type FrameKeep = { 
/**
 * The film.
 */
id: MediaId, 
/**
 * Where in it.
 */
timeMs: number, 
/**
 * The picture as PNG, in base64: the bridge carries words.
 */
png: string, };

/**
 * Fields that belong together.
 */
export type Group = { id: string, label: LocalText, };

/**
 * Why several jobs were made at once.
 */
export type GroupKind = "compare" | "variations" | "files";

/**
 * Jobs that one press made together.
 */
export type GroupView = { id: string, kind: GroupKind, };

/**
 * What this person's own jobs tell about the models.
 */
export type History = { 
/**
 * Families by their latest use, the latest first.
 */
recent: Array<string>, waiting: Array<Waited>, };

/**
 * What is known about a submit whose answer was lost.
 */
export type InquiryView = { sentAt: Timestamp, 
/**
 * The last balance that was known before it was sent.
 */
balanceBefore: Money | null, balanceNow: Money | null, 
/**
 * How many tasks the account runs now, from here or elsewhere.
 */
running: number | null, 
/**
 * How many of them are watched here.
 */
watched: number, };

/**
 * The task that an unknown submit had started, as a person found it.
 */
export type JobAttach = { id: JobId, taskId: string, };

/**
 * What became of a pressed button.
 */
export type JobCreated = { "type": "created", job: JobView, } | { "type": "refused", problems: Array<FieldProblem>, };

/**
 * Another form for a job that was not sent yet.
 */
export type JobEdit = { id: JobId, endpoint: Endpoint, values: Record<string, FieldValue>, };

/**
 * A job of this program; a UUID in practice.
 */
export type JobId = string;

/**
 * Another place in line.
 */
export type JobMove = { id: JobId, 
/**
 * The job that stands behind it then; `null` is the end of the line.
 */
before: JobId | null, };

/**
 * Another title, also for the files that were made.
 */
export type JobRename = { id: JobId, title: string, };

export type JobRequest = { id: JobId, };

/**
 * Where a job is. Each value is a true sentence about it.
 */
export type JobState = { "type": "preparing" } | { "type": "uploading" } | { "type": "waiting", reason: WaitReason, } | { "type": "submitting", since: Timestamp, } | { "type": "queued" } | { "type": "running" } | { "type": "downloading" } | { "type": "done" } | { "type": "failed", failure: Failure, } | { "type": "cancelled", charged: Charged, } | { "type": "unknown", since: Timestamp, } | { "type": "stopped" };

/**
 * A job with everything that its card and its page show.
 */
export type JobView = { id: JobId, endpoint: Endpoint, title: string, values: Record<string, FieldValue>, inputs: Array<MediaView>, results: Array<MediaView>, state: JobState, 
/**
 * How many more results the task had made that could not be fetched.
 */
missing: number, trouble: Trouble | null, 
/**
 * A person holds it before it is sent.
 */
paused: boolean, 
/**
 * The place in line that a person gave it. Jobs without one stand behind, the older first.
 */
place: number | null, 
/**
 * The site that runs it, as a host; `practice` for the built-in server.
 */
site: string, practice: boolean, createdAt: Timestamp, acceptedAt: Timestamp | null, finishedAt: Timestamp | null, 
/**
 * When the next try or question is due.
 */
nextAt: Timestamp | null, 
/**
 * RunningHub's number for it, for its support.
 */
taskId: string | null, estimate: Price, cost: Money | null, 
/**
 * What came of the wish that RunningHub ends it.
 */
cancel: Cancel | null, origin: Origin, 
/**
 * It has a star.
 */
favourite: boolean, tags: Array<string>, 
/**
 * The ids of the collections that it is in.
 */
collections: Array<string>, 
/**
 * Which of the takes with the same title it is; `null` where it is the only one.
 */
take: number | null, 
/**
 * What it was made together with.
 */
group: GroupView | null, };

export type JobsBin = { ids: Array<JobId>, files: FilesFate, };

/**
 * What became of such copies.
 */
export type JobsCopied = { 
/**
 * How many files lie in the folder now.
 */
count: number, 
/**
 * How many of the jobs have no result.
 */
without: number, refused: Array<NotCopied>, };

/**
 * Copies of everything that these jobs made, in one folder.
 */
export type JobsCopy = { ids: Array<JobId>, };

/**
 * Forms of which jobs are made at once, fifty at most.
 */
export type JobsCreate = { forms: Array<FormRequest>, 
/**
 * What they have to do with each other; `null` for nothing.
 */
group: GroupKind | null, };

/**
 * What became of the press: all were made, or none.
 */
export type JobsCreated = { "type": "created", jobs: Array<JobView>, } | { "type": "refused", refused: Array<FormRefused>, };

/**
 * Stars for these, or none.
 */
export type JobsStar = { ids: Array<JobId>, starred: boolean, };

export type JobsTag = { ids: Array<JobId>, add: Array<string>, remove: Array<string>, };

export type JobsUnbin = { bin: string, };

/**
 * How long a key is kept.
 */
export type Keep = "keychain" | "session";

/**
 * A key as it was typed. It crosses the bridge this once, inwards.
 */
export type KeyEnter = { key: string, keep: Keep, };

/**
 * Where the key is, without the key.
 */
export type KeyStatus = { "type": "none" } | { "type": "keychain", lastFour: string, } | { "type": "session", lastFour: string, } | { "type": "environment", lastFour: string, } | { "type": "locked" } | { "type": "no-keychain" };

export type KindCount = { kind: MediaKind, count: number, };

/**
 * What one dropped file turned out to be.
 */
export type Landed = { "type": "media", media: MediaView, } | { "type": "refused", name: string, error: UiError, };

/**
 * A language of the window.
 */
export type Language = "en" | "zh";

export type LibraryBesideRequest = { filter: LibraryFilter, sort: LibrarySort, id: JobId, };

/**
 * How many there are. The counts of each list are those with everything else of the filter and without this one.
 */
export type LibraryCounts = { 
/**
 * With the whole filter.
 */
total: number, states: StateCounts, favourites: number, practice: number, kinds: Array<KindCount>, 
/**
 * In the order of the catalogue.
 */
families: Array<FamilyCount>, tasks: Array<TaskCount>, 
/**
 * The newest first.
 */
months: Array<MonthCount>, 
/**
 * All there are, by name.
 */
tags: Array<TagCount>, 
/**
 * All there are, by name.
 */
collections: Array<CollectionCount>, };

export type LibraryCountsRequest = { filter: LibraryFilter, };

/**
 * What is looked for. Empty lists and `null` ask for nothing; everything that is asked for must hold.
 */
export type LibraryFilter = { 
/**
 * Beginnings of words, or any part of Chinese, Japanese and Korean; all of them must be found.
 */
text: string, 
/**
 * One of these; the same holds for kinds, families and tasks.
 */
states: Array<LibraryState>, 
/**
 * What the first result is.
 */
kinds: Array<MediaKind>, families: Array<string>, tasks: Array<Task>, 
/**
 * Those with a star alone.
 */
favourites: boolean, 
/**
 * Practice alone, or without practice.
 */
practice: boolean | null, 
/**
 * `YYYY-MM`, as the calendar of this computer was when it was made.
 */
month: string | null, 
/**
 * All of these.
 */
tags: Array<string>, collection: string | null, costs: CostBand | null, 
/**
 * Made with one press.
 */
group: string | null, };

/**
 * How the library lays out what it holds.
 */
export type LibraryLayout = "grid" | "list";

export type LibraryPage = { 
/**
 * How many fit.
 */
total: number, jobs: Array<JobView>, };

/**
 * A part of what fits, in an order.
 */
export type LibraryPageRequest = { filter: LibraryFilter, sort: LibrarySort, offset: number, 
/**
 * 200 jobs at most come at once; ids as many as are asked for.
 */
limit: number, };

/**
 * The order of the library.
 */
export type LibrarySort = "newest" | "oldest" | "name" | "longest" | "dearest";

/**
 * What the library holds, as people sort it.
 */
export type LibraryState = "making" | "done" | "failed" | "unclear";

/**
 * The whole line is held, or goes on.
 */
export type LineSet = { paused: boolean, };

/**
 * Pages that the program opens in the browser. A closed list: no address ever comes from the window.
 */
export type Link = "keys-international" | "keys-china" | "credit-international" | "credit-china" | "calls-international" | "calls-china";

export type LinkOpen = { link: Link, };

/**
 * One text in English and Simplified Chinese. Both are required: a missing one does not load.
 */
export type LocalText = { en: string, zh: string, };

/**
 * The form behind a file that came. Files among its values may be ones that nobody knows here.
 */
export type MadeWith = { endpoint: Endpoint, values: Record<string, FieldValue>, title: string, 
/**
 * The job that made it, if it is in the library.
 */
job: JobId | null, };

/**
 * A path as it was pasted.
 */
export type MediaAdd = { path: string, };

/**
 * Opens the system's dialog for files of these kinds.
 */
export type MediaChoose = { kinds: Array<MediaKind>, };

/**
 * The findings about one file. What could not be found out is `None`, never a guess.
 */
export type MediaFacts = { kind: MediaKind, 
/**
 * The container by content, lower case and short: `mp4`, `mov`, `webm`, `jpg`, `png`, `mp3`, `glb`, `txt` …
 */
format: string, sizeBytes: number, durationMs: number | null, 
/**
 * In pixels, as shown (after rotation).
 */
width: number | null, height: number | null, 
/**
 * Frames a second.
 */
frameRate: number | null, 
/**
 * A name people know: `H.264`, `HEVC`, `AV1` …
 */
videoCodec: string | null, hasSound: boolean | null, };

/**
 * An address that a person pasted and wants to have fetched.
 */
export type MediaFetch = { address: string, };

/**
 * A media file that this program knows: an input or a result. The window sees this and never a path.
 */
export type MediaId = string;

/**
 * What a file is to an eye, an ear or a reader.
 */
export type MediaKind = "video" | "image" | "audio" | "model3d" | "text";

/**
 * What a file, or each of several, must be.
 */
export type MediaLimits = { media: MediaKind, maxBytes: number, 
/**
 * Containers that the model takes, as [`crate::media::MediaFacts::format`] names them.
 */
formats: Array<string>, 
/**
 * Several files, sent in their order.
 */
many: Count | null, minSeconds: number | null, maxSeconds: number | null, 
/**
 * The shorter side, in pixels.
 */
minSide: number | null, 
/**
 * The longer side, in pixels.
 */
maxSide: number | null, 
/**
 * The longer side by the shorter.
 */
maxRatio: number | null, 
/**
 * The model was only made for clips of this family of models.
 */
madeByFamily: string | null, };

export type MediaRequest = { id: MediaId, };

/**
 * A clip or picture that comes with the program.
 */
export type MediaSample = { kind: MediaKind, };

/**
 * A file that the program knows.
 */
export type MediaView = { id: MediaId, 
/**
 * The file's name, for reading.
 */
name: string, 
/**
 * The name without number and ending.
 */
title: string, facts: MediaFacts, 
/**
 * The folder in words: `Videos / Afterframe / 2026-11-20`.
 */
folder: string, 
/**
 * It still lies where it was.
 */
available: boolean, 
/**
 * There is a poster at the media address.
 */
poster: boolean, 
/**
 * Made by the built-in server.
 */
practice: boolean, 
/**
 * The job that made it; `null` for a file from outside.
 */
madeBy: JobId | null, 
/**
 * What it was made with, on a file that just came and where that is known. Not on others.
 */
madeWith: MadeWith | null, };

/**
 * A library that could not be opened, and what took its place.
 */
export type MendedView = { 
/**
 * When the copy was taken that took its place; `null` where there was none.
 */
copiedAt: Timestamp | null, 
/**
 * The name under which the damaged file is kept; `null` where it was gone.
 */
setAside: string | null, };

/**
 * One item. Its shortcut, where it has one, does the same in the window.
 */
export type MenuAction = "new" | "add" | "search" | "settings" | "make" | "library" | "money" | "extend" | "again" | "shortcuts" | "guide" | "about";

/**
 * Which service the program works with.
 */
export type Mode = "undecided" | "practice" | "running-hub";

/**
 * Which service to work with.
 */
export type ModeChoose = { mode: Mode, };

/**
 * One endpoint of RunningHub with its words, fields and price.
 */
export type Model = { endpoint: Endpoint, 
/**
 * The family's id: the name of its file in the catalogue.
 */
family: string, 
/**
 * What the family is called, such as `Kling 3.0`; the same in every language.
 */
familyName: string, 
/**
 * The family's name with the tier: `Kling 3.0 Pro`.
 */
name: string, maker: string, 
/**
 * Further words by which people look for it.
 */
keywords: Array<string>, task: Task, tier: Tier | null, channel: Channel | null, standing: Standing, 
/**
 * Still there, but its maker sends people to a newer one.
 */
deprecated: boolean, 
/**
 * The names under which the documentation lists it.
 */
listedAs: Array<string>, output: MediaKind, 
/**
 * What it is good at, in a sentence.
 */
goodAt: LocalText, 
/**
 * What the whole family is good at.
 */
familyGoodAt: LocalText, 
/**
 * What comes out, in a few words: `adds 6 or 10 s`.
 */
gives: LocalText | null, 
/**
 * A remark that a person should read before choosing it, such as a condition on the clip.
 */
remark: LocalText | null, waitingTime: WaitingTime | null, price: PriceList | null, rules: Array<Rule>, fields: Array<Field>, };

/**
 * How well a clip suits a model: no problems, or what keeps it out.
 */
export type ModelFit = { endpoint: Endpoint, problems: Array<FieldProblem>, };

/**
 * An amount in millionths of its currency's unit.
 */
export type Money = { micros: number, currency: Currency, };

/**
 * The heads of the columns.
 */
export type MoneyColumns = { time: string, title: string, model: string, state: string, currency: string, cost: string, estimate: string, task: string, };

/**
 * Saves a list of all runs. The words of the list are the window's.
 */
export type MoneyCsv = { 
/**
 * What the file is to be called at first, without its ending.
 */
fileName: string, columns: MoneyColumns, states: MoneyStates, 
/**
 * What the models are called. One that is not here stands in the list under its own name.
 */
models: Record<Endpoint, string>, };

/**
 * What this month comes to, for each currency: known, estimated, and in line.
 */
export type MoneyMonth = { sums: Array<Money>, };

/**
 * What the runs of one model cost in one month.
 */
export type MoneyRow = { 
/**
 * `2026-11`, where the computer is.
 */
month: string, endpoint: Endpoint, 
/**
 * `null` where the model is not in the catalogue any more.
 */
family: string | null, currency: Currency, runs: number, 
/**
 * What RunningHub named.
 */
knownMicros: number, 
/**
 * Estimates, of runs for which it named nothing (yet).
 */
estimatedMicros: number, 
/**
 * Runs of which neither is known.
 */
unknownRuns: number, };

/**
 * What became of a run, in a word.
 */
export type MoneyStates = { making: string, done: string, failed: string, cancelled: string, unclear: string, };

/**
 * What was spent so far.
 */
export type MoneyTable = { 
/**
 * The newest month first. Practice is not in it.
 */
months: Array<MoneyRow>, };

export type MonthCount = { 
/**
 * `YYYY-MM`.
 */
month: string, count: number, };

/**
 * A result that was not copied, by the name of its file.
 */
export type NotCopied = { name: string, error: UiError, };

/**
 * A number with its limits, in the unit the label names.
 */
export type NumberLimits = { min: number, max: number, 
/**
 * Values are `min` plus whole steps; 1 means whole numbers only.
 */
step: number, 
/**
 * `None`: not sent unless the person sets it.
 */
default: number | null, 
/**
 * A seed: offered with dice instead of a slider.
 */
seed: boolean, };

/**
 * Where a job comes from.
 */
export type Origin = "made" | "fetched" | "found";

/**
 * What the environment sets over the settings.
 */
export type Overrides = { key: boolean, 
/**
 * The address in `RH_API_BASE_URL`.
 */
address: string | null, };

/**
 * What a price counts.
 */
export type Per = "call" | "second" | "image" | "thousand-characters";

/**
 * Which way the bytes go.
 */
export type Phase = "upload" | "download";

/**
 * One setting that the window changes by itself. Those with consequences (the folder, the proxy, the line) have commands of
 * their own.
 */
export type Preference = { "name": "theme", "value": Theme } | { "name": "language", "value": Language | null } | { "name": "newer-models", "value": boolean } | { "name": "notify", "value": boolean } | { "name": "close-to-tray", "value": boolean } | { "name": "menu-bar", "value": boolean } | { "name": "settings-in-files", "value": boolean } | { "name": "warn-below", "value": Money | null } | { "name": "ask-above", "value": Money | null } | { "name": "ask-above-in-a-month", "value": Money | null } | { "name": "volume", "value": number } | { "name": "library-layout", "value": LibraryLayout } | { "name": "card-width", "value": number } | { "name": "library-sort", "value": LibrarySort } | { "name": "details", "value": boolean } | { "name": "guided", "value": boolean };

/**
 * A price before the run. There is no variant for free: what is unknown is unknown.
 */
export type Price = { "from": "quote", amount: Money, } | { "from": "list", amount: Money, asOf: string, 
/**
 * Jobs of earlier versions do not say.
 */
atLeast: boolean, } | { "from": "rate", amount: Money, per: Per, 
/**
 * So many units are paid for together.
 */
every: number, asOf: string, atLeast: boolean, } | { "from": "unknown" };

/**
 * Published prices of one model.
 */
export type PriceList = { currency: Currency, 
/**
 * The day of the list, `YYYY-MM-DD`, or its month.
 */
asOf: string, unit: PriceUnit, 
/**
 * The list only says where the price begins.
 */
atLeast: boolean, 
/**
 * The first rule whose conditions all hold is the price.
 */
rules: Array<PriceRule>, };

/**
 * A price and the field values it holds for, as text; no conditions: always.
 */
export type PriceRule = { when: { [key in FieldKey]: string }, 
/**
 * A decimal such as `1.89`, in the list's currency.
 */
amount: string, };

/**
 * What one price is for. `every`: so many seconds are paid for together.
 */
export type PriceUnit = { "per": "call" } | { "per": "second", every: number, field: FieldKey | null, } | { "per": "clip-second", every: number, field: FieldKey, } | { "per": "image", field: FieldKey | null, } | { "per": "thousand-characters", field: FieldKey | null, };

/**
 * Forms whose list prices are asked for at once: of every card that is shown, or of every variant of a model.
 */
export type PricesRequest = { forms: Array<FormRequest>, };

/**
 * What is wrong with a value.
 */
export type Problem = { "type": "missing" } | { "type": "too-short", min: number, is: number, } | { "type": "too-long", max: number, is: number, } | { "type": "wrong-shape" } | { "type": "not-an-option" } | { "type": "out-of-range", min: number, max: number, } | { "type": "off-step", step: number, } | { "type": "wrong-type" } | { "type": "no-such-field" } | { "type": "file-gone" } | { "type": "wrong-media", needs: MediaKind, is: MediaKind, } | { "type": "wrong-format", accepts: Array<string>, is: string, } | { "type": "too-large", maxBytes: number, isBytes: number, } | { "type": "too-few", min: number, is: number, } | { "type": "too-many", max: number, is: number, } | { "type": "plays-too-short", minSeconds: number, isSeconds: number, } | { "type": "plays-too-long", maxSeconds: number, isSeconds: number, } | { "type": "too-small", minSide: number, is: number, } | { "type": "too-wide", maxSide: number, is: number, } | { "type": "too-narrow", maxRatio: number, } | { "type": "made-elsewhere", family: string, } | { "type": "not-together", other: FieldKey, value: string, allowed: Array<string>, } | { "type": "one-needed", fields: Array<FieldKey>, } | { "type": "only-one", fields: Array<FieldKey>, } | { "type": "needed-by", field: FieldKey, } | { "type": "one-needed-by", field: FieldKey, fields: Array<FieldKey>, } | { "type": "too-many-together", fields: Array<FieldKey>, max: number, is: number, } | { "type": "too-long-together", fields: Array<FieldKey>, maxSeconds: number, isSeconds: number, } | { "type": "pixels-out-of-range", min: number, max: number, is: number, };

/**
 * The proxy for everything that leaves this computer; `null` is the system's.
 */
export type ProxySave = { proxy: string | null, };

/**
 * Whether the service answers for this account.
 */
export type Reach = "unchecked" | "ok" | "refused" | "unreachable";

/**
 * Makes a text for support: about one job, or about the program.
 */
export type ReportRequest = { job: JobId | null, };

/**
 * What was taken in again from the results folder.
 */
export type ResultsFound = { count: number, };

/**
 * What a field is to the program, whatever it is called.
 */
export type Role = "duration" | "count" | "spoken" | "seed" | "width" | "height" | "prompt" | "lora" | "lora-strength";

/**
 * A rule that RunningHub documents between fields of one model.
 */
export type Rule = { "type": "only", when: { [key in FieldKey]: Array<string> }, field: FieldKey, values: Array<string>, } | { "type": "one-of", fields: Array<FieldKey>, } | { "type": "not-both", fields: Array<FieldKey>, } | { "type": "needs", field: FieldKey, other: FieldKey, } | { "type": "needs-one", field: FieldKey, others: Array<FieldKey>, } | { "type": "required-when", when: { [key in FieldKey]: Array<string> }, field: FieldKey, } | { "type": "at-most", fields: Array<FieldKey>, count: number, } | { "type": "seconds-at-most", when: { [key in FieldKey]: Array<string> }, field: FieldKey, seconds: number, } | { "type": "seconds-together", fields: Array<FieldKey>, seconds: number, } | { "type": "pixels", width: FieldKey, height: FieldKey, min: number, max: number, maxRatio: number | null, };

/**
 * Everything a person has set; kept in the database, never with a key in it.
 */
export type Settings = { theme: Theme, 
/**
 * `None` follows the system.
 */
language: Language | null, mode: Mode, 
/**
 * The base address of the site that knew the key, such as `https://www.runninghub.ai`.
 */
site: string | null, 
/**
 * Where results go; `None` is the `Afterframe` folder in the system's folder for videos.
 */
resultsFolder: string | null, 
/**
 * The proxy for everything that leaves this computer, such as `http://proxy.example:3128`; `None` takes the system's.
 */
proxy: string | null, 
/**
 * The families of models with a star, in the order in which they got it.
 */
favourites: Array<string>, 
/**
 * Models that nobody has confirmed yet, and those whose time is over, are offered too.
 */
newerModels: boolean, 
/**
 * Nothing is uploaded or submitted until the person lets the line go on.
 */
linePaused: boolean, 
/**
 * A message of the system when jobs end while the window is not in front.
 */
notify: boolean, 
/**
 * Closing the window leaves the program running in the tray.
 */
closeToTray: boolean, 
/**
 * The menu bar is shown in the window. On a Mac it always stands at the top of the screen.
 */
menuBar: boolean, 
/**
 * What a result was made with is written into its file, where the container takes it.
 */
settingsInFiles: boolean, 
/**
 * A warning is shown while the balance is below this.
 */
warnBelow: Money | null, 
/**
 * A press of the button that may cost more than this is asked about first.
 */
askAbove: Money | null, 
/**
 * A press that would bring the month above this is asked about first.
 */
askAboveInAMonth: Money | null, 
/**
 * How loud films and sounds are, in percent.
 */
volume: number, libraryLayout: LibraryLayout, 
/**
 * The width that the library's cards come close to, in CSS pixels.
 */
cardWidth: number, librarySort: LibrarySort, 
/**
 * The panel beside the library is open.
 */
details: boolean, 
/**
 * The guided first run is over: gone through, or put away.
 */
guided: boolean, };

/**
 * Whether a finding stops a job from being made.
 */
export type Severity = "blocks" | "warns";

/**
 * How many jobs the account runs at once, and how many it is running.
 */
export type SlotsView = { limit: number, running: number, };

/**
 * How sure it is that a model is offered as the catalogue says.
 */
export type Standing = "documented" | "listed" | "unconfirmed";

export type StateCounts = { making: number, done: number, failed: number, unclear: number, };

export type TagCount = { tag: string, count: number, };

/**
 * What a model does with what it is given. Its words are the window's.
 */
export type Task = "video-extend" | "image-to-video" | "text-to-video" | "start-end-to-video" | "reference-to-video" | "video-edit" | "motion-control" | "lip-sync" | "video-transition" | "video-effects" | "video-upscale" | "video-restore" | "frame-rate" | "video-translate" | "short-film" | "character" | "text-to-image" | "image-edit" | "image-upscale" | "text-to-3d" | "image-to-3d" | "world" | "text-to-speech" | "voice-clone" | "voice-design" | "music" | "song-extend" | "sound" | "lyrics" | "describe" | "text" | "tool";

export type TaskCount = { task: Task, count: number, };

/**
 * A task of the account that no job has.
 */
export type TaskFetch = { taskId: string, 
/**
 * The model that made it, where it is known.
 */
endpoint: Endpoint | null, };

/**
 * Free text with its limits. Lengths count characters.
 */
export type TextLimits = { minLength: number | null, maxLength: number | null, 
/**
 * Several lines rather than one.
 */
long: boolean, default: string | null, 
/**
 * A regular expression that the whole text matches; the field's help says it in words.
 */
pattern: string | null, 
/**
 * Takes up to so many texts.
 */
many: number | null, 
/**
 * Texts that are known to work; others are taken too.
 */
suggestions: Array<ChoiceOption>, };

/**
 * Light, dark, or as the system is.
 */
export type Theme = "system" | "light" | "dark";

/**
 * How good or how fast, among siblings that do the same.
 */
export type Tier = { id: string, label: LocalText, };

/**
 * Milliseconds since 1970-01-01 UTC.
 */
export type Timestamp = number;

/**
 * Programs that the studio uses where they are installed.
 */
export type Tools = { ffmpeg: boolean, };

/**
 * Something that delays a job and is tried again.
 */
export type Trouble = "connection" | "server" | "folder" | "space" | "key" | "account";

/**
 * A failed request. The words are the window's, by `code`; `detail` is for the folded technical part.
 */
export type UiError = { code: ErrorCode, detail: string, charged: Charged, 
/**
 * The same request may succeed when it is made again.
 */
retryable: boolean, };

/**
 * What came back.
 */
export type Unbinned = { count: number, 
/**
 * How many could not come back: their time was over.
 */
missing: number, };

/**
 * Why an uploaded job is not submitted yet. All of these pass by themselves.
 */
export type WaitReason = "slot" | "busy" | "offline" | "key";

/**
 * How long the jobs of one model took from when they were accepted to their end.
 */
export type Waited = { endpoint: Endpoint, 
/**
 * How many were looked at.
 */
count: number, 
/**
 * A quarter of them was quicker, in seconds.
 */
from: number, 
/**
 * A quarter of them was slower, in seconds.
 */
to: number, };

/**
 * How long a run usually takes, in seconds. A published or measured guess, shown as such.
 */
export type WaitingTime = { from: number, to: number, };

/**
 * Why a former key is still there.
 */
export type WhyKept = "fetching" | "not-removed";

/** Every command with what it takes and what it gives. */
export interface Commands {
  app_start: { request: null; answer: AppStart };
  setting_set: { request: Preference; answer: Settings };
  favourite_set: { request: FavouriteSet; answer: Settings };
  folder_choose: { request: null; answer: Settings | null };
  folder_reset: { request: null; answer: Settings };
  proxy_save: { request: ProxySave; answer: Settings };
  link_open: { request: LinkOpen; answer: null };
  app_quit: { request: null; answer: null };
  key_enter: { request: KeyEnter; answer: AccountView };
  key_reload: { request: null; answer: AccountView };
  key_remove: { request: null; answer: AccountView };
  account_refresh: { request: null; answer: AccountView };
  mode_choose: { request: ModeChoose; answer: AccountView };
  media_add: { request: MediaAdd; answer: MediaView };
  media_choose: { request: MediaChoose; answer: MediaView | null };
  media_choose_several: { request: MediaChoose; answer: Array<Landed> };
  media_sample: { request: MediaSample; answer: MediaView };
  media_get: { request: MediaRequest; answer: MediaView };
  media_reveal: { request: MediaRequest; answer: null };
  media_copy: { request: MediaRequest; answer: boolean };
  media_paste: { request: null; answer: Array<Landed> };
  media_copy_file: { request: MediaRequest; answer: null };
  media_drag: { request: MediaRequest; answer: null };
  media_fetch: { request: MediaFetch; answer: MediaView | null };
  media_fetch_stop: { request: MediaFetch; answer: null };
  frame_keep: { request: FrameKeep; answer: MediaView };
  money_table: { request: null; answer: MoneyTable };
  money_month: { request: null; answer: MoneyMonth };
  money_csv: { request: MoneyCsv; answer: boolean };
  model_fits: { request: MediaRequest; answer: Array<ModelFit> };
  form_check: { request: FormRequest; answer: Array<FieldProblem> };
  form_price: { request: FormRequest; answer: Price };
  prices_list: { request: PricesRequest; answer: Array<Price> };
  job_create: { request: FormRequest; answer: JobCreated };
  jobs_create: { request: JobsCreate; answer: JobsCreated };
  job_list: { request: null; answer: Array<JobView> };
  job_send_again: { request: JobRequest; answer: JobView };
  job_stop_watching: { request: JobRequest; answer: JobView };
  job_watch_again: { request: JobRequest; answer: JobView };
  job_cancel: { request: JobRequest; answer: JobView };
  job_pause: { request: JobRequest; answer: JobView };
  job_resume: { request: JobRequest; answer: JobView };
  job_move: { request: JobMove; answer: JobView };
  job_edit: { request: JobEdit; answer: JobCreated };
  line_set: { request: LineSet; answer: Settings };
  job_inquire: { request: JobRequest; answer: InquiryView };
  job_attach: { request: JobAttach; answer: JobView };
  task_fetch: { request: TaskFetch; answer: JobView };
  results_find: { request: null; answer: ResultsFound };
  report_make: { request: ReportRequest; answer: string };
  library_page: { request: LibraryPageRequest; answer: LibraryPage };
  library_counts: { request: LibraryCountsRequest; answer: LibraryCounts };
  library_ids: { request: LibraryPageRequest; answer: Array<JobId> };
  library_beside: { request: LibraryBesideRequest; answer: Beside };
  job_get: { request: JobRequest; answer: JobView };
  history: { request: null; answer: History };
  jobs_star: { request: JobsStar; answer: null };
  jobs_tag: { request: JobsTag; answer: null };
  job_rename: { request: JobRename; answer: JobView };
  jobs_copy: { request: JobsCopy; answer: JobsCopied | null };
  jobs_bin: { request: JobsBin; answer: Binned };
  jobs_unbin: { request: JobsUnbin; answer: Unbinned };
  collection_create: { request: CollectionCreate; answer: Collection };
  collection_rename: { request: CollectionRename; answer: Collection };
  collection_remove: { request: CollectionRequest; answer: null };
  collection_fill: { request: CollectionFill; answer: null };
}
