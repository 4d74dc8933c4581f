// The words of the page of letters' texts in English.
import type { lettersZhCN } from './letters.zh-CN'

export const lettersEn: typeof lettersZhCN = {
  title: 'Texts of letters', lead: 'What the letters of permits and rounds say, step by step. A changed text is for letters made from then on; those already made stay.',
  pick: 'Choose a letter', count: '{{count}} letters', search: 'Find by name', none: 'No such letter', changed: 'Changed', original: 'As delivered',
  text: 'Text', textHint: 'A paragraph a line; the first is the addressee. Fields in braces are filled in when the letter is made.', fields: 'Fields', fieldsHint: 'A press puts one in at the cursor; this letter has no others.', preview: 'Preview', previewHint: 'Fields are shown by what they stand for; what the file does not say is left open, to be written by hand.',
  unknown: 'This letter does not have these fields: {{fields}}', braces: 'Braces do not match; for a brace itself write two', empty: 'The text is empty', long: 'The text is longer than {{most}} characters',
  save: 'Save as a new version', saved: 'Saved as version {{version}}', undo: 'Discard changes', leave: 'There are changes that are not saved. Discard them?', yes: 'Discard', no: 'Go on editing',
  versions: 'Versions', version: 'Version {{version}}', delivered: 'As delivered', now: 'In use', by: '{{by}}, {{time}}', look: 'Put into the editor', restoreHint: 'Put into the editor and saved, it becomes a new version; all old ones are kept.', same: 'The same as the text in use',
}
