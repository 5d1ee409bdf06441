import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { ListedItem } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { ItemRow } from './ItemRow.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const words = text.itemList;

const INVOICE: Partial<ListedItem> = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  kind: 'document',
  title: 'Invoice',
  state: 'ready',
  reason: 'Check 2 values: date and sender.',
  running_steps: [],
  plan: [],
  duration_seconds: null,
  page_count: 2,
  values_to_check: 2,
  language: 'en',
  source: { kind: 'upload', source_id: null, size: null },
  outputs: [],
  failed_at_stage: null,
  can_retry: false,
  template: null,
  tags: [],
  thumbnail_url: null,
  registered_by: null,
  created_at: '2026-02-05T10:00:00.000Z',
};

const draw = (change: Partial<ListedItem> = {}): string =>
  drawView(
    <RouterContextProvider router={router}>
      <ItemRow item={{ ...INVOICE, ...change } as ListedItem} isCurrent={false} isSelected={false} kind={undefined} />
    </RouterContextProvider>,
    () => undefined,
  ).words;

describe('a row of the list of all items', () => {
  it('has one badge for a finished document with values to check, and names them', () => {
    const shown = draw();
    expect(shown).toContain(`${words.states.unsure} Check 2 values: date and sender.`);
    expect(shown).not.toContain(words.states.ready);
  });

  it('says that a finished document is ready if a person has nothing to check', () => {
    const shown = draw({ values_to_check: 0, reason: null });
    expect(shown).toContain(words.states.ready);
    expect(shown).not.toContain(words.states.unsure);
  });

  it('keeps a more urgent state, and counts the values beside it', () => {
    const shown = draw({ state: 'failed', reason: 'The folder is full.' });
    expect(shown).toContain(`${words.states.failed} The folder is full.`);
    expect(shown).toContain(words.valuesToCheck(2));
  });

  it('ends the facts with the name of the template', () => {
    expect(draw({ template: 'Weekly lecture' })).toContain('Upload · English · Weekly lecture ');
    expect(draw()).toContain('Upload · English ');
  });

  describe('in progress', () => {
    const others = { unconfirmed: false, waiting: false, stalled: false } as const;
    const transcribing = (progress: number | null): string =>
      draw({
        kind: 'recording',
        state: 'in_progress',
        reason: null,
        values_to_check: 0,
        page_count: null,
        duration_seconds: 1_800,
        running_steps: ['TRANSCRIBE'],
        plan: [
          { step: 'DOWNLOAD', status: 'COMPLETED', progress: 1, ...others },
          { step: 'TRANSCRIBE', status: 'IN_PROGRESS', progress, ...others },
          { step: 'deliver:library', status: 'PENDING', progress: null, ...others },
        ],
      });

    it('says the step in real units, and no fraction of the whole', () => {
      expect(transcribing(0.4)).toContain(`${text.doing['TRANSCRIBE'] ?? ''} 12 of about 30 min`);
      expect(transcribing(0.4)).not.toContain('%');
    });

    it('says no units without a report of the worker', () => {
      expect(transcribing(null)).toContain(text.doing['TRANSCRIBE']);
      expect(transcribing(null)).not.toContain('30 min');
    });
  });
});
