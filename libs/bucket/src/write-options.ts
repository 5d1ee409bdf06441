export interface WriteOptions {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** Fails with `exists` if the object exists and the service supports conditions. */
  readonly onlyIfAbsent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

export const toWriteFields = ({
  metadata,
  contentType,
}: WriteOptions): { Metadata?: Record<string, string>; ContentType?: string } => ({
  ...(metadata === undefined ? {} : { Metadata: { ...metadata } }),
  ...(contentType === undefined ? {} : { ContentType: contentType }),
});

export const toCondition = ({ onlyIfAbsent }: WriteOptions): { IfNoneMatch?: string } =>
  onlyIfAbsent === true ? { IfNoneMatch: '*' } : {};
