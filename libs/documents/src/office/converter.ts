export interface ConversionInput {
  readonly path: string;
  /** Converters rely on it. It follows from the bytes, not from the user's file name. */
  readonly extension: string;
}

export interface ConversionContext {
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
}

export interface PdfConverter {
  /** `gotenberg`, `soffice`. */
  readonly id: string;
  /** Returns the path of the PDF in the scratch folder. */
  convert(what: ConversionInput, context: ConversionContext): Promise<string>;
}
