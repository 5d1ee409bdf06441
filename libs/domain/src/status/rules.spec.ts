import { RECORDING_STATUSES } from '@throughline/contracts';
import fc from 'fast-check';
import type { StatusFacts } from './facts.js';
import { statusOf } from './render-status.js';
import { statusRules } from './rules.js';

const facts = (overrides: Partial<StatusFacts>): StatusFacts => ({
  expired: false,
  base: 'DOWNLOADED',
  begun: true,
  onlyDeliveriesLeft: false,
  stageInProgress: false,
  stagesFinished: true,
  outputs: 1,
  uploaded: 0,
  unconfirmed: 0,
  uploading: false,
  toReview: 0,
  ...overrides,
});

const anyFacts: fc.Arbitrary<StatusFacts> = fc
  .record({
    expired: fc.boolean(),
    base: fc.constantFrom('PENDING_SOURCE', 'INITIALIZED', 'SKIPPED', 'DOWNLOADING', 'DOWNLOADED'),
    begun: fc.boolean(),
    onlyDeliveriesLeft: fc.boolean(),
    stageInProgress: fc.boolean(),
    stagesFinished: fc.boolean(),
    outputs: fc.nat({ max: 3 }),
    uploadedOf: fc.nat({ max: 3 }),
    unconfirmedOf: fc.nat({ max: 3 }),
    uploading: fc.boolean(),
    toReview: fc.nat({ max: 3 }),
  })
  .map(({ uploadedOf, unconfirmedOf, ...rest }) => {
    const uploaded = Math.min(uploadedOf, rest.outputs);
    return { ...rest, uploaded, unconfirmed: Math.min(unconfirmedOf, uploaded) };
  });

describe('the ordered status rules', () => {
  it.each([
    { rule: 'AGG-03', when: { expired: true, stageInProgress: true, uploading: true }, status: 'EXPIRED' },
    { rule: 'AGG-04', when: { base: 'SKIPPED', stageInProgress: true, begun: false }, status: 'SKIPPED' },
    { rule: 'AGG-04', when: { base: 'PENDING_SOURCE', stageInProgress: true }, status: 'PENDING_SOURCE' },
    { rule: 'AGG-05', when: { base: 'INITIALIZED', stageInProgress: true, begun: false }, status: 'PROCESSING' },
    { rule: 'AGG-05', when: { base: 'DOWNLOADING', stageInProgress: true, begun: false }, status: 'PROCESSING' },
    { rule: 'AGG-05', when: { base: 'DOWNLOADED', stageInProgress: true, stagesFinished: false }, status: 'PROCESSING' },
    { rule: 'AGG-06', when: { base: 'INITIALIZED', begun: false }, status: 'INITIALIZED' },
    { rule: 'AGG-06', when: { base: 'DOWNLOADING', begun: false }, status: 'DOWNLOADING' },
    { rule: 'AGG-06', when: { base: 'DOWNLOADED', begun: false, stagesFinished: false }, status: 'DOWNLOADED' },
    { rule: 'AGG-11', when: { base: 'DOWNLOADED', begun: false, onlyDeliveriesLeft: true }, status: 'PROCESSED' },
    { rule: 'AGG-07', when: { base: 'DOWNLOADED', begun: false, onlyDeliveriesLeft: true, outputs: 0 }, status: 'PROCESSED' },
    { rule: 'STG-13', when: { stagesFinished: false, uploaded: 1 }, status: 'PROCESSING' },
    { rule: 'AGG-08', when: { outputs: 2, uploaded: 1, uploading: true }, status: 'UPLOADING' },
    { rule: 'AGG-09', when: { outputs: 2, uploaded: 2 }, status: 'READY' },
    { rule: 'AGG-10', when: { outputs: 2, uploaded: 1 }, status: 'UPLOADED' },
    { rule: 'AGG-11', when: { outputs: 2, uploaded: 0 }, status: 'PROCESSED' },
    { rule: 'AGG-07', when: { outputs: 0 }, status: 'PROCESSED' },
  ] as const)('$rule gives $status for $when', ({ rule, when, status }) => {
    const given = statusOf(facts(when));
    expect([given?.rule.id, given?.status]).toEqual([rule, status]);
  });

  it('give exactly one status for any facts, always one of RECORDING_STATUSES', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        expect(RECORDING_STATUSES).toContain(statusOf(any)?.status);
      }),
    );
  });

  it('each have a unique id and can each decide', () => {
    expect(new Set(statusRules.map(({ id }) => id)).size).toBe(statusRules.length);
    const booleans = [true, false];
    const every = booleans.flatMap((expired) =>
      booleans.flatMap((begun) =>
        booleans.flatMap((stageInProgress) =>
          booleans.flatMap((stagesFinished) =>
            booleans.flatMap((uploading) =>
              [0, 1, 2].map((uploaded) =>
                facts({ expired, begun, stageInProgress, stagesFinished, uploading, uploaded, outputs: 2 }),
              ),
            ),
          ),
        ),
      ),
    );
    const decided = new Set([...every, facts({ base: 'SKIPPED' }), facts({ outputs: 0 })].map((each) => statusOf(each)?.rule.id));
    expect([...decided].sort()).toEqual(statusRules.map(({ id }) => id).sort());
  });
});
