import type { MetadataEngine, OcrEngine, PdfConverter } from '@throughline/documents';

/** What the steps of a document work with; each takes what it needs. What is not there, is not on this machine. */
export interface DocumentParts {
  readonly ocr: OcrEngine | undefined;
  readonly converter: PdfConverter | undefined;
  readonly metadata: MetadataEngine;
}
