/** 任务正在做什么，以及能对它做什么。 */
import type { jobs as en } from '../en/jobs';

export const jobs: typeof en = {
  states: {
    preparing: '正在准备',
    uploading: '正在上传',
    uploadingShare: (share) => `正在上传 ${share}`,
    waiting: {
      slot: '等待空闲名额',
      busy: 'RunningHub 繁忙，等待中',
      offline: '没有网络，等待中',
      key: '等待可用的密钥',
    },
    submitting: '正在提交给 RunningHub',
    submittingPractice: '正在提交给练习服务器',
    queued: '在 RunningHub 排队',
    queuedPractice: '在练习队列中',
    running: (usually) => `正在生成 · 通常 ${usually}`,
    runningPractice: '正在生成',
    downloading: '正在下载',
    downloadingShare: (share) => `正在下载 ${share}`,
    done: '完成',
    unknown: '不清楚 RunningHub 是否已开始',
    stopped: '已不再关注',
  },
  trouble: {
    connection: '没有网络，恢复后自动继续',
    server: 'RunningHub 没有回应，正在重试',
    folder: '无法写入作品文件夹',
    key: '密钥已不被接受',
  },
  unknownBody: '提交的瞬间连接中断。它可能正在运行，也可能已经扣费。',
  unknownCheck: '查看 RunningHub 上的调用记录',
  sendAgain: '重新发送',
  sendAgainHint: '如果第一次其实已经开始，两次都会扣费。',
  stoppedBody: 'RunningHub 可能仍在继续。',
  stopWatching: '不再关注',
  stopWatchingHint: 'RunningHub 会继续，不会在那边取消。',
  watchAgain: '继续关注',
  announce: (title, sentence) => `${title}：${sentence}`,
  dismiss: (title) => `收起 ${title}`,
};
