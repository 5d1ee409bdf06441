import { outputOf, type DocumentStep, type Plan, type RunConfig } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import { planOf, type Template } from './planned-steps.js';

type Place = Pick<Template, 'service' | 'lane'>;
type Wants = Pick<Template, 'needs' | 'required' | 'enabledBy'>;

const INTAKE: Place = { service: 'ingest', lane: 'intake' };
const DOCUMENT: Place = { service: 'processing', lane: 'document' };
const OCR: Place = { service: 'processing', lane: 'ocr' };
/** Shared with the topics of recordings: both ask the same engines. */
const TEXT: Place = { service: 'processing', lane: 'text' };
const ESSENTIAL: Wants = { required: true };

/** In the order in which they are done (DOC-04). What is no essential step may be skipped, and those after it go on. */
const mainSteps = ({ document }: RunConfig): readonly (readonly [DocumentStep, Place, Wants])[] => [
  ['hash_file', INTAKE, ESSENTIAL],
  ['create_file_record', INTAKE, { ...ESSENTIAL, needs: ['hash_file'] }],
  ['check_text', DOCUMENT, {}],
  ['extract_text', OCR, {}],
  ['extract_metadata_with_gpt', TEXT, {}],
  // Planned and skipped where it is switched off: there are always eight.
  ['embed_metadata_into_pdf', DOCUMENT, document?.embed === false ? { enabledBy: 'document.embed' } : {}],
  ['finalize_document_storage', DOCUMENT, ESSENTIAL],
  ['send_to_all_destinations', DOCUMENT, ESSENTIAL],
];

/** Each after all that are before it, so that it sees everything that was made. */
const inOrder = (steps: ReturnType<typeof mainSteps>): readonly Template[] =>
  steps.map(([step, place, wants], index) => ({
    step,
    kind: 'document',
    ...place,
    dependsOn: steps.slice(Math.max(index - 1, 0), index).map(([before]) => before),
    ...wants,
    onFailure: 'restart',
  }));

/** The document pipeline as data: its main steps in a row, then every output. A failed run goes on from the step that failed. */
export function planDocument(config: RunConfig): Plan {
  const work = inOrder(mainSteps(config));
  return planOf('document', [...work, ...deliveries(config, work.slice(-1))], config);
}

/** The word for a step in `failed_at_stage`: main steps are known by their names. */
export const documentStepWord = (step: string): string => (outputOf(step) === undefined ? step : 'upload');
