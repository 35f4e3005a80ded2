/** 窗口框架：导航栏、提示、对话框、拖放。 */
import type { shell as en } from '../en/shell';

export const shell: typeof en = {
  rail: { label: '分区', make: '创作', library: '作品库', settings: '设置' },
  balance: '余额',
  practice: '练习',
  practiceHint: '练习模式：一切都在这台电脑上进行，不产生费用。',
  keyRefused: '密钥被拒绝',
  offline: '未连接',
  storeFailing: '磁盘无法写入，因此不会发送任何内容。腾出空间后会自动继续。',
  starting: '正在启动',
  startFailed: '无法读取程序数据。',
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
    leftSpoken: (count) => `还可输入 ${count} 个字符`,
    notSet: '由模型决定',
  },
};
