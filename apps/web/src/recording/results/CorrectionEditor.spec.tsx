import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Transcript } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { text } from '../../texts/text.js';
import { CorrectionEditor } from './CorrectionEditor.js';

const nothing = (): void => undefined;
const passage = (id: number, speaker: string | undefined) => ({
  id,
  start: 2 * id,
  end: 2 * id + 1,
  text: `passage ${String(id)}`,
  ...(speaker === undefined ? {} : { speaker }),
});
const speakers = [
  { id: 'S1', label: 'Anna', name: 'Anna' },
  { id: 'S2', label: 'Speaker 2', name: null },
];

function drawHtml(change: object): string {
  const segments = [passage(0, 'S1'), passage(1, 'S1'), passage(2, 'S2'), passage(3, undefined)];
  const transcript = { version: 'v', segments, speakers, ...change } as unknown as Transcript;
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <CorrectionEditor id="r" transcript={transcript} at={0} onSeek={nothing} onClose={nothing} />
    </QueryClientProvider>,
  );
}

function draw(change: object): readonly string[] {
  return [...drawHtml(change).matchAll(/<span dir="auto">([^<]*)<\/span>|<textarea[^>]*>([^<]*)<\/textarea>/g)].map(
    ([, name, text]) => name ?? text ?? '',
  );
}

describe('the editor of a transcript', () => {
  it('names the speaker above the passages of each turn', () => {
    expect(draw({})).toEqual(['Anna', 'passage 0', 'passage 1', 'Speaker 2', 'passage 2', 'Unknown speaker', 'passage 3']);
  });

  it('marks the passages of which the engine was unsure, also for screen readers', () => {
    const html = drawHtml({ segments: [passage(0, undefined), { ...passage(1, undefined), doubtful: true }], speakers: [] });
    const [field = ''] = html.match(/<textarea[^>]*aria-describedby="[^"]+"[^>]*>passage 1/) ?? [];
    const [, mark = 'none'] = /aria-describedby="([^"]+)"/.exec(field) ?? [];
    expect(html).toContain(`<span id="${mark}" class="to-check">${text.recording.results.toCheck}</span>`);
    expect(html.match(/aria-describedby/g)).toHaveLength(1);
  });

  it('has the box to leave a passage out below its time, before its words', () => {
    const html = drawHtml({ segments: [passage(0, undefined)], speakers: [] });
    expect(html).toMatch(/passage-start"><button[^>]*>0:00<\/button><label.*type="checkbox".*<\/label><\/div><textarea/u);
  });

  it('names nobody if the engine distinguishes no speakers', () => {
    expect(draw({ speakers: [] })).toEqual(['passage 0', 'passage 1', 'passage 2', 'passage 3']);
  });
});
