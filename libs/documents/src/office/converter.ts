/** What is to become a PDF. */
export interface Convertible {
  readonly path: string;
  /** Converters go by it: the one that belongs to the bytes, not the one that somebody has given. */
  readonly extension: string;
}

export interface ConversionContext {
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

/** Makes a PDF of what another program has written. */
export interface PdfConverter {
  /** `gotenberg`, `soffice`. */
  readonly id: string;
  /** Gives the path of the PDF, within the scratch folder. */
  convert(what: Convertible, context: ConversionContext): Promise<string>;
}
