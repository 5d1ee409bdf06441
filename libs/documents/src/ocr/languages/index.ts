export { findOcrFolders, languageFile, type OcrFolders } from './folders.js';
export { nameOcrLanguage, OCR_LANGUAGES, parseOcrLanguage, type OcrLanguageChoice } from './known-languages.js';
export { findLanguageData, type LanguageData } from '../language-data.js';
