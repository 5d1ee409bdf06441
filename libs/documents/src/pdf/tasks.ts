import { Type, type Static } from 'typebox';
import type { Task } from '../isolated/task.js';

const Short = Type.String({ maxLength: 1_000 });

export const PdfFactsSchema = Type.Object({
  /** Nothing can be read without a password. */
  locked: Type.Boolean(),
  /** True for every encryption. With an owner password only, everyone can read the file. */
  encrypted: Type.Boolean(),
  signed: Type.Boolean(),
  /** All pages of the file, also those that its own page count leaves out. Absent if the file is locked. */
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

export const inspectPdfTask: Task<PdfInput, typeof PdfFactsSchema, ReturnType<typeof Type.Never>> = {
  name: 'inspect-pdf',
  result: PdfFactsSchema,
  note: Type.Never(),
};

/** The pages of the written PDF. Absent if it cannot be read without a password. */
export const ReadBackFields = { readablePages: Type.Optional(Type.Integer({ minimum: 0 })) } as const;

export interface LayerInput extends PdfInput {
  /** The path of the output: one `PageLayer` for each page. */
  readonly output: string;
  readonly mostCharacters: number;
}
export const LayerFactsSchema = Type.Object({ pages: Type.Integer(), withText: Type.Integer(), characters: Type.Integer() });
const PagesDoneSchema = Type.Object({ done: Type.Integer(), total: Type.Integer() });

export const pdfLayerTask: Task<LayerInput, typeof LayerFactsSchema, typeof PagesDoneSchema> = {
  name: 'pdf-layer',
  result: LayerFactsSchema,
  note: PagesDoneSchema,
};

/** The text that a page contains already; `usable` if it is readable and more than a stamp. */
export const PageLayerSchema = Type.Object({ page: Type.Integer({ minimum: 1 }), text: Type.String(), usable: Type.Boolean() });
export type PageLayer = Static<typeof PageLayerSchema>;

export interface ImageInput extends PdfInput {
  readonly output: string;
}
export const ImagePdfSchema = Type.Object({ width: Type.Integer(), height: Type.Integer() });

export const imagePdfTask: Task<ImageInput, typeof ImagePdfSchema, ReturnType<typeof Type.Never>> = {
  name: 'image-pdf',
  result: ImagePdfSchema,
  note: Type.Never(),
};

export interface PageImageInput extends PdfInput {
  /** The path of the JPEG. */
  readonly output: string;
  /** Pixels of the longer side. */
  readonly side: number;
}
const PageImageSchema = Type.Object({ width: Type.Integer(), height: Type.Integer() });
export type PageImage = Static<typeof PageImageSchema>;

export const firstPageTask: Task<PageImageInput, typeof PageImageSchema, ReturnType<typeof Type.Never>> = {
  name: 'first-page',
  result: PageImageSchema,
  note: Type.Never(),
};
