import type { ListedItem } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { text } from '../texts/text.js';
import { StepLine } from './StepLine.js';

type Step = ListedItem['plan'][number];

const step = (name: string, status: Step['status'], change: Partial<Step> = {}): Step => ({
  step: name,
  status,
  progress: null,
  unconfirmed: false,
  waiting: false,
  stalled: false,
  ...change,
});
const classesOf = (...plan: readonly Step[]): readonly string[] =>
  [...renderToString(<StepLine plan={plan} />).matchAll(/class="\w+ step-(\w+)"/g)].map(([, name = '']) => name);

describe('the line of the steps of a run', () => {
  it('has a segment for each step, in its state', () => {
    expect(
      classesOf(
        step('DOWNLOAD', 'COMPLETED'),
        step('TRIM', 'SKIPPED'),
        step('TRANSCRIBE', 'IN_PROGRESS'),
        step('EXTRACT_TOPICS', 'IN_PROGRESS', { stalled: true }),
        step('GENERATE_SUBTITLES', 'FAILED'),
        step('deliver:a', 'COMPLETED', { unconfirmed: true }),
        step('deliver:b', 'PENDING', { waiting: true }),
        step('deliver:c', 'PENDING'),
      ),
    ).toEqual(['completed', 'skipped', 'in_progress', 'stalled', 'failed', 'unconfirmed', 'waiting', 'pending']);
  });

  it('fills the running step only if its part is known, and never to the end', () => {
    const draw = (progress: number | null): string =>
      renderToString(
        <StepLine plan={[step('DOWNLOAD', 'COMPLETED', { progress: 1 }), step('TRIM', 'IN_PROGRESS', { progress })]} />,
      );
    expect(draw(0.4)).toContain('inline-size:40%');
    expect(draw(0.999)).toContain('inline-size:99%');
    expect(draw(null)).not.toContain('inline-size');
    expect(draw(null)).toContain(text.itemList.steps(1, 2));
  });

  it('is absent before the first step', () => {
    expect(renderToString(<StepLine plan={[step('DOWNLOAD', 'PENDING')]} />)).toBe('');
  });
});
