import type { UploadOptions, UploadTarget } from './upload.js';

interface OptionValues {
  readonly language?: string;
  readonly template_id?: number;
  readonly bind_template?: boolean;
}

/** Returns the fields of a registration that the user has chosen. */
export function optionValues({ language, template }: UploadOptions): OptionValues {
  return {
    ...(language === '' ? {} : { language }),
    // The item keeps the template for its later runs.
    ...(template === '' ? {} : { template_id: Number(template), bind_template: true }),
  };
}

/** Returns the chosen fields as metadata of a resumable upload. */
export const optionFields = (options: UploadOptions): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(optionValues(options)).map(([name, value]) => [name, String(value)]));

/** Returns the metadata of a resumable upload. A replaced file keeps the language and the template of its item. */
export function uploadMetadata(
  { name, type }: Pick<File, 'name' | 'type'>,
  { kind, replaces, options }: UploadTarget,
): Readonly<Record<string, string>> {
  return {
    filename: name,
    filetype: type,
    ...(replaces === undefined ? { run: 'true', ...optionFields(options) } : { replaces }),
    ...(kind === 'documents' ? { pipeline: 'document' } : {}),
  };
}
