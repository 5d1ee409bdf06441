import { findProgram } from '@throughline/media';
import type { PdfConverter } from './converter.js';
import { GotenbergConverter } from './gotenberg.js';
import { SofficeConverter } from './soffice.js';

export interface ConverterSettings {
  /** The address of a Gotenberg server; preferred to a program of the machine. */
  readonly gotenbergUrl?: string | undefined;
  /** LibreOffice, by name or path. */
  readonly sofficePath: string;
}

/** Returns `undefined` if there is no converter: Office files are kept without conversion. */
export async function openConverter({ gotenbergUrl, sofficePath }: ConverterSettings): Promise<PdfConverter | undefined> {
  if (gotenbergUrl !== undefined) return new GotenbergConverter({ baseUrl: gotenbergUrl });
  const path = await findProgram(sofficePath);
  return path === undefined ? undefined : new SofficeConverter(path);
}
