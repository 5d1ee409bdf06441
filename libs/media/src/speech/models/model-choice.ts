import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { findListedModel } from './catalogue.js';
import { replaceFile } from './replace-file.js';

/** The choice of the model is left to the product. */
export const AUTO = 'auto';

const Stored = Compile(Type.Object({ v: Type.Literal(1), model: Type.String() }));

const choiceFile = (folder: string): string => join(folder, 'choice.json');

/** Returns the model of the list that a person has chosen for this machine, or `auto`. */
export function readChoice(folder: string): string {
  try {
    const value: unknown = JSON.parse(readFileSync(choiceFile(folder), 'utf8'));
    return Stored.Check(value) && findListedModel(value.model) !== undefined ? value.model : AUTO;
  } catch {
    return AUTO;
  }
}

/** Stores a choice for all processes of this machine, beside the models. */
export async function writeChoice(folder: string, model: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replaceFile(choiceFile(folder), { v: 1, model });
}
