import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { replaceFile } from './replace-file.js';

const share = Type.Number({ minimum: 0, maximum: 1 });

const CalibrationSchema = Type.Object({
  engine: Type.String(),
  model: Type.String(),
  /** The number of words with a score and a reference. */
  words: Type.Integer({ minimum: 1 }),
  measuredAt: Type.String({ format: 'date-time' }),
  /** By rising score, the share of words with that score that are right. */
  points: Type.Array(Type.Object({ score: share, right: share }), { minItems: 1 }),
});

/** Tells how many words are right that an engine gives a certain score. Measured on reference recordings. */
export type Calibration = Static<typeof CalibrationSchema>;

const Stored = Compile(Type.Object({ v: Type.Literal(1), calibrations: Type.Array(CalibrationSchema) }));

const calibrationsFile = (folder: string): string => join(folder, 'calibrations.json');

/** Returns nothing if there is no file, or none that can be read: scores are then not calibrated. */
export function readCalibrations(folder: string): readonly Calibration[] {
  try {
    const value: unknown = JSON.parse(readFileSync(calibrationsFile(folder), 'utf8'));
    return Stored.Check(value) ? value.calibrations : [];
  } catch {
    return [];
  }
}

export const findCalibration = (
  calibrations: readonly Calibration[],
  { engine, model }: Pick<Calibration, 'engine' | 'model'>,
): Calibration | undefined => calibrations.find((each) => each.engine === engine && each.model === model);

/** Stores calibrations for all processes of this machine, beside the models. They replace earlier ones of their engines. */
export async function storeCalibrations(folder: string, measured: readonly Calibration[]): Promise<void> {
  const others = readCalibrations(folder).filter((each) => findCalibration(measured, each) === undefined);
  await mkdir(folder, { recursive: true });
  await replaceFile(calibrationsFile(folder), { v: 1, calibrations: [...measured, ...others] });
}
