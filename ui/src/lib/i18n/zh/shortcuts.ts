/** 快捷键列表。 */
import type { shortcuts as en } from '../en/shortcuts';

export const shortcuts: typeof en = {
  title: '键盘快捷键',
  everywhere: '全局',
  player: '播放器',
  names: {
    make: '生成',
    add: '选择文件',
    new: '重新开始',
    extend: '续写打开的片段',
    again: '再做一次打开的片段',
    views: '创作、作品库',
    search: '在作品库中搜索',
    settings: '设置',
    zoom: '放大、缩小、还原',
    bin: '删除打开的片段',
    close: '关闭',
    list: '显示此列表',
    play: '播放或暂停',
    jump: '后退或前进五秒',
    frame: '后退或前进一帧',
    second: '后退或前进一秒',
    ends: '开头、结尾',
    mute: '静音',
    fullScreen: '全屏',
    loop: '循环',
    clips: '上一个、下一个片段',
  },
};
