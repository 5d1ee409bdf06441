import type { RecordingView, StepView } from '../recording/recording.js';

export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const WIDTH = 24;
const MARKS: Readonly<Record<StepView['state'], string>> = { waiting: '·', running: '▸', done: '✓', skipped: '–', failed: '✗' };
const COLOURS: Readonly<Record<StepView['state'], string>> = {
  waiting: '2',
  running: '36',
  done: '32',
  skipped: '33',
  failed: '31',
};
const ESCAPE = '\u001b[';

/**
 * A recording on its way: on a terminal a block with a bar for each step that is drawn anew in its place, elsewhere a
 * line for each change.
 */
export class ProgressBoard {
  private drawn = 0;
  private readonly said = new Map<string, string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly colours: boolean,
  ) {}

  show(recording: RecordingView): void {
    if (this.terminal.isTTY) this.redraw(recording);
    else this.sayChanges(recording);
  }

  /** A line that stands above the block. */
  say(line: string): void {
    this.clear();
    this.terminal.write(`${line}\n`);
  }

  /** What is drawn stays; the next block begins below it. */
  finish(): void {
    this.drawn = 0;
  }

  private redraw(recording: RecordingView): void {
    const lines = [`${recording.title}  ${this.paint(recording.failed ? 'failed' : 'running', recording.status)}`];
    lines.push(...recording.steps.map((step) => this.line(step)));
    this.clear();
    this.terminal.write(lines.map((line) => `${line}\n`).join(''));
    this.drawn = lines.length;
  }

  private clear(): void {
    if (this.drawn > 0) this.terminal.write(`${ESCAPE}${this.drawn}A${ESCAPE}0J`);
    this.drawn = 0;
  }

  private line(step: StepView): string {
    const bar = barOf(step);
    const percent = step.progress === undefined ? '' : ` ${Math.round(step.progress * 100)}%`;
    const room = Math.max(10, (this.terminal.columns ?? 80) - 2 - 22 - WIDTH - 8);
    const note = step.note === undefined ? '' : `  ${step.note.slice(0, room)}`;
    return `  ${this.paint(step.state, MARKS[step.state])} ${step.name.padEnd(20).slice(0, 20)} ${this.paint(step.state, bar)}${percent}${note}`;
  }

  private paint(state: StepView['state'], text: string): string {
    return this.colours ? `${ESCAPE}${COLOURS[state]}m${text}${ESCAPE}0m` : text;
  }

  private sayChanges(recording: RecordingView): void {
    // The status follows from the steps: said after them, except where nothing has moved yet.
    for (const step of recording.steps.filter(({ state }) => state !== 'waiting')) {
      const percent = step.progress === undefined ? '' : ` ${Math.floor(step.progress * 10) * 10}%`;
      this.sayOnce(step.name, `  ${step.name}: ${step.state}${percent}${step.note === undefined ? '' : ` (${step.note})`}`);
    }
    this.sayOnce('status', `${recording.title}: ${recording.status}`);
  }

  private sayOnce(key: string, line: string): void {
    if (this.said.get(key) === line) return;
    this.said.set(key, line);
    this.terminal.write(`${line}\n`);
  }
}

function barOf({ state, progress }: StepView): string {
  const full = state === 'done' ? WIDTH : state === 'running' ? Math.round((progress ?? 0) * WIDTH) : 0;
  const rest = state === 'skipped' ? ' ' : '░';
  return '█'.repeat(full) + rest.repeat(WIDTH - full);
}
