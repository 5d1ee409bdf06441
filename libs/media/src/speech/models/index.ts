export { readCalibrations, storeCalibrations, type Calibration } from './calibrations.js';
export { DEFAULT_SPEECH_MODEL, findListedModel, SPEECH_MODELS, type ListedModel } from './catalogue.js';
export { BETTER_SPEECH_MODEL, chooseDefaultModel, estimateBetterModel } from './default-model.js';
export { fetchFiles, readFetchRecord, writeFetchRecord, type FetchFiles, type FetchRecord } from './fetch-record.js';
export { gradeEngine, gradeLanguage, GRADES, listModelLanguages, type Grade, type GradedLanguages } from './grades.js';
export { AUTO, readChoice, writeChoice } from './model-choice.js';
export { findModelsFolder, modelPath, parseModelName, selectModel, type SelectedModel } from './model-location.js';
export { describeFetched, isModelExpected, readModelState, type ModelPhase, type ModelState } from './model-state.js';
export {
  findSpeed,
  identifyFile,
  readSpeeds,
  storeSpeed,
  WHISPER_WINDOW_SECONDS,
  type MeasuredSpeed,
  type SpeedKey,
} from './speeds.js';
