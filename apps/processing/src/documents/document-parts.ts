import type { MetadataEngine, OcrEngine, PdfConverter } from '@throughline/documents';

export const DOCUMENT_PARTS = Symbol('DocumentParts');

/** The engines of the document steps. `undefined`: not installed on this machine. */
export interface DocumentParts {
  readonly ocr: OcrEngine | undefined;
  readonly converter: PdfConverter | undefined;
  readonly metadata: MetadataEngine;
}
