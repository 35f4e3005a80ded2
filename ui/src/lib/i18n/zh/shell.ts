/** 窗口框架：导航栏、提示、对话框、拖放。 */
import type { shell as en } from '../en/shell';

export const shell: typeof en = {
  rail: { label: '导航', make: '创作', library: '作品库', money: '费用', settings: '设置' },
  balance: '余额',
  practice: '练习',
  practiceHint: '练习模式：一切都在这台电脑上进行，不产生费用。',
  keyRefused: '密钥被拒绝',
  offline: '未连接',
  storeFailing: '磁盘无法写入，因此不会发送任何内容。腾出空间后会自动继续。',
  mended: {
    title: '作品库已损坏',
    goneTitle: '作品库不见了',
    restored: (day, time) => `已换上 ${day} ${time} 的副本。`,
    anew: '没有可用的副本，因此作品库从头开始。你的作品仍在原处。',
    newer: '作品文件夹里有、作品库里没有的作品，现在会陆续加入。',
    doubtful: '副本中仍在等待的作品，此后可能已经提交。重新发送前请先查看。',
    kept: (name) => `没有删除任何内容。损坏的文件保留在数据文件夹中，名为 ${name}。`,
    understood: '知道了',
  },
  startFailed: 'Afterframe 无法读取它的数据。',
  tryAgain: '重试',
  close: '关闭',
  cancel: '取消',
  details: '技术细节',
  copy: '复制',
  copied: '已复制',
  notices: '提示',
  drop: {
    title: '放到这里',
    body: '视频或图片。按下“生成”之前，它不会离开这台电脑。',
    looking: '正在查看文件',
  },
  environment: {
    key: '密钥来自环境变量（RH_API_KEY）。',
    address: (address) => `地址来自环境变量：${address}`,
  },
  field: {
    randomSeed: '随机取一个',
    clear: '清除',
    every: '每次都不同',
    left: (used, most) => `${used} / ${most}`,
  },
};
