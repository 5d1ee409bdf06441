export interface Writing {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** Refused with `exists` where the service knows conditions and there is something. */
  readonly onlyIfAbsent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The same in the words of the API. */
export const written = ({ metadata, contentType }: Writing): { Metadata?: Record<string, string>; ContentType?: string } => ({
  ...(metadata === undefined ? {} : { Metadata: { ...metadata } }),
  ...(contentType === undefined ? {} : { ContentType: contentType }),
});

export const condition = ({ onlyIfAbsent }: Writing): { IfNoneMatch?: string } =>
  onlyIfAbsent === true ? { IfNoneMatch: '*' } : {};
