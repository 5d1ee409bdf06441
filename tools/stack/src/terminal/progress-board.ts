import type { RecordingView, StepView } from '../recording/recording.js';
import { fit, plain } from './text-width.js';

export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const LONGEST_BAR = 24;
const SHORTEST_BAR = 4;
const NAME = 20;
/** Two blanks, mark, blank, name, blank. */
const BEFORE_BAR = NAME + 5;
/** What should stay free beside the bar for the percentage, the time and a note. */
const AFTER_BAR = 16;

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
    private readonly now: () => number = Date.now,
  ) {}

  /** Of the screen, less one: some terminals wrap a line that fills the last column. */
  get columns(): number {
    return (this.terminal.columns ?? 80) - 1;
  }

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
    const title = fit(recording.title, this.columns - recording.status.length - 2);
    const lines = [`${title}  ${this.paint(stateOf(recording), recording.status)}`];
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
    const width = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, this.columns - BEFORE_BAR - AFTER_BAR));
    const percent = step.progress === undefined ? undefined : `${Math.round(step.progress * 100)}%`;
    const after = [percent, this.duration(step), step.note].filter((part) => part !== undefined);
    const room = Math.max(0, this.columns - BEFORE_BAR - width);
    const tail = fit(after.map((part, index) => `${index === 0 ? ' ' : '  '}${part}`).join(''), room);
    const name = fit(step.name, NAME).padEnd(NAME);
    return `  ${this.paint(step.state, MARKS[step.state])} ${name} ${this.paint(step.state, barOf(step, width))}${tail}`;
  }

  private duration({ state, startedAt, endedAt }: StepView): string | undefined {
    if (startedAt === undefined || (state !== 'running' && endedAt === undefined)) return undefined;
    return durationText((endedAt ?? this.now()) - startedAt);
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
    this.terminal.write(`${plain(line)}\n`);
  }
}

const stateOf = ({ failed, status }: RecordingView): StepView['state'] =>
  failed ? 'failed' : status === 'READY' ? 'done' : 'running';

function barOf({ state, progress }: StepView, width: number): string {
  const full = state === 'done' ? width : state === 'running' ? Math.round((progress ?? 0) * width) : 0;
  const rest = state === 'skipped' ? ' ' : '░';
  return '█'.repeat(full) + rest.repeat(width - full);
}

function durationText(ms: number): string | undefined {
  const seconds = Math.floor(ms / 1000);
  // The shortest ones tell nobody anything; clocks that disagree tell worse.
  if (seconds < 1) return undefined;
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
