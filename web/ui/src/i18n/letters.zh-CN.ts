// The words of the page of letters' texts in Chinese.
export const lettersZhCN = {
  title: '文书模板', lead: '许可和批次各步骤文书的正文。改后的文本用于以后新出的文书，已出具的不变。',
  pick: '选择文书', count: '{{count}} 种', search: '按名称查找', none: '没有这种文书', changed: '已修改', original: '原文',
  text: '正文', textHint: '一行一段，第一行是收文对象。花括号里的字段出具时自动填写。', fields: '可用字段', fieldsHint: '点一下插入到光标处；其他字段不能用。', preview: '预览', previewHint: '字段以说明代替；出具时没有的内容留空，手写填入。',
  unknown: '本文书没有这些字段：{{fields}}', braces: '花括号不成对；要写花括号本身请写两个', empty: '正文不能为空', long: '正文不能超过 {{most}} 字',
  save: '保存为新版本', saved: '已保存为第 {{version}} 版', undo: '放弃修改', leave: '有未保存的修改，确定放弃？', yes: '放弃', no: '继续编辑',
  versions: '历次版本', version: '第 {{version}} 版', delivered: '系统原文', now: '现用', by: '{{by}}，{{time}}', look: '放入编辑框', restoreHint: '放入编辑框后保存，即成为新版本；旧版本都保留。', same: '与现用文本相同',
}
