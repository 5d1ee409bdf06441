import { spawn } from 'node:child_process';

export interface PrometheusSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/y;

const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let at = 0; at < text.length; at = LABEL.lastIndex) {
    LABEL.lastIndex = at;
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`No label at: ${text.slice(at)}`);
    labels[name] = unescaped(value);
  }
  return labels;
}

function valueOf(text: string): number {
  const value = text === '+Inf' ? Infinity : Number(text);
  if (Number.isNaN(value) && text.toLowerCase() !== 'nan') throw new Error(`No value of a sample: ${text}`);
  return value;
}

export function readSamples(text: string): readonly PrometheusSample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = LINE.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`Not a sample: ${line}`);
      return { name, labels: labelsOf(labels), value: valueOf(value) };
    });
}

/** Returns the value of the only sample with this name and at least these labels, or undefined. */
export function findSampleValue(text: string, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const found = readSamples(text).filter(
    (sample) => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  if (found.length > 1) throw new Error(`${String(found.length)} samples of ${name} fit ${JSON.stringify(labels)}`);
  return found[0]?.value;
}

/** Runs promtool and returns its complaints; empty if there are none. */
export function runPromtool(promtool: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(promtool, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve(code === 0 ? '' : Buffer.concat(output).toString());
    });
    // It may end without reading. Its exit code tells the result.
    child.stdin.on('error', () => undefined).end(input);
  });
}
