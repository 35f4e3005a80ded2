/** What a job is doing, in true sentences, and what can be done with it. */
import type { Trouble, WaitReason } from '$lib/platform/bindings';

const waiting: Record<WaitReason, string> = {
  slot: 'Waiting for a free slot',
  busy: 'RunningHub is busy, waiting',
  offline: 'No connection, waiting',
  key: 'Waiting for a key that works',
};

const trouble: Record<Trouble, string> = {
  connection: 'No connection; it goes on by itself',
  server: 'RunningHub does not answer; trying again',
  folder: 'The results folder cannot be written to',
  key: 'The key is not accepted any more',
};

export const jobs = {
  states: {
    preparing: 'Preparing',
    uploading: 'Uploading',
    uploadingShare: (share: string) => `Uploading ${share}`,
    waiting,
    submitting: 'Sending it to RunningHub',
    submittingPractice: 'Sending it to the practice server',
    queued: "In RunningHub's queue",
    queuedPractice: 'In the practice queue',
    running: (usually: string) => `Being made · usually ${usually}`,
    runningPractice: 'Being made',
    downloading: 'Downloading',
    downloadingShare: (share: string) => `Downloading ${share}`,
    done: 'Done',
    unknown: "We don't know whether RunningHub started this one",
    unknownPractice: "We don't know whether the practice server started this one",
    stopped: 'Not watched any more',
  },
  trouble,
  unknownBody: 'The connection broke just as it was sent. It may be running, and it may be charged.',
  unknownCheck: 'See my calls at RunningHub',
  sendAgain: 'Send again',
  unknownBodyPractice:
    'The connection broke just as it was sent. Practice costs nothing, so it can be sent again freely.',
  sendAgainHint: 'If the first one was started after all, both are charged.',
  sendAgainTitle: 'Send it again?',
  sendAgainBody: 'The first one may be running after all. Then both are made, and you may be charged twice.',
  sendAgainBodyPractice: 'The first one may be running after all. Then both are made; practice costs nothing.',
  stoppedBody: 'RunningHub may still go on with it.',
  stoppedBodyPractice: 'The practice server may still go on with it.',
  stopWatching: 'Stop watching',
  stopWatchingHint: 'RunningHub goes on with it; nothing is cancelled there.',
  stopWatchingHintPractice: 'The practice server goes on with it.',
  watchAgain: 'Watch again',
  announce: (title: string, sentence: string) => `${title}: ${sentence}`,
  dismiss: (title: string) => `Put ${title} away`,
};
