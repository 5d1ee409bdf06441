export { foldersSetting } from './folders-setting.js';
export { readRelativePath } from './relative-path.js';
export { describeForm, toOptions } from './settings-form.js';
export type { Choices, SettingField, SettingsForm } from './settings-form.js';
