import { readFileSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { replaceFile } from './replace-file.js';

const SpeedSchema = Type.Object({
  engine: Type.String(),
  model: Type.String(),
  /** Size and date of the model file. */
  file: Type.String(),
  /** The program and its version or date. */
  program: Type.String(),
  threads: Type.Integer({ minimum: 1 }),
  /** The length of the transcribed speech. */
  seconds: Type.Number({ exclusiveMinimum: 0 }),
  /** Seconds of speech for each second of time. */
  speed: Type.Number({ exclusiveMinimum: 0 }),
  peakBytes: Type.Optional(Type.Integer({ minimum: 0 })),
  measuredAt: Type.String({ format: 'date-time' }),
});

/** The speed of an engine on this machine. */
export type MeasuredSpeed = Static<typeof SpeedSchema>;
/** A speed holds for one model file, one program and one number of threads. */
export type SpeedKey = Pick<MeasuredSpeed, 'engine' | 'model' | 'file' | 'program' | 'threads'>;

const Stored = Compile(Type.Object({ v: Type.Literal(1), speeds: Type.Array(SpeedSchema) }));

const speedsFile = (folder: string): string => join(folder, 'speeds.json');
const MAX_KEPT = 50;

/** Returns nothing if there is no file, or none that can be read: a speed can be measured again. */
export function readSpeeds(folder: string): readonly MeasuredSpeed[] {
  try {
    const value: unknown = JSON.parse(readFileSync(speedsFile(folder), 'utf8'));
    return Stored.Check(value) ? value.speeds : [];
  } catch {
    return [];
  }
}

const isSame = (one: SpeedKey, other: SpeedKey): boolean =>
  one.engine === other.engine &&
  one.model === other.model &&
  one.file === other.file &&
  one.program === other.program &&
  one.threads === other.threads;

export const findSpeed = (speeds: readonly MeasuredSpeed[], key: SpeedKey): MeasuredSpeed | undefined =>
  speeds.find((speed) => isSame(speed, key));

/** A window of whisper.cpp: it needs the same time for any shorter part. */
export const WHISPER_WINDOW_SECONDS = 30;

/**
 * Adds a speed. It replaces an earlier one, unless that was measured with more speech: a clip that is shorter than a window makes
 * whisper.cpp look slow.
 */
export function addSpeed(speeds: readonly MeasuredSpeed[], measured: MeasuredSpeed): readonly MeasuredSpeed[] {
  if ((findSpeed(speeds, measured)?.seconds ?? 0) > measured.seconds) return speeds;
  return [measured, ...speeds.filter((speed) => !isSame(speed, measured))].slice(0, MAX_KEPT);
}

/** Stores a speed for all processes of this machine, beside the models. */
export async function storeSpeed(folder: string, measured: MeasuredSpeed): Promise<void> {
  const speeds = addSpeed(readSpeeds(folder), measured);
  await mkdir(folder, { recursive: true });
  await replaceFile(speedsFile(folder), { v: 1, speeds });
}

/** Size and date tell files of this machine apart, and take no time to read. */
export async function identifyFile(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  return facts === undefined ? 'unknown' : `${String(facts.size)} bytes, ${facts.mtime.toISOString()}`;
}
