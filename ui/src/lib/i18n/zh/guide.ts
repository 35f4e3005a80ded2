/** 首次使用引导：在真实控件旁的几句话。 */
import type { guide as en } from '../en/guide';

export const guide: typeof en = {
  label: '入门引导',
  offer: '第一次使用？',
  start: '带我看看',
  dismiss: '不用了',
  place: (step, all) => `第 ${step} 步，共 ${all} 步`,
  next: '下一步',
  back: '上一步',
  skip: '跳过',
  finish: '完成',
  elsewhere: '带我过去',
  example: '太阳沉入最后一道山脊，山谷里亮起灯火。',
  steps: {
    clip: {
      title: '放入一个片段',
      body: '把视频或图片拖到窗口的任意位置。想先试试的话，可以用我们的示例。',
      act: '使用示例片段',
    },
    choose: {
      title: '选择要做什么',
      body: '这里列出了可以对片段做的事。下方每张卡片是一个模型，写着它的长处和价格。',
    },
    make: {
      title: '描述想法，然后生成',
      body: '用自己的话描述。价格写在按钮上，练习时不产生费用。',
      act: '替我写一句',
      paid: '用自己的话描述。价格写在按钮上，按下之前不会发送任何内容。',
    },
    wait: {
      title: '正在生成',
      body: '这里显示当前的真实状态。你可以继续工作，也可以关闭窗口：下次打开时会取回作品。',
    },
    watch: {
      title: '已经完成',
      body: '打开即可观看。文件也保存在你的作品文件夹中。',
      act: '观看',
    },
    extend: {
      title: '接着往下做',
      body: '在这里可以续写、再做一次，或用于其他模型。就是这么简单。',
    },
  },
};
