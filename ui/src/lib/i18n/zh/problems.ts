/** 一个值哪里不对，写在它的字段旁边。 */
import type { MediaKind } from '$lib/platform/bindings';
import type { problems as en } from '../en/problems';

const kinds: Record<MediaKind, string> = {
  video: '视频',
  image: '图片',
  audio: '声音',
  model3d: '3D 模型',
  text: '文本',
};

export const problems: typeof en = {
  missing: () => '此项必填。',
  'too-short': (problem) => `至少需要 ${problem.min} 个字符。`,
  'too-long': (problem) => `超出 ${problem.is - problem.max} 个字符。`,
  'wrong-shape': () => '请按此项的说明填写。',
  'not-an-option': () => '请从选项中选择。',
  'out-of-range': (_, limits) => `必须在 ${limits} 之间。`,
  'off-step': (problem) => (problem.step === 1 ? '只接受整数。' : `只接受 ${problem.step} 的倍数。`),
  'wrong-type': () => '这个值不适合这里，请另选。',
  'no-such-field': () => '这个模型没有此项。',
  'file-gone': () => '文件已不存在，请另选。',
  'wrong-media': (problem) => `需要${kinds[problem.needs]}，而这是${kinds[problem.is]}。`,
  'wrong-format': (problem, accepts) => `支持 ${accepts}，而这是 ${problem.is.toUpperCase()}。`,
  'too-large': (_, most, is) => `上限 ${most}，此文件为 ${is}。请换更短或更小的文件。`,
  'too-few': (problem) => `至少需要 ${problem.min} 个，现有 ${problem.is} 个。`,
  'too-many': (problem) => `最多 ${problem.max} 个，现有 ${problem.is} 个。请移除 ${problem.is - problem.max} 个。`,
  'plays-too-short': (_, least, is) => `至少需要 ${least} 秒，此文件为 ${is} 秒。请换更长的文件。`,
  'plays-too-long': (_, most, is) => `最长 ${most} 秒，此文件为 ${is} 秒。请换更短的文件。`,
  'too-small': (_, least, is) => `短边至少需要 ${least} 像素，此文件为 ${is}。请换更大的文件。`,
  'too-wide': (_, most, is) => `长边最多 ${most} 像素，此文件为 ${is}。请换更小的文件。`,
  'too-narrow': (_, ratio) => `长边最多是短边的 ${ratio} 倍。`,
  'made-elsewhere': (_, family) => `适用于 ${family} 生成的片段，其他片段可能被拒绝。`,
  'not-together': (_, other, value, allowed) =>
    allowed === '' ? `与“${other}”的 ${value} 不搭配，请另选。` : `“${other}”为 ${value} 时，这里只能选 ${allowed}。`,
  'one-needed': (_, fields) => `以下各项至少需要一项：${fields}。`,
  'only-one': (_, fields) => `以下各项只能使用一项：${fields}。请移除其余的。`,
  'needed-by': (_, field) => `已设置“${field}”，因此此项也需要填写。`,
  'one-needed-by': (_, field, fields) => `已设置“${field}”，因此以下各项至少需要一项：${fields}。`,
  'too-many-together': (problem, fields) =>
    `${fields}合计最多 ${problem.max} 个文件，现有 ${problem.is} 个。请移除 ${problem.is - problem.max} 个。`,
  'too-long-together': (_, fields, most, is) => `${fields}合计最长 ${most} 秒，现为 ${is} 秒。请换更短的文件。`,
  'pixels-out-of-range': (_, limits, is) => `宽 × 高须在 ${limits} 百万像素之间，现为 ${is}。`,
};
