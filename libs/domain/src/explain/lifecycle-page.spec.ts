import { readFileSync } from 'node:fs';
import { RECORDING_STATUSES, assetEvents } from '@throughline/contracts';
import fc from 'fast-check';
import { histories } from '../testing/index.js';
import { STEP_SITUATIONS } from './explain-steps.js';

const page = readFileSync(new URL('../../../../docs/lifecycle.md', import.meta.url), 'utf8');

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const wordsIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
/** Returns the rows of the first table below a heading, or below a line with this start. */
const tableAfter = (start: string): readonly (readonly string[])[] => {
  const rest = page.slice(page.indexOf(start));
  const [table = ''] = /(?:^\|.*\n)+/m.exec(rest) ?? [];
  return table.trim().split('\n').slice(2).map(cellsOf);
};

interface Change {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
}
const changes: readonly Change[] = tableAfter('## Every change of status').map(([from = '', to = '', by = '']) => ({
  from: wordsIn(from)[0] ?? from,
  to: wordsIn(to)[0] ?? '',
  events: wordsIn(by),
}));
const isTold = (from: string, to: string, event: string): boolean =>
  changes.some(
    (each) => (each.from === from || (each.from === 'any' && from !== '–')) && each.to === to && each.events.includes(event),
  );

describe('docs/lifecycle.md', () => {
  it('lists every change of status in random histories, with the events that cause it', () => {
    const untold = new Set<string>();
    for (const { statuses, events } of fc.sample(histories, 1_200))
      statuses.forEach((to, index) => {
        const from = statuses[index - 1] ?? '–';
        const event = events[index]?.type ?? '';
        if (from !== to && !isTold(from, to, event)) untold.add(`${from} → ${to} by ${event}`);
      });
    expect([...untold]).toEqual([]);
  });

  it('uses only statuses and events that exist', () => {
    const statuses: readonly string[] = RECORDING_STATUSES;
    expect(changes.length).toBeGreaterThan(20);
    for (const { from, to, events } of changes) {
      expect([...statuses, 'any', '–']).toContain(from);
      expect(statuses).toContain(to);
      expect(events.filter((event) => !Object.hasOwn(assetEvents, event))).toEqual([]);
      expect(events).not.toEqual([]);
    }
  });

  it('draws only changes that its table lists', () => {
    const drawn = [...page.matchAll(/^ {2}(\[\*\]|\w+) --> (\w+):/gm)].map(([, from = '', to = '']) => [
      from === '[*]' ? '–' : from,
      to,
    ]);
    expect(drawn.length).toBeGreaterThan(10);
    const isDocumented = ([from, to]: readonly string[]): boolean =>
      changes.some((each) => (each.from === from || each.from === 'any') && each.to === to);
    expect(drawn.filter((each) => !isDocumented(each))).toEqual([]);
  });

  it('explains every status once, and every situation of a step', () => {
    expect(tableAfter('## The statuses').flatMap(([status = '']) => wordsIn(status))).toEqual(RECORDING_STATUSES);
    expect(tableAfter('`steps[].code` is the situation of a step:').flatMap(([code = '']) => wordsIn(code))).toEqual(
      STEP_SITUATIONS,
    );
  });
});
