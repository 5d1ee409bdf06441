import { elapsedText } from '../output/dates.js';
import type { TerminalStream } from '../output/terminal.js';
import { shorten, stripControls, wrap } from '../output/text-width.js';
import type { StepView } from './steps.js';

export interface RecordingProgress {
  readonly title: string;
  readonly status: string;
  readonly failed: boolean;
  readonly steps: readonly StepView[];
  /** Reasons for its waits, shown below its steps. */
  readonly waits: readonly string[];
}

const LONGEST_BAR = 24;
const SHORTEST_BAR = 4;
const NAME = 20;
/** Two blanks, mark, blank, name, blank. */
const BEFORE_BAR = NAME + 5;
/** Columns for the percentage, the time and a note. */
const AFTER_BAR = 16;

const MARKS: Readonly<Record<StepView['state'], string>> = { waiting: '·', running: '▸', done: '✓', skipped: '–', failed: '✗' };
const COLOURS: Readonly<Record<StepView['state'], string>> = {
  waiting: '2',
  running: '36',
  done: '32',
  skipped: '33',
  failed: '31',
};
const WAIT = '  … ';
const ESCAPE = '\u001b[';

/**
 * Shows the progress of a recording. A terminal gets a block with one bar for each step, redrawn in place; other outputs get a
 * line for each change.
 */
export class ProgressBoard {
  private drawn = 0;
  private readonly lastLines = new Map<string, string>();

  constructor(
    private readonly terminal: TerminalStream,
    private readonly colours: boolean,
    private readonly now: () => number = Date.now,
  ) {}

  /** One less than the terminal's: some terminals wrap a line that fills the last column. */
  get columns(): number {
    return this.terminal.columns - 1;
  }

  show(recording: RecordingProgress): void {
    if (this.terminal.isTTY) this.redraw(recording);
    else this.sayChanges(recording);
  }

  say(line: string): void {
    this.clear();
    this.terminal.stream.write(`${line}\n`);
  }

  /** Leaves the block as it is; a new one starts below it. */
  finish(): void {
    this.drawn = 0;
  }

  private redraw(recording: RecordingProgress): void {
    const title = shorten(recording.title, this.columns - recording.status.length - 2);
    const lines = [`${title}  ${this.paint(stateOf(recording), recording.status)}`];
    lines.push(...recording.steps.map((step) => this.line(step)));
    lines.push(
      ...recording.waits
        .flatMap((wait) => wrap(stripControls(wait).split(' '), this.columns - WAIT.length, ' '))
        .map((line) => `${WAIT}${line}`),
    );
    this.clear();
    this.terminal.stream.write(lines.map((line) => `${line}\n`).join(''));
    this.drawn = lines.length;
  }

  private clear(): void {
    if (this.drawn > 0) this.terminal.stream.write(`${ESCAPE}${this.drawn}A${ESCAPE}0J`);
    this.drawn = 0;
  }

  private line(step: StepView): string {
    const width = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, this.columns - BEFORE_BAR - AFTER_BAR));
    const percent = step.progress === undefined ? undefined : `${Math.round(step.progress * 100)}%`;
    const after = [percent, this.duration(step), step.note].filter((part) => part !== undefined);
    const room = Math.max(0, this.columns - BEFORE_BAR - width);
    const tail = shorten(after.map((part, index) => `${index === 0 ? ' ' : '  '}${part}`).join(''), room);
    const name = shorten(step.name, NAME).padEnd(NAME);
    return `  ${this.paint(step.state, MARKS[step.state])} ${name} ${this.paint(step.state, barOf(step, width))}${tail}`;
  }

  private duration({ state, startedAt, endedAt }: StepView): string | undefined {
    if (startedAt === undefined || (state !== 'running' && endedAt === undefined)) return undefined;
    return elapsedText((endedAt ?? this.now()) - startedAt);
  }

  private paint(state: StepView['state'], text: string): string {
    return this.colours ? `${ESCAPE}${COLOURS[state]}m${text}${ESCAPE}0m` : text;
  }

  private sayChanges(recording: RecordingProgress): void {
    // The status follows from the steps, so it is printed after them, except while all steps wait.
    for (const step of recording.steps.filter(({ state }) => state !== 'waiting')) {
      const percent = step.progress === undefined ? '' : ` ${Math.floor(step.progress * 10) * 10}%`;
      this.sayOnce(step.name, `  ${step.name}: ${step.state}${percent}${step.note === undefined ? '' : ` (${step.note})`}`);
    }
    for (const [index, wait] of recording.waits.entries()) this.sayOnce(`wait ${String(index)}`, `${WAIT}${wait}`);
    this.sayOnce('status', `${recording.title}: ${recording.status}`);
  }

  private sayOnce(key: string, line: string): void {
    if (this.lastLines.get(key) === line) return;
    this.lastLines.set(key, line);
    this.terminal.stream.write(`${stripControls(line)}\n`);
  }
}

const stateOf = ({ failed, status }: RecordingProgress): StepView['state'] =>
  failed ? 'failed' : status === 'READY' ? 'done' : 'running';

function barOf({ state, progress }: StepView, width: number): string {
  const full = state === 'done' ? width : state === 'running' ? Math.round((progress ?? 0) * width) : 0;
  const rest = state === 'skipped' ? ' ' : '░';
  return '█'.repeat(full) + rest.repeat(width - full);
}
