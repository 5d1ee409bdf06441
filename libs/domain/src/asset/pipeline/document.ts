import { outputOf, type DocumentStep, type Plan, type RunConfig } from '@throughline/contracts';
import { deliveries } from './deliveries.js';
import { planOf, type StepTemplate } from './planned-steps.js';

type StepRequirements = Pick<StepTemplate, 'needs' | 'required' | 'enabledBy'>;

const INTAKE = 'intake';
const DOCUMENT = 'document';
const OCR = 'ocr';
/** The lane is shared with the topics of recordings, because both use the same engines. */
const TEXT = 'text';
const ESSENTIAL: StepRequirements = { required: true };

/** Returns the main steps in order (DOC-04). A step that is not required may be skipped, and later steps continue. */
const mainSteps = ({ document }: RunConfig): readonly (readonly [DocumentStep, string, StepRequirements])[] => [
  ['hash_file', INTAKE, ESSENTIAL],
  ['create_file_record', INTAKE, { ...ESSENTIAL, needs: ['hash_file'] }],
  ['check_text', DOCUMENT, {}],
  ['extract_text', OCR, {}],
  ['extract_metadata_with_gpt', TEXT, {}],
  // A disabled step is planned and skipped, so there are always eight.
  ['embed_metadata_into_pdf', DOCUMENT, document?.embed === false ? { enabledBy: 'document.embed' } : {}],
  ['finalize_document_storage', DOCUMENT, ESSENTIAL],
  ['send_to_all_destinations', DOCUMENT, ESSENTIAL],
];

/** Makes each step depend on the step before it, so that it sees all earlier results. */
const chainSteps = (steps: ReturnType<typeof mainSteps>): readonly StepTemplate[] =>
  steps.map(([step, lane, wants], index) => ({
    step,
    kind: 'document',
    lane,
    dependsOn: steps.slice(Math.max(index - 1, 0), index).map(([before]) => before),
    ...wants,
    onFailure: 'restart',
  }));

/** Plans the document pipeline: its main steps in a row, then every output. A failed run continues from the failed step. */
export function planDocument(config: RunConfig): Plan {
  const work = chainSteps(mainSteps(config));
  return planOf('document', [...work, ...deliveries(config, work.slice(-1))], config);
}

/** Returns the name of a step in `failed_at_stage`; a main step has its own name. */
export const documentStepWord = (step: string): string => (outputOf(step) === undefined ? step : 'upload');
