import { testDepth } from '@throughline/contracts/testing';
import { decide, type Command } from '@throughline/domain';
import { aConfig, histories, type Journey } from '@throughline/domain/testing';
import fc from 'fast-check';
import { openApiDocument } from '../../../openapi-document.js';
import { toRefusalProblem } from '../../../items/read/refusals.js';
import { constructedLives } from '../../../testing/constructed-items.js';
import { isProblemCode, problemKinds } from './catalogue.js';

const NOW = '2030-01-01T00:00:00.000Z';
const ASKED = { now: NOW, by: 'somebody' };
const RUN = {
  type: 'StartRun',
  ...ASKED,
  runId: '00000000-0000-7000-8000-000000000001',
  config: aConfig(),
  configSources: {},
} as const;

/** The commands of each operation, with each kind of parameter that the API lets through. */
const asked: Readonly<Record<string, readonly Command[]>> = {
  runRecording: [RUN],
  pauseRecording: [
    { type: 'PauseRun', ...ASKED },
    { type: 'PauseRun', ...ASKED, until: '2001-01-01T00:00:00.000Z' },
  ],
  cancelRecording: [{ type: 'CancelRun', ...ASKED }],
  resetRecording: [{ type: 'ResetAsset', ...ASKED }],
  unstickRecording: [
    { type: 'UnstickRun', ...ASKED, then: 'retry' },
    { type: 'UnstickRun', ...ASKED, then: 'fail', step: 'BREW' },
  ],
  checkRecording: [undefined, 'BREW'].map((step) => ({ type: 'CheckNow', ...ASKED, ...(step === undefined ? {} : { step }) })),
  skipStage: ['TRIM', 'TRANSCRIBE', 'DOWNLOAD', 'BREW'].map((step) => ({ type: 'SkipStage', ...ASKED, step })),
  skipOutput: ['deliver:library', 'deliver:none', 'deliver:library/thumbnail'].map((step) => ({
    type: 'SkipStage',
    ...ASKED,
    step,
  })),
  settleOutput: ['deliver:library', 'deliver:none', 'deliver:library/thumbnail'].flatMap((step) =>
    [true, false].map((delivered) => ({ type: 'SettleDelivery', ...ASKED, step, delivered }) as const),
  ),
  retryFollowUp: ['deliver:library/thumbnail', 'deliver:none/thumbnail'].map((step) => ({
    type: 'RetryFollowUp',
    ...ASKED,
    step,
  })),
  replaceAddress: [
    {
      type: 'ReplaceAddress',
      ...ASKED,
      source: { kind: 'url', settings: { origin: 'https://files.example' } },
      sourceUrl: 'https://files.example/talk.mp4',
    },
  ],
  makePreviews: [{ type: 'RequestPreviews', now: NOW }],
  deleteRecording: [{ type: 'DeleteAsset', ...ASKED, expiresAt: '2031-01-01T00:00:00.000Z' }],
  restoreRecording: [{ type: 'RestoreAsset', ...ASKED }],
  eraseRecording: [{ type: 'EraseAsset', ...ASKED }],
};

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, { examples?: object }> }>>;
}
/** The problem codes that each operation documents. */
const documented = new Map(
  Object.values((await openApiDocument()).paths as unknown as Record<string, Record<string, Operation>>)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId, responses }) => [
      operationId,
      Object.values(responses).flatMap(({ content }) => Object.keys(content?.['application/problem+json']?.examples ?? {})),
    ]),
);

describe('refusals of the domain', () => {
  const refused = new Map<string, Set<string>>();
  beforeAll(() => {
    const look = ({ state }: Journey): void => {
      for (const [operation, commands] of Object.entries(asked))
        for (const command of commands) {
          const decision = decide(state, command);
          if ('rejected' in decision) refused.set(operation, (refused.get(operation) ?? new Set()).add(decision.rejected.code));
        }
    };
    constructedLives().forEach(look);
    fc.sample(histories, { numRuns: testDepth.runs(1_500), seed: 7 }).forEach(look);
  });

  it.each(Object.keys(asked).filter((operation) => !['deleteRecording', 'eraseRecording'].includes(operation)))(
    'of %s have a section in the catalogue and are documented at the operation',
    (operation) => {
      const codes = [...(refused.get(operation) ?? [])];
      expect(codes).not.toEqual([]);
      for (const code of codes) {
        expect({ code, status: isProblemCode(code) ? problemKinds[code].status : undefined }).toEqual({
          code,
          status: code === 'erased' ? 410 : 409,
        });
        expect(documented.get(operation)).toContain(code);
      }
    },
  );

  it('cover the expected codes', () => {
    const all = new Set([...refused.values()].flatMap((codes) => [...codes]));
    expect([...all].sort()).toEqual([
      'address-in-use',
      'already-completed',
      'already-running',
      'checked-automatically',
      'deleted',
      'erased',
      'expired',
      'no-address',
      'no-file-yet',
      'no-such-stage',
      'not-failed',
      'not-in-run',
      'not-pausable',
      'not-runnable',
      'not-running',
      'not-unconfirmed',
      'nothing-to-check',
      'output-busy',
      'pause-is-over',
      'unknown-follow-up',
      'unknown-output',
      'unknown-step',
    ]);
  });

  it('without a section of their own become `refused`, and an absent item becomes not found', () => {
    expect(toRefusalProblem({ code: 'new-rule', detail: 'why' })).toMatchObject({ code: 'refused', status: 409, message: 'why' });
    // The code exists, but for something else.
    expect(toRefusalProblem({ code: 'gone', detail: 'why' })).toMatchObject({ code: 'refused' });
    expect(toRefusalProblem({ code: 'unknown-asset', detail: 'why' })).toMatchObject({ code: 'not-found' });
  });
});
