/** 查找：在全部模型中搜索。 */
import type { finder as en } from '../en/finder';

export const finder: typeof en = {
  title: '查找模型',
  placeholder: '可灵、对口型、音乐、Kling …',
  searchLabel: '名称、厂商或要做的事',
  have: { words: '只有文字', video: '视频', image: '图片', audio: '声音' },
  want: { video: '视频', image: '图片', audio: '声音', model3d: '3D 模型', text: '文本' },
  haveLabel: '我有',
  wantLabel: '我想要',
  orderLabel: '排序',
  orders: { usual: '常用优先', price: '便宜优先' },
  onlyFavourites: '收藏',
  newer: '较新、尚未确认的模型',
  sections: { favourites: '收藏', recent: '最近用过', all: '全部模型', found: '搜索结果' },
  list: '模型',
  count: (count) => `${count} 个模型`,
  none: '没有符合全部条件的模型',
  noneBody: '请减少筛选条件，或换个说法。',
  clear: '清除所有条件',
  keys: '↑ ↓ 选择，Enter 打开，Esc 关闭',
};
