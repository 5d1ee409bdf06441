import { findProgram } from '../programs/find-program.js';
import type { PdfConverter } from './converter.js';
import { GotenbergConverter } from './gotenberg.js';
import { SofficeConverter } from './soffice.js';

export interface ConverterSettings {
  /** Address of a Gotenberg server; it goes before a program of the machine. */
  readonly gotenbergUrl?: string | undefined;
  /** LibreOffice, by name or path. */
  readonly sofficePath: string;
}

/** Undefined where there is none: Office files are then kept as they are. */
export async function openConverter({ gotenbergUrl, sofficePath }: ConverterSettings): Promise<PdfConverter | undefined> {
  if (gotenbergUrl !== undefined) return new GotenbergConverter({ baseUrl: gotenbergUrl });
  const path = await findProgram(sofficePath);
  return path === undefined ? undefined : new SofficeConverter(path);
}
