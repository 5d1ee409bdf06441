import type { RecordingStatus } from '@throughline/contracts';
import type { StatusFacts } from './facts.js';

/** One rule of the status, with the id of its requirement. */
export interface StatusRule {
  readonly id: string;
  readonly says: string;
  /** All facts that the rule reads. A spec checks this list against the code. */
  readonly looksAt: readonly (keyof StatusFacts)[];
  /** Facts that the rule does not read, but that belong to its explanation. */
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
 * The rules of a recording's status. The first rule that applies decides (AGG-03 to AGG-11, STG-13).
 * Upload outcomes come before PROCESSED (D1).
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
    says: 'The source is not complete, or the item is not mapped.',
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
    says: 'No stage or delivery has started since the source was fetched or the run was rolled back, and no run has only deliveries left.',
    looksAt: ['begun', 'onlyDeliveriesLeft', 'base'],
    tells: ['toReview'],
    when: (facts) => !facts.begun && !facts.onlyDeliveriesLeft,
    status: base,
  },
  {
    id: 'STG-13',
    says: 'Processing has started, and a stage is not finished.',
    looksAt: ['stagesFinished'],
    when: (facts) => !facts.stagesFinished,
    status: always('PROCESSING'),
  },
  {
    id: 'AGG-08',
    says: 'The stages are finished and an output is being delivered, or is next in a run that is delivering.',
    looksAt: ['uploading'],
    when: (facts) => facts.uploading,
    status: always('UPLOADING'),
  },
  {
    id: 'AGG-09',
    says: 'Every output is delivered; an unconfirmed output counts as delivered.',
    looksAt: ['outputs', 'uploaded'],
    tells: ['unconfirmed'],
    when: (facts) => facts.outputs > 0 && facts.uploaded === facts.outputs,
    status: always('READY'),
  },
  {
    id: 'AGG-10',
    says: 'Some outputs are delivered and some are not; an unconfirmed output counts as delivered.',
    looksAt: ['uploaded'],
    tells: ['unconfirmed', 'toReview'],
    when: (facts) => facts.uploaded > 0,
    status: always('UPLOADED'),
  },
  {
    id: 'AGG-11',
    says: 'The stages are finished and no output is delivered.',
    looksAt: ['outputs'],
    tells: ['toReview'],
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
