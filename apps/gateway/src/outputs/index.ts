export { LibraryOutputs, type LoadedOutputs } from './library-outputs.js';
export { requireOutputs } from './require-outputs.js';
export { OWN_OUTPUT_STORE, type OwnOutputStore } from './own/own-output-store.js';
export { OutputTypeList, OutputTestAnswer } from './own/own-outputs.dto.js';
export { TypedContents, type TypedContent, type TypedFields } from './own/typed-contents.js';
