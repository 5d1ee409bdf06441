import type { RecordingStatus } from '@throughline/contracts';
import type { StatusFacts } from './facts.js';

/** One rule of the status, under the number of its requirement. */
export interface StatusRule {
  readonly id: string;
  /** What the rule says, for people who ask why. */
  readonly says: string;
  /** Everything that it asks of the facts, to apply and to give its status. A spec holds it against what it reads. */
  readonly looksAt: readonly (keyof StatusFacts)[];
  /** What it does not ask, and whoever reads it should know. */
  readonly tells?: readonly (keyof StatusFacts)[];
  readonly when: (facts: StatusFacts) => boolean;
  readonly status: (facts: StatusFacts) => RecordingStatus;
}

const always =
  (status: RecordingStatus): StatusRule['status'] =>
  () =>
    status;
const base: StatusRule['status'] = (facts) => facts.base;

/**
 * The status of a recording: the first rule that applies gives it (AGG-03 to AGG-11, STG-13).
 * Outcomes of uploads are looked at before PROCESSED is said (D1).
 */
export const statusRules: readonly StatusRule[] = [
  {
    id: 'AGG-03',
    says: 'Deleted and past its retention date.',
    looksAt: ['expired'],
    when: (facts) => facts.expired,
    status: always('EXPIRED'),
  },
  {
    id: 'AGG-04',
    says: 'Its source is not complete, or nobody has said yet what to do with it.',
    looksAt: ['base'],
    when: (facts) => facts.base === 'PENDING_SOURCE' || facts.base === 'SKIPPED',
    status: base,
  },
  {
    id: 'AGG-05',
    says: 'A stage is in progress.',
    looksAt: ['stageInProgress'],
    when: (facts) => facts.stageInProgress,
    status: always('PROCESSING'),
  },
  {
    id: 'AGG-06',
    says: 'No stage or upload has started since the source was fetched or the run was rolled back.',
    looksAt: ['begun', 'base'],
    when: (facts) => !facts.begun,
    status: base,
  },
  {
    id: 'STG-13',
    says: 'Processing has begun and a stage is still to come.',
    looksAt: ['stagesFinished'],
    when: (facts) => !facts.stagesFinished,
    status: always('PROCESSING'),
  },
  {
    id: 'AGG-08',
    says: 'The stages are finished and an output is uploading, or waits its turn in a run that is uploading.',
    looksAt: ['uploading'],
    when: (facts) => facts.uploading,
    status: always('UPLOADING'),
  },
  {
    id: 'AGG-09',
    says: 'Every output is uploaded; one that is unconfirmed counts as uploaded.',
    looksAt: ['outputs', 'uploaded'],
    tells: ['unconfirmed'],
    when: (facts) => facts.outputs > 0 && facts.uploaded === facts.outputs,
    status: always('READY'),
  },
  {
    id: 'AGG-10',
    says: 'Some outputs are uploaded and some are not; one that is unconfirmed counts as uploaded.',
    looksAt: ['uploaded'],
    tells: ['unconfirmed'],
    when: (facts) => facts.uploaded > 0,
    status: always('UPLOADED'),
  },
  {
    id: 'AGG-11',
    says: 'The stages are finished and the outputs have not been uploaded.',
    looksAt: ['outputs'],
    when: (facts) => facts.outputs > 0,
    status: always('PROCESSED'),
  },
  {
    id: 'AGG-07',
    says: 'Every stage is completed or skipped.',
    looksAt: [],
    when: () => true,
    status: always('PROCESSED'),
  },
];
