import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { Output, Recording } from '@throughline/api-client';
import { drawView, type DrawnView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { RecordingRow } from './RecordingRow.js';

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
const words = text.itemList;

const outputOf = (id: string, status: Output['status'], unconfirmed = false): Partial<Output> => ({
  id,
  target_type: 'folder',
  status,
  unconfirmed,
});

const RECORDING = {
  id: '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11',
  title: 'Tides',
  status: 'READY',
  label: null,
  language: 'en',
  source: { kind: 'upload', duration_seconds: 2_780 },
  thumbnail: null,
  tags: ['lectures'],
  created_at: '2026-02-05T10:00:00.000Z',
  upload_summary: { unconfirmed: 0, follow_ups_failed: 0 },
  expired_at: null,
  erased_at: null,
  deleted_at: null,
  duplicate_of: null,
  failed: false,
  on_pause: false,
  pause_reason: null,
  waiting_for: [],
  processing_stages: [],
  allowed_actions: [],
  run: null,
  outputs: [outputOf('drive', 'UPLOADED'), outputOf('video', 'FAILED'), outputOf('archive', 'UPLOADED', true)],
};

const draw = (change: object = {}): DrawnView =>
  drawView(
    <RouterContextProvider router={router}>
      <RecordingRow recording={{ ...RECORDING, ...change } as unknown as Recording} isSelected={false} />
    </RouterContextProvider>,
    () => undefined,
  );

describe('a row of the list of recordings', () => {
  it('has the length, the source, the language, the tags and each output with its state', () => {
    const { words: shown } = draw();
    expect(shown).toContain('46:20');
    expect(shown).toContain(`${words.sources['upload'] ?? ''} · English`);
    expect(shown).toContain('lectures');
    expect(shown).toContain(words.output('drive', words.outputStates.uploaded));
    expect(shown).toContain(words.output('video', words.outputStates.failed));
    // The file was sent, but nobody knows if it arrived.
    expect(shown).toContain(words.output('archive', words.outputStates.unconfirmed));
  });

  it('leaves out a language that is not known yet, and gives the reason of a failure', () => {
    const { words: shown } = draw({ language: 'auto', failed: true, failed_reason: 'The file has no sound' });
    expect(shown).not.toContain('English');
    expect(shown).toContain('The file has no sound');
  });
});
