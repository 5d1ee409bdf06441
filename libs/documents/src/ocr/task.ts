import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

/** The bundled engine, or a program of the machine. */
export type Recogniser =
  | { readonly kind: 'tesseract.js' }
  | { readonly kind: 'tesseract'; readonly path: string; readonly env: Readonly<Record<string, string>> };

export interface ReadPagesInput {
  readonly path: string;
  /** From 1, in reading order. */
  readonly pages: readonly number[];
  /** Receives a file for each page: `page-<n>.json`. */
  readonly folder: string;
  readonly recogniser: Recogniser;
  readonly languages: readonly string[];
  /** Has a file `<language>.traineddata` for each language. */
  readonly dataFolder: string;
  readonly maxPixels: number;
}

const NoteSchema = Type.Union([Type.Object({ began: Type.Integer() }), Type.Object({ read: Type.Integer() })]);

export const readPagesTask: Task<ReadPagesInput, ReturnType<typeof Type.Object>, typeof NoteSchema> = {
  name: 'read-pages',
  result: Type.Object({}),
  note: NoteSchema,
};

export const pageFileName = (page: number): string => `page-${String(page)}.json`;
