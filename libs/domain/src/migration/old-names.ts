import {
  DOCUMENT_STEPS,
  DOCUMENT_STEP_STATUSES,
  OUTPUT_NAME_PATTERN,
  deliveryStep,
  type DocumentStepStatus,
} from '@throughline/contracts';

/** The step of a document that a row of an older log is about. */
export interface NamedStep {
  /** The key of the step; undefined if the row belongs to no step and is only kept. */
  readonly step: string | undefined;
  /** The output of an upload. */
  readonly output?: string;
  /** The row is about the step before the upload (DOC-06). */
  readonly isQueue?: true;
}

/** Maps a name of the older system to a step or a status of this one, or to {@link NO_STEP}. */
export type NameMap = ReadonlyMap<string, string>;

/** The target of a step that this system does not have: its rows are kept in the history, and belong to no step. */
export const NO_STEP = 'none';

const STATUSES: ReadonlySet<string> = new Set(DOCUMENT_STEP_STATUSES);
const MAIN_STEPS: ReadonlySet<string> = new Set(DOCUMENT_STEPS);
const OUTPUT_NAME = new RegExp(OUTPUT_NAME_PATTERN);
const UPLOAD_PREFIXES = [
  ['queue_', true],
  ['upload_to_', false],
] as const;

const isStatus = (name: string): name is DocumentStepStatus => STATUSES.has(name);

function findUpload(name: string): NamedStep | undefined {
  for (const [prefix, isQueue] of UPLOAD_PREFIXES) {
    const output = name.slice(prefix.length);
    if (name.startsWith(prefix) && OUTPUT_NAME.test(output))
      return { step: deliveryStep(output), output, ...(isQueue ? { isQueue } : {}) };
  }
  return undefined;
}

const findOwnStep = (name: string): NamedStep | undefined => (MAIN_STEPS.has(name) ? { step: name } : findUpload(name));

/** Returns the step of an old name, or undefined if the name is unknown. */
export const findStep = (old: string, names: NameMap): NamedStep | undefined => {
  const name = names.get(old) ?? old;
  return names.has(old) && name === NO_STEP ? { step: undefined } : findOwnStep(name);
};

/** Returns the status of an old name (DOC-03), or undefined if the name is unknown. */
export const findStatus = (old: string, names: NameMap): DocumentStepStatus | undefined => {
  const name = names.get(old) ?? old;
  return isStatus(name) ? name : undefined;
};

/** Returns true if an old name can be mapped to this name: a step, a status, or none. */
export const isTargetName = (name: string): boolean => name === NO_STEP || isStatus(name) || findOwnStep(name) !== undefined;
