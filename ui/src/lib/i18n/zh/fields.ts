/** 表单控件的文字；字段名称来自模型目录。 */
import type { fields as en } from '../en/fields';

export const fields: typeof en = {
  on: '开',
  off: '关',
  another: '另一项',
  leftToModel: '由模型决定',
  choose: '请选择',
  search: '输入以搜索',
  nothingFound: '没有找到',
  showList: '展开列表',
  changed: (count) => `已更改 ${count} 项`,
  limits: (from, to) => `${from}–${to}`,
  texts: {
    add: '添加一行',
    remove: (row) => `移除第 ${row} 行`,
    row: (label, row) => `${label}，第 ${row} 行`,
  },
  size: {
    label: '尺寸',
    ratios: '比例',
    swap: '交换宽和高',
    pixels: (mega) => `${mega} 百万像素`,
  },
  files: {
    add: {
      video: '添加视频',
      image: '添加图片',
      audio: '添加声音',
      model3d: '添加 3D 模型',
      text: '添加文本',
    },
    drop: '或拖到这里',
    change: '更换',
    remove: (name) => `移除 ${name}`,
    count: (is, most) => `${is} / ${most} 个`,
    place: (place, count, name) => `第 ${place} 个，共 ${count} 个：${name}`,
    howToMove: '用方向键或拖动来调整顺序，按 Delete 键移除。',
    moved: (name, place, count) => `${name} 现在是第 ${place} 个，共 ${count} 个`,
    removed: (name) => `已移除 ${name}`,
    gone: '文件已不在原处',
    loading: '正在查看',
    play: (name) => `播放 ${name}`,
    pause: (name) => `暂停 ${name}`,
    seconds: (seconds) => `${seconds} 秒`,
  },
};
