import { Type } from 'typebox';
import type { Task } from '../isolated/task.js';

/** What recognises: the one that comes with the product, or a program of the machine. */
export type Recogniser =
  | { readonly kind: 'tesseract.js' }
  | { readonly kind: 'tesseract'; readonly path: string; readonly env: Readonly<Record<string, string>> };

export interface ReadPagesInput {
  readonly path: string;
  /** From 1, in the order in which they are read. */
  readonly pages: readonly number[];
  /** Gets a file for each page that was read: `page-<n>.json`. */
  readonly folder: string;
  readonly recogniser: Recogniser;
  readonly languages: readonly string[];
  /** With a file `<language>.traineddata` for each of them. */
  readonly dataFolder: string;
  readonly maxPixels: number;
}

const NoteSchema = Type.Union([Type.Object({ began: Type.Integer() }), Type.Object({ read: Type.Integer() })]);

/** Pages of a PDF as pictures, and what is written on them. */
export const readPagesTask: Task<ReadPagesInput, ReturnType<typeof Type.Object>, typeof NoteSchema> = {
  name: 'read-pages',
  result: Type.Object({}),
  note: NoteSchema,
};

/** The file of a page. */
export const pageFile = (page: number): string => `page-${String(page)}.json`;
