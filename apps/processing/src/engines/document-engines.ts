import type { EngineNote } from '@throughline/contracts';
import {
  localMetadata,
  OpenAiMetadata,
  openConverter,
  openOcr,
  type ConverterSettings,
  type MetadataEngine,
  type OcrEngine,
  type OcrSettings,
  type PdfConverter,
} from '@throughline/documents';
import type { EngineSettings, MetadataEngineSetting } from './engines-file.js';

export interface DocumentEngineSettings {
  readonly recognition: OcrSettings;
  readonly conversion: ConverterSettings;
  readonly engines: Pick<EngineSettings, 'metadata'>;
}

/** What documents are worked on with in this installation. What is not there is no error: the step says that it is not. */
export interface DocumentEngines {
  readonly ocr: OcrEngine | undefined;
  readonly converter: PdfConverter | undefined;
  readonly metadata: MetadataEngine;
  /** For those who ask what is there. */
  readonly notes: readonly EngineNote[];
}

const SECOND_MS = 1_000;
const defaults = { timeoutS: 600, characters: 24_000 };

const metadataBy = (setting: MetadataEngineSetting): MetadataEngine =>
  new OpenAiMetadata({
    id: setting.name,
    endpoint: {
      name: setting.name,
      baseUrl: setting.base_url,
      ...(setting.key === undefined ? {} : { key: setting.key }),
      timeoutMs: (setting.timeout_s ?? defaults.timeoutS) * SECOND_MS,
    },
    model: setting.model,
    responseFormat: setting.response_format ?? 'json_object',
    characters: setting.characters ?? defaults.characters,
  });

/** Languages in the spelling of tesseract: not all of them have a tag of BCP 47. */
const ocrNote = (ocr: OcrEngine | undefined): EngineNote =>
  ocr === undefined
    ? { name: 'tesseract', kind: 'ocr', available: false, note: 'It is switched off: TL_OCR_ENGINE.' }
    : { name: ocr.id, kind: 'ocr', languages: [...ocr.data.keys()].sort().slice(0, 300) };

const converterNote = (converter: PdfConverter | undefined): EngineNote =>
  converter === undefined
    ? {
        name: 'soffice',
        kind: 'office',
        available: false,
        note: 'Neither a Gotenberg server is named (TL_GOTENBERG_URL) nor is LibreOffice there (TL_SOFFICE_PATH): Office files stay as they are.',
      }
    : { name: converter.id, kind: 'office' };

/** Looks at what is there, once. */
export async function openDocumentEngines(settings: DocumentEngineSettings): Promise<DocumentEngines> {
  const [ocr, converter] = [await openOcr(settings.recognition), await openConverter(settings.conversion)];
  const setting = settings.engines.metadata;
  const metadata = setting === undefined ? localMetadata : metadataBy(setting);
  const metadataNote: EngineNote = {
    name: metadata.id,
    kind: 'metadata',
    ...(setting === undefined ? {} : { model: setting.model }),
  };
  return { ocr, converter, metadata, notes: [ocrNote(ocr), converterNote(converter), metadataNote] };
}
