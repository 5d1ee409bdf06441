export { LibraryOutputs, type OwnOutputs } from './library-outputs.js';
export { requireOutputs } from './require-outputs.js';
export { PRESET_STORE, type PresetStore } from './presets/preset-store.js';
export { OutputTypeList, PresetTestAnswer } from './presets/presets.dto.js';
export { TypedContents, type TypedContent, type TypedFields } from './presets/typed-contents.js';
