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

/** The document engines of this installation. A missing engine is no error: the step that needs it is skipped with a reason. */
export interface DocumentEngines {
  readonly ocr: OcrEngine | undefined;
  readonly converter: PdfConverter | undefined;
  readonly metadata: MetadataEngine;
  /** The engines with their languages, as of the last look. */
  readonly notes: () => readonly EngineNote[];
  /** Looks regularly for more OCR languages, and reports when there are others. */
  readonly watch: (onChange: () => void) => void;
}

const SECOND_MS = 1_000;
const defaults = { timeoutS: 600, characters: 24_000 };

const createMetadataEngine = (setting: MetadataEngineSetting): MetadataEngine =>
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

/** Languages have tesseract's names, because some have no BCP 47 tag. */
const ocrNote = (ocr: OcrEngine | undefined): EngineNote =>
  ocr === undefined
    ? { name: 'tesseract', kind: 'ocr', available: false, note: 'It is switched off (TL_OCR_ENGINE).' }
    : { name: ocr.id, kind: 'ocr', languages: [...ocr.data.keys()].sort().slice(0, 300) };

const converterNote = (converter: PdfConverter | undefined): EngineNote =>
  converter === undefined
    ? {
        name: 'soffice',
        kind: 'office',
        available: false,
        note: 'Neither a Gotenberg server (TL_GOTENBERG_URL) nor LibreOffice (TL_SOFFICE_PATH) is configured: Office files are not converted.',
      }
    : { name: converter.id, kind: 'office' };

const LOOK_EVERY_MS = 5_000;
const listLanguages = (ocr: OcrEngine): string => [...ocr.data.keys()].sort().join(' ');

function watchLanguages(ocr: OcrEngine, onChange: () => void): void {
  let known = listLanguages(ocr);
  const look = async (): Promise<void> => {
    await ocr.look();
    const now = listLanguages(ocr);
    if (now === known) return;
    known = now;
    onChange();
  };
  // The watch must not keep the process alive.
  setInterval(() => {
    look().catch(() => undefined);
  }, LOOK_EVERY_MS).unref();
}

export async function openDocumentEngines(settings: DocumentEngineSettings): Promise<DocumentEngines> {
  const [ocr, converter] = [await openOcr(settings.recognition), await openConverter(settings.conversion)];
  const setting = settings.engines.metadata;
  const metadata = setting === undefined ? localMetadata : createMetadataEngine(setting);
  const metadataNote: EngineNote = {
    name: metadata.id,
    kind: 'metadata',
    ...(setting === undefined ? {} : { model: setting.model }),
  };
  return {
    ocr,
    converter,
    metadata,
    notes: () => [ocrNote(ocr), converterNote(converter), metadataNote],
    watch: (onChange) => {
      if (ocr !== undefined) watchLanguages(ocr, onChange);
    },
  };
}
