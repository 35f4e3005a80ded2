/** The welcome page, and everything that is said about a key: where it comes from, what became of it, what it may do. */
import type { AccountKind, ErrorCode } from '$lib/platform/bindings';

/** What to do about a key that was not taken. Codes without a hint have said everything in their sentence. */
const hints: Partial<Record<ErrorCode, string>> = {
  'key-unknown':
    'Neither runninghub.ai nor runninghub.cn has it. Perhaps it was switched off or belongs to something else.',
  'site-unreachable': 'Nothing was kept. The key stays in the field.',
};

const kinds: Record<AccountKind, string> = {
  shared: 'Enterprise-shared: can run models',
  consumer: 'Member key: cannot run models',
  exclusive: 'Enterprise-exclusive: cannot run models',
  other: 'A kind that this version does not know',
};

export const welcome = {
  title: 'Drop a clip. See what happens next.',
  body: 'Afterframe continues, animates and transforms your footage with the best hosted video models.',
  keyDoor: 'I have a RunningHub key',
  practiceDoor: 'Just look around',
  practiceBody: 'Practice mode: everything works on this computer, with sample results. No account, no cost.',
  practiceLater: 'You can add a key later.',
  practiceStart: 'Start practising',
  environmentUse: 'Use this key',
  key: {
    label: 'RunningHub key',
    placeholder: 'Paste your key',
    safe: "It is kept in your system's keychain and sent to RunningHub only.",
    show: 'Show the key',
    hide: 'Hide the key',
    next: 'Continue',
    checking: 'Asking RunningHub',
    where: 'Where do I get one?',
    hints,
    notKept: 'RunningHub accepted the key, but it could not be kept.',
    tryAgain: 'Try again',
    sessionOnly: 'Keep for this session only',
    sentences: (parts: string[]) => parts.join(' '),
    sessionHint: 'Then it has to be pasted again at the next start.',
  },
  help: {
    title: 'Where a key comes from',
    two: 'RunningHub has two sites with separate accounts. Afterframe finds out by itself which one yours is from.',
    which:
      'It must be an enterprise-shared key, which pays by use from a wallet. A member (consumer) key cannot run models.',
    international: 'Open runninghub.ai',
    internationalNote: 'International, in dollars',
    china: 'Open runninghub.cn',
    chinaNote: 'China, in yuan',
  },
  accepted: {
    title: 'Your key works',
    balance: (amount: string) => `${amount} left`,
    balanceUnknown: 'balance not known',
    kept: "Kept in your system's keychain.",
    session: 'Kept for this session only.',
    announce: (site: string, balance: string) => `Your key works at ${site}, ${balance}.`,
  },
  wrongKind: {
    title: 'Your account is there, but this key cannot run models',
    member: (site: string) =>
      `${site} knows the key. It is a member (consumer) key, and RunningHub runs models only for enterprise-shared keys.`,
    exclusive: (site: string) =>
      `${site} knows the key. It is an enterprise-exclusive key for rented machines, and RunningHub runs models only for enterprise-shared keys.`,
    where: 'The right one is made on the same site, in the same account.',
    make: 'Where the right one is made',
    another: 'Use another key',
    practise: 'Practise for now',
    anyway: 'Go on anyway',
  },
  kinds,
};
