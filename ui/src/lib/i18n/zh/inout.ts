/** 文件的进出：随文件找回的设置、粘贴、下载与复制。 */
import type { inout as en } from '../en/inout';

export const inout: typeof en = {
  restored: {
    note: (name) => `这些是生成“${name}”时所用的设置。`,
    missing: (fields, count) =>
      count === 1
        ? `有一个文件在这里找不到了，请重新添加：${fields}。`
        : `有些文件在这里找不到了，请重新添加：${fields}。`,
    useFile: '改用这个文件本身',
    known: (name) => `生成“${name}”时所用的设置可以找回。`,
    useSettings: '用回这些设置',
    dismiss: '收起这条提示',
  },
  fetch: {
    title: (host) => `从 ${host} 下载这个文件？`,
    body: '你粘贴了一个网址。文件会下载并保存在这台电脑上，除此之外不会发送任何内容。',
    address: '网址',
    yes: '下载',
    busy: '正在下载',
    stop: '停止',
    stopping: '正在停止',
  },
  copyFile: '复制文件',
  fileCopied: '文件已复制到剪贴板。',
};
