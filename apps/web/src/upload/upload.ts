/** What a file becomes. */
export type UploadKind = 'recordings' | 'documents';

/** How far one upload has come, as it is shown. */
export type UploadState = 'sending' | 'waiting' | 'paused' | 'finishing' | 'done' | 'duplicate' | 'failed' | 'interrupted';

export interface UploadView {
  readonly key: string;
  readonly name: string;
  /** What it becomes. */
  readonly kind: UploadKind;
  readonly size: number;
  /** Bytes that the server has confirmed or is about to. */
  readonly sent: number;
  readonly state: UploadState;
  readonly recordingId?: string;
  /** The recording with the same content, of a duplicate. */
  readonly existingId?: string;
  /** Why it was not taken. */
  readonly error?: unknown;
}

export type Change = Partial<Omit<UploadView, 'key' | 'name' | 'kind' | 'size'>>;

/** How a finished upload was registered. */
export type UploadResult =
  { readonly kind: 'registered'; readonly recordingId: string } | { readonly kind: 'duplicate'; readonly existingId: string };

export const isOver = ({ state }: Pick<UploadView, 'state'>): boolean => ['done', 'duplicate', 'failed'].includes(state);
