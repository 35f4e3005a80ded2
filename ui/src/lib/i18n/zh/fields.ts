/** 表单控件的文字；字段名称来自模型目录。 */
import type { fields as en } from '../en/fields';

export const fields: typeof en = {
  on: '开',
  off: '关',
  another: '另一项',
};
