/** 并排比较作品。 */
import type { compare as en } from '../en/compare';

export const compare: typeof en = {
  label: '比较',
  title: '并排比较',
  back: '返回',
  hear: (name) => `试听 ${name}`,
  pick: (name) => `选中 ${name}`,
  keep: '保留这个',
  kept: '已保留',
  others: (count, one) => (one ? '另一个怎么办？' : `另外 ${count} 个怎么办？`),
  binOthers: () => '移到回收站',
  leaveOthers: () => '先留着',
  none: '没有可以比较的作品了。',
  madeIn: (time) => `用时 ${time}`,
  controls: '同时控制',
};
