/** What the account says about money: the currency that it pays in. */
import type { AccountView, Currency, Settings } from '$lib/platform/bindings';

/**
 * The currency of the balance; before it is known, that of the site, or of a limit that is set already. The practice server
 * counts in play money, so its balance says nothing.
 */
export function currencyOf(
  { mode, balance, site }: Pick<AccountView, 'mode' | 'balance' | 'site'>,
  settings: Pick<Settings, 'site' | 'warnBelow' | 'askAbove' | 'askAboveInAMonth'>,
): Currency {
  if (mode !== 'practice' && balance) return balance.currency;
  const host = mode === 'practice' ? settings.site : (site ?? settings.site);
  if (host && /runninghub\.ai/.test(host)) return 'USD';
  if (host && /runninghub\.cn/.test(host)) return 'CNY';
  const limit = settings.warnBelow ?? settings.askAbove ?? settings.askAboveInAMonth;
  return limit?.currency ?? 'USD';
}
