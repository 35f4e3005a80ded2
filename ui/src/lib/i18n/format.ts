/** Numbers, money, sizes and times as a person of one language and region writes them. Words are in `en/` and `zh/`. */
import type { Money, Timestamp } from '$lib/platform/bindings';

/**
 * The person's region within the language of the window: the first wish of the system that is the same language in the same
 * script as `fallback`, which serves where there is none. A system without locales calls its language `C`.
 */
export function localeOf(fallback: string, preferred: readonly string[]): string {
  const written = (tag: string) => {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script ?? ''}`;
  };
  const fits = preferred.find((tag) => {
    try {
      return written(tag) === written(fallback);
    } catch {
      return false;
    }
  });
  return fits ?? fallback;
}

export type Format = ReturnType<typeof createFormat>;

/** The system's formatters are dear to make and cheap to use: each is made once. */
function keeping<Options extends object, Made>(make: (options: Options) => Made): (options: Options) => Made {
  const kept: Record<string, Made> = {};
  return (options) => (kept[JSON.stringify(options)] ??= make(options));
}

export function createFormat(locale: string) {
  const numbers = keeping((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
  const dates = keeping((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
  const lists = keeping((options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const plurals = new Intl.PluralRules(locale);
  const number = (value: number, most = 2) => numbers({ maximumFractionDigits: most }).format(value);
  const fixed = (value: number, digits: number) =>
    numbers({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const day = (time: Timestamp) => new Date(time).setHours(0, 0, 0, 0);

  const startOf = (key: string) =>
    new Date(Number(key.slice(0, 4)), Number(key.slice(5, 7)) - 1, Number(key.slice(8, 10) || 1));

  return {
    locale,
    number,
    percent: (share: number) => numbers({ style: 'percent', maximumFractionDigits: 0 }).format(share),
    /** Two decimals, more where an amount would otherwise read as nothing. */
    money: ({ micros, currency }: Money) => {
      const amount = micros / 1_000_000;
      const digits = amount !== 0 && Math.abs(amount) < 0.01 ? 4 : 2;
      return numbers({
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      }).format(amount);
    },
    /** An amount as it is typed, without a sign. */
    amount: (value: number) =>
      numbers({ minimumFractionDigits: 0, maximumFractionDigits: 2, useGrouping: false }).format(value),
    /** `$`, `¥`. */
    currencySign: (currency: Money['currency']) =>
      numbers({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
        .formatToParts(0)
        .find(({ type }) => type === 'currency')?.value ?? currency,
    /** `6.4 MB`. A megabyte is 1024 × 1024 bytes, as in RunningHub's limits. */
    bytes: (size: number) => {
      // Chinese is set with a space after a number, as the other units are.
      if (size < 1024)
        return numbers({ style: 'unit', unit: 'byte', unitDisplay: 'long' })
          .format(size)
          .replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
      const [unit, by] = size < 1024 ** 2 ? ['kB', 1024] : size < 1024 ** 3 ? ['MB', 1024 ** 2] : ['GB', 1024 ** 3];
      const amount = size / by;
      return `${number(amount, amount < 100 ? 1 : 0)} ${unit}`;
    },
    /** Seconds with one decimal, without a unit: `8.0`. */
    seconds: (milliseconds: number) => fixed(milliseconds / 1000, milliseconds % 1000 < 50 ? 0 : 1),
    timeOfDay: (time: Timestamp) => dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time),
    /** `today`, `yesterday`, `12 Nov` or, in another year, `12 Nov 2025`. */
    day: (time: Timestamp, now: Timestamp) => {
      const ago = Math.round((day(now) - day(time)) / 86_400_000);
      if (ago === 0 || ago === 1) return relative.format(-ago, 'day');
      const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
      return dates({
        day: 'numeric',
        month: 'short',
        ...(sameYear ? {} : { year: 'numeric' }),
      }).format(time);
    },
    /** `12 Nov 2026` of `2026-11-12`, and `November 2026` of `2026-11`: the day of a list, as far as it is known. */
    listDay: (key: string) =>
      key.length > 7
        ? dates({ day: 'numeric', month: 'short', year: 'numeric' }).format(startOf(key))
        : dates({ month: 'long', year: 'numeric' }).format(startOf(key)),
    /** `November 2026` of `2026-11`. */
    month: (key: string) => dates({ month: 'long', year: 'numeric' }).format(startOf(key)),
    /** `Nov` of `2026-11`. */
    monthShort: (key: string) => dates({ month: 'short' }).format(startOf(key)),
    /** `MP4, MOV or WebM`. */
    anyOf: (parts: string[]) => lists({ type: 'disjunction' }).format(parts),
    /** `pictures, clips and sounds`. */
    allOf: (parts: string[]) => lists({ type: 'conjunction' }).format(parts),
    /** `one, two`: parts of one line that belong to no sentence. */
    listed: (parts: string[]) => lists({ type: 'unit' }).format(parts),
    /** The plural category of a whole number. */
    plural: (count: number) => plurals.select(count),
  };
}

/** `0:08`, for the simple player. */
export function clock(seconds: number): string {
  const whole = Math.floor(Number.isFinite(seconds) ? Math.max(0, seconds) : 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `0:09.12`: minutes, seconds and the frame within the second. */
export function timecode(seconds: number, frameRate: number): string {
  const safe = Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
  // A time that stands at the very start of a frame must not fall into the one before it.
  const frames = Math.floor(safe * frameRate + 0.001);
  const perSecond = Math.round(frameRate);
  return `${clock(Math.floor(frames / perSecond))}.${String(frames % perSecond).padStart(2, '0')}`;
}
