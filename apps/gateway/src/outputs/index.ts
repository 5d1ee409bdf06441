export { LibraryOutputs } from './library-outputs.js';
export { OUTPUT_SERVICE } from './output-service.js';
export { PRESET_STORE, type PresetStore } from './presets/preset-store.js';
