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
const state = {
  choose: () => undefined,
  isPending: false,
  error: null,
  dialog: null,
  uploads: null,
} as unknown as Props['state'];
const item = {
  id: 'one',
  status: 'READY',
  label: null,
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

/** Returns the names of the buttons and links that stand out. */
const listMain = (change: Partial<Props['item']>, rest: Partial<Props> = {}): readonly unknown[] => {
  const { html } = drawView(
    <ActionBar item={{ ...item, ...change }} state={state} attention={undefined} file={undefined} {...rest} />,
    () => undefined,
  );
  return [...html.matchAll(/<(?:a|button)[^>]*button-primary[^>]*>(?:<svg.*?<\/svg>)?([^<]*)/gu)].map(([, name]) => name);
};
const file = { href: '/file', name: 'Download the video' };

describe('the actions beside the title of an item', () => {
  it('leave the main action to the panel that needs a person', () => {
    expect(listMain({ allowed_actions: [allow('publish')] }, { attention: 'review', file })).toEqual([]);
  });

  it('have the main action if the panel can offer none', () => {
    expect(listMain({ allowed_actions: [] }, { attention: 'review', file })).toEqual(['Download']);
  });

  it('have one main action, also if several follow-ups can be retried', () => {
    const retries = [allow('retry', 'tube/captions'), allow('retry', 'tube/playlist')];
    expect(listMain({ status: 'UPLOADED', allowed_actions: retries })).toHaveLength(1);
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
