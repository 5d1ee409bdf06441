export interface FormFile {
  readonly bytes: Uint8Array | string;
  /** Inserted into the header without escaping. */
  readonly name?: string;
  readonly type?: string;
  readonly part?: string;
}

const BOUNDARY = 'spec-boundary-7f3a';

/** Builds a multipart body by hand, so that specs can build invalid ones too. */
export function formOf(
  fields: Readonly<Record<string, string>>,
  file: FormFile | undefined,
): { payload: Buffer; headers: Record<string, string> } {
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  );
  if (file !== undefined) {
    const head =
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${file.part ?? 'file'}"; filename="${file.name ?? 'talk.mp4'}"\r\n` +
      `Content-Type: ${file.type ?? 'video/mp4'}\r\n\r\n`;
    parts.push(Buffer.from(head), Buffer.from(file.bytes), Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${BOUNDARY}--\r\n`));
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` } };
}
