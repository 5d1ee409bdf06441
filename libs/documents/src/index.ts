export { documentLimits } from './isolated/limits.js';
export { parseFileRecord, type FileRecord } from './record/file-record.js';
export { detectMediaType, recordFile, type RecordLimits } from './record/record-file.js';
export { DOCUMENT_KINDS, type DocumentKind } from './sniff/kind.js';
export { parseLayer, readLayer } from './pdf/read-layer.js';
export type { PageLayer } from './pdf/tasks.js';
export { drawFirstPageOf } from './pdf/first-page.js';
export {
  composePages,
  embedIntoPdf,
  convertImageToPdf,
  type ComposedPdf,
  type EmbedResult,
  type EmbedRequest,
} from './pdf/make-pdf.js';
export { LEFT_OUT, type LeftOut } from './pdf/compose-tasks.js';
export type { PdfMetadata } from './pdf/embed-tasks.js';
export { openConverter, type ConverterSettings } from './office/open-converter.js';
export type { ConversionContext, ConversionInput, PdfConverter } from './office/converter.js';
export { GotenbergConverter, type GotenbergSettings } from './office/gotenberg.js';
export { SofficeConverter } from './office/soffice.js';
export { renderPages } from './office/render-pages.js';
export { parseMail, readMail } from './mail/mail.js';
export type { Mail } from './mail/task.js';
export { readTextFile, type TextContent } from './text/read-text-file.js';
export { isPoor, parseDocumentText, joinPages, type DocumentText, type PageText, type PlacedWord } from './text/page-text.js';
export {
  chooseLanguages,
  chooseLanguagesNow,
  openOcr,
  type LanguageChoice,
  type OcrEngine,
  type OcrSettings,
} from './ocr/engine.js';
export { recognisePages, type RecognitionRequest, type RecognitionContext } from './ocr/recognise.js';
export { parseMetadata, type Hints, type Metadata, type MetadataContext, type MetadataEngine } from './metadata/metadata.js';
export { findInvoice } from './invoice/find-invoice.js';
export type { Invoice } from './invoice/invoice.js';
export type { Finding, Findings } from './metadata/finding.js';
export { findFindings } from './metadata/find-findings.js';
export { completeByInvoice } from './metadata/complete-by-invoice.js';
export { parseOwnTitle } from './metadata/own-title.js';
export { localMetadata } from './metadata/local-metadata.js';
export { OpenAiMetadata, type OpenAiMetadataSettings } from './metadata/openai-compatible.js';
export {
  splitDate,
  renderFolders,
  renderFileName,
  NAME_FIELDS,
  toSafeName,
  type NameFacts,
  type NameField,
} from './naming/file-name.js';
