import { PassThrough } from 'node:stream';
import { textWidth } from '../output/text-width.js';
import { ProgressBoard, type RecordingProgress } from './progress-board.js';
import type { StepView } from './steps.js';

const step = (name: string, state: StepView['state'], progress?: number, note?: string): StepView => ({
  name,
  state,
  progress,
  note,
  startedAt: undefined,
  endedAt: undefined,
});
const recording = (status: string, ...steps: StepView[]): RecordingProgress => ({
  title: 'Talk',
  status,
  failed: false,
  steps,
  waits: [],
});

const terminal = (isTTY: boolean, columns = 80) => {
  const stream = new PassThrough({ encoding: 'utf8', highWaterMark: 1 << 20 });
  return { stream, isTTY, columns, text: () => String(stream.read() ?? '') };
};

const ESCAPE = '\u001b';
const UP = new RegExp(`^${ESCAPE}\\[(\\d+)A`);
const PIECES = new RegExp(`(${ESCAPE}\\[\\d+A${ESCAPE}\\[0J|\n)`);

/** Applies the escape sequences: the block is redrawn, lines above it stay. */
function screen(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(PIECES)) {
    const up = UP.exec(part)?.[1];
    if (up !== undefined) lines.splice(lines.length - Number(up));
    else if (part !== '\n' && part !== '') lines.push(part);
  }
  return lines;
}

describe('ProgressBoard', () => {
  it('prints one line for each change without a terminal, and never repeats one', () => {
    const out = terminal(false);
    const board = new ProgressBoard(out, false);
    board.show(recording('INITIALIZED', step('trim', 'waiting')));
    board.show(recording('PROCESSING', step('trim', 'running', 0.31)));
    board.show(recording('PROCESSING', step('trim', 'running', 0.39)));
    board.show(recording('PROCESSING', step('trim', 'skipped', undefined, 'no_audio')));
    expect(out.text().split('\n')).toEqual([
      'Talk: INITIALIZED',
      '  trim: running 30%',
      'Talk: PROCESSING',
      '  trim: skipped (no_audio)',
      '',
    ]);
  });

  it('says what the recording waits for, once without a terminal and wrapped below the steps of a block', () => {
    const waits = [
      'transcribe: Waiting for the speech model, not fetched',
      'for a draft of English speech now: npx tl set-language 1 en',
    ];
    const waiting = { ...recording('PROCESSING', step('transcribe', 'waiting')), waits };
    const [plain, drawn] = [terminal(false), terminal(true, 50)];
    const boards = [plain, drawn].map((out) => new ProgressBoard(out, false));
    for (const board of boards) board.show(waiting);
    for (const board of boards) board.show(waiting);
    expect(plain.text().split('\n')).toEqual([...waits.map((wait) => `  … ${wait}`), 'Talk: PROCESSING', '']);
    expect(screen(drawn.text()).slice(2)).toEqual([
      '  … transcribe: Waiting for the speech model, not',
      '  … fetched',
      '  … for a draft of English speech now: npx tl',
      '  … set-language 1 en',
    ]);
  });

  it('redraws its block in place, below the lines that were printed meanwhile', () => {
    const out = terminal(true);
    const board = new ProgressBoard(out, false);
    board.say('API at …');
    board.show(recording('PROCESSING', step('trim', 'running', 0.5)));
    board.say('upload was ended; starting it again');
    board.show(recording('READY', step('trim', 'done')));
    expect(screen(out.text())).toEqual([
      'API at …',
      'upload was ended; starting it again',
      'Talk  READY',
      expect.stringMatching(/✓ trim +█{24}$/),
    ]);
  });

  it('shows the progress of a step as a bar with its percentage', () => {
    const out = terminal(true);
    new ProgressBoard(out, false).show(recording('PROCESSING', step('trim', 'running', 0.5)));
    expect(out.text()).toContain(`${'█'.repeat(12)}${'░'.repeat(12)} 50%`);
  });

  it.each([200, 80, 70, 45, 40])('never writes a line that a terminal of %d columns would wrap', (columns) => {
    const out = terminal(true, columns);
    const title = '🎤 '.repeat(100);
    const steps = [
      step('trim', 'failed', undefined, 'x'.repeat(500)),
      step('deliver to '.repeat(9), 'running', 0.5, '講'.repeat(99)),
    ];
    new ProgressBoard(out, false).show({ ...recording('PROCESSING', ...steps), title });
    const lines = screen(out.text());
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(textWidth(line)).toBeLessThan(columns);
  });

  it('shows how long a step has taken so far, and how long it took', () => {
    const out = terminal(true);
    const board = new ProgressBoard(out, false, () => 95_000);
    const times = (startedAt: number, endedAt?: number): Partial<StepView> => ({ startedAt, endedAt });
    board.show(
      recording(
        'PROCESSING',
        { ...step('trim', 'done'), ...times(0, 300) },
        { ...step('transcribe', 'done'), ...times(1_000, 45_000) },
        { ...step('topics', 'running', 0.5), ...times(30_000) },
      ),
    );
    const [, trim, transcribe, topics] = screen(out.text());
    expect(trim).toMatch(/█$/);
    expect(transcribe).toMatch(/█ 44 s$/);
    expect(topics).toMatch(/░ 50% {2}1 min 5 s$/);
  });

  it('removes control characters from titles', () => {
    for (const isTTY of [true, false]) {
      const out = terminal(isTTY);
      new ProgressBoard(out, false).show({ ...recording('READY'), title: 'a\u001b[2Jb\u202ec' });
      expect(out.text()).toContain('a�[2Jb�c');
    }
  });

  it('uses colours only if they are enabled', () => {
    const [plain, coloured] = [terminal(true), terminal(true)];
    new ProgressBoard(plain, false).show(recording('READY', step('trim', 'done')));
    new ProgressBoard(coloured, true).show(recording('READY', step('trim', 'done')));
    expect(plain.text()).not.toContain('\u001b[32m');
    expect(coloured.text()).toContain('\u001b[32m');
  });
});
