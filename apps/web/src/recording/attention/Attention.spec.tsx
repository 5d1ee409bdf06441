import type { AllowedAction, Output } from '@throughline/api-client';
import type { ComponentProps } from 'react';
import { drawView } from '../../testing/draw-view.js';
import { ActionBar } from '../actions/ActionBar.js';
import { Attention } from './Attention.js';

type Props = ComponentProps<typeof Attention>;

const output = (id: string): Output =>
  ({ id, status: 'UPLOADED', failed: false, failed_reason: null, unconfirmed: false, follow_ups: [] }) as unknown as Output;
const failed = (id: string): Output => ({ ...output(id), status: 'FAILED', failed: true, failed_reason: `${id} is full` });
const run: AllowedAction = { action: 'run', target: null, allowed: true, reason: null, code: null, try_instead: null };

const recording = {
  id: 'one',
  state: 'partial',
  status: 'UPLOADED',
  failed: false,
  failed_reason: null,
  failed_at: null,
  failed_at_stage: null,
  on_pause: false,
  needs_review: false,
  source: { kind: 'upload' },
  run: null,
  template: null,
  outputs: [],
  allowed_actions: [run],
} as unknown as ComponentProps<typeof ActionBar>['item'];
const actions = { isPending: false, error: null, dialog: null, uploads: null } as unknown as ComponentProps<
  typeof ActionBar
>['state'];

const draw = (change: Partial<Props['recording']>, rest: Partial<Props> = {}): string =>
  drawView(
    <Attention
      recording={{ ...recording, ...change }}
      kind="partial"
      artifacts={[]}
      log={{ events: [] } as unknown as Props['log']}
      actions={actions}
      drafts={{ links: {}, onLink: () => undefined }}
      {...rest}
    />,
    () => undefined,
  ).words;
const drawBar = (outputs: readonly Output[]): string =>
  drawView(<ActionBar item={{ ...recording, outputs }} state={actions} attention={undefined} file={undefined} />, () => undefined)
    .words;

describe('the panel that needs a person', () => {
  it('names the output if only one has failed, as the main action does', () => {
    const outputs = [output('library'), failed('tube')];
    expect(draw({ outputs })).toContain(' Retry delivery to tube ');
    expect(drawBar(outputs)).toContain(' Retry delivery to tube ');
  });

  it('names no output if several have failed', () => {
    const outputs = [output('library'), failed('tube'), failed('disk')];
    expect(draw({ outputs })).toContain('Failed: tube, disk');
    for (const words of [draw({ outputs }), drawBar(outputs)]) {
      expect(words).toContain(' Retry delivery ');
      expect(words).not.toContain('Retry delivery to');
    }
  });

  it('says what is known about an unconfirmed delivery', () => {
    const at = '2026-11-19T10:49:00Z';
    const event = (id: string, type: string, message: string, step = 'deliver:vk'): unknown => ({
      ...{ id, type, step, message, recorded_at: at },
    });
    const log = {
      events: [
        event('1', 'StepScheduled', 'Delivery to vk scheduled'),
        event('2', 'StepStarted', 'Delivery to vk started on upload-1'),
        event('3', 'StepFailed', 'Delivery to vk failed at 100 %: answer lost'),
        event('4', 'StepCompleted', 'Delivered to tube', 'deliver:tube'),
      ],
    } as unknown as Props['log'];
    const change = { outputs: [output('tube'), { ...output('vk'), unconfirmed: true }] };
    const shown = draw(change, { kind: 'unconfirmed', log });
    expect(shown).toMatch(/What is known .*Delivery to vk started on upload-1 .*Delivery to vk failed at 100 %: answer lost/u);
    expect(shown).not.toMatch(/scheduled|Delivered to tube .*What was kept/u);
    expect(draw(change, { kind: 'unconfirmed' })).not.toContain('What is known');
  });

  it('names the output that has failed as the only one', () => {
    const change = { failed: true, failed_at_stage: 'upload', outputs: [failed('tube')] };
    expect(draw(change, { kind: 'failed' })).toContain(' Retry delivery to tube ');
  });

  it('says in a sentence which step has failed, and after how many attempts', () => {
    const step = { step: 'EXTRACT_TOPICS', failed: true, attempt: 3 };
    const thrice = { failed: true, failed_at_stage: 'topics', run: { steps: [step] } } as unknown as Partial<Props['recording']>;
    expect(draw(thrice, { kind: 'failed' })).toContain('Finding topics failed after 3 attempts ');
    expect(draw({ failed: true, failed_at_stage: 'transcribe' }, { kind: 'failed' })).toContain('Transcription failed ');
  });
});
