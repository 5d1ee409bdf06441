import type { AllowedAction, Output } from '@throughline/api-client';
import type { ComponentProps } from 'react';
import { drawView } from '../../testing/draw-view.js';
import { ActionBar } from './ActionBar.js';

type Props = ComponentProps<typeof ActionBar>;

const allow = (action: AllowedAction['action'], target: string | null = null): AllowedAction => ({
  action,
  target,
  allowed: true,
  reason: null,
  code: null,
  try_instead: null,
});
const refuse = (action: AllowedAction['action']): AllowedAction => ({ ...allow(action), allowed: false, reason: 'Not now.' });
const state = {
  choose: () => undefined,
  isPending: false,
  error: null,
  dialog: null,
  uploads: null,
} as unknown as Props['state'];
const item = {
  id: 'one',
  state: 'ready',
  status: 'READY',
  on_pause: false,
  run: null,
  deleted_at: null,
  erased_at: null,
  expired_at: null,
  outputs: [] as readonly Output[],
  source: { kind: 'upload' },
  failed_at_stage: null,
  template: null,
  allowed_actions: [],
} as unknown as Props['item'];

const draw = (change: Partial<Props['item']>, rest: Partial<Props>): string =>
  drawView(
    <ActionBar item={{ ...item, ...change }} state={state} attention={undefined} file={undefined} {...rest} />,
    () => undefined,
  ).html;

/** Returns the names of all buttons and links, in their order. */
const listNames = (change: Partial<Props['item']>, rest: Partial<Props> = {}): readonly unknown[] =>
  [...draw(change, rest).matchAll(/<(?:a|button|summary)\b[^>]*>(?:<svg.*?<\/svg>)?(?:<span>)?([^<]*)/gu)].map(
    ([, name]) => name,
  );

/** Returns the names of the buttons and links that stand out. */
const listMain = (change: Partial<Props['item']>, rest: Partial<Props> = {}): readonly unknown[] => {
  const html = draw(change, rest);
  return [...html.matchAll(/<(?:a|button)[^>]*button-primary[^>]*>(?:<svg.*?<\/svg>)?(?:<span>)?([^<]*)/gu)].map(
    ([, name]) => name,
  );
};
const file = { href: '/file', name: 'Download the video' };

describe('the actions beside the title of an item', () => {
  it('leave the main action to the panel that needs a person', () => {
    const change = { state: 'to_review', allowed_actions: [allow('publish')] } as const;
    expect(listMain(change, { attention: 'review', file })).toEqual([]);
  });

  it('have the main action if the panel can offer none', () => {
    expect(listMain({ state: 'to_review', allowed_actions: [] }, { attention: 'review', file })).toEqual(['Download']);
  });

  it('have one main action, also if several follow-ups can be retried', () => {
    const retries = [allow('retry', 'tube/captions'), allow('retry', 'tube/playlist')];
    const change = { state: 'follow_up_failed', allowed_actions: retries } as const;
    expect(listMain(change, { file })).toEqual(['Retry captions at tube']);
  });

  it('begin with the main one, and end with those that lead to a loss', () => {
    const actions = [allow('reset'), allow('pause'), allow('erase'), refuse('publish'), allow('unstick'), allow('describe')];
    const change = { state: 'stalled', allowed_actions: actions } as const;
    expect(listNames(change)).toEqual([
      'Restart stuck step',
      'Pause',
      'More actions',
      'Edit details',
      'Publish',
      'Reset',
      'Erase permanently',
    ]);
  });

  it('have Download among the buttons only if there is a result', () => {
    const change = {
      state: 'in_progress',
      status: 'PROCESSING',
      allowed_actions: [allow('pause'), refuse('run')],
    } as const;
    expect(listNames(change, { file })).toEqual(['Pause', 'More actions', 'Download', 'Run']);
    expect(listNames(change, { file, hasTranscript: true })).toEqual(['Pause', 'Download', 'More actions', 'Run']);
    expect(listNames({ allowed_actions: [refuse('run')] }, { file })).toEqual(['Download', 'More actions', 'Run']);
  });

  it('offer to preview a run among the further ones, and to resume a paused one', () => {
    const change = {
      state: 'paused',
      status: 'PROCESSING',
      on_pause: true,
      allowed_actions: [allow('run'), refuse('pause')],
    } as const;
    expect(listNames(change)).toEqual(['Resume', 'More actions', 'Preview run', 'Pause']);
  });

  it('name every action that the server lists, also the correction of single fields', () => {
    const { words } = drawView(
      <ActionBar
        item={{ ...item, allowed_actions: [allow('correct_fields')] }}
        state={state}
        attention={undefined}
        file={undefined}
      />,
      () => undefined,
    );
    expect(words).toContain('Correct fields Edit the extracted details in place.');
  });
});
