/** 作品库。 */
import type { library as en } from '../en/library';

export const library: typeof en = {
  title: '作品库',
};
