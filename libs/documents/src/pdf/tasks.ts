import { Type, type Static } from 'typebox';
import type { Task } from '../isolated/task.js';

const Short = Type.String({ maxLength: 1_000 });

export const PdfFactsSchema = Type.Object({
  /** A password is needed to see anything. */
  locked: Type.Boolean(),
  /** In whatever way: with a password for the owner alone everybody can read. */
  encrypted: Type.Boolean(),
  signed: Type.Boolean(),
  /** None where it is locked. */
  pages: Type.Optional(Type.Integer({ minimum: 0 })),
  title: Type.Optional(Short),
  author: Type.Optional(Short),
  /** ISO 8601, UTC. */
  created: Type.Optional(Short),
});
export type PdfFacts = Static<typeof PdfFactsSchema>;

export interface PdfInput {
  readonly path: string;
}

/** What kind of PDF it is. */
export const inspectPdfTask: Task<PdfInput, typeof PdfFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'inspect-pdf',
  result: PdfFactsSchema,
  note: Type.Never(),
};

export interface LayerInput extends PdfInput {
  /** Where the text of the pages is written: one `PageLayer` for each. */
  readonly output: string;
  readonly mostCharacters: number;
}
export const LayerFactsSchema = Type.Object({ pages: Type.Integer(), withText: Type.Integer(), characters: Type.Integer() });
const PagesDoneSchema = Type.Object({ done: Type.Integer(), total: Type.Integer() });

/** The text that is already in a PDF, page by page. */
export const pdfLayerTask: Task<LayerInput, typeof LayerFactsSchema, typeof PagesDoneSchema> = {
  name: 'pdf-layer',
  result: LayerFactsSchema,
  note: PagesDoneSchema,
};

/** The text that a page of a PDF has of its own; usable where it can be read and is more than a stamp. */
export const PageLayerSchema = Type.Object({ page: Type.Integer({ minimum: 1 }), text: Type.String(), usable: Type.Boolean() });
export type PageLayer = Static<typeof PageLayerSchema>;

export interface ImageInput extends PdfInput {
  readonly output: string;
}
export const ImagePdfSchema = Type.Object({ width: Type.Integer(), height: Type.Integer() });

/** A picture as a PDF of one page. */
export const imagePdfTask: Task<ImageInput, typeof ImagePdfSchema, ReturnType<typeof Type.Never>> = {
  name: 'image-pdf',
  result: ImagePdfSchema,
  note: Type.Never(),
};
