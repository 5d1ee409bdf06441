export type UploadKind = 'recordings' | 'documents';

export type UploadState =
  | 'sending'
  | 'waiting'
  | 'paused'
  | 'finishing'
  | 'done'
  | 'duplicate'
  | 'failed'
  | 'interrupted'
  | 'outdated';

/** The choices for new items. An empty text leaves the choice to the defaults of the library. */
export interface UploadOptions {
  /** `auto` or a language tag. */
  readonly language: string;
  /** The id of a template. */
  readonly template: string;
}

export const NO_OPTIONS: UploadOptions = { language: '', template: '' };

export interface RunRefusal {
  readonly detail: string;
  readonly try_instead: string | null;
}

export interface UploadView {
  readonly key: string;
  readonly name: string;
  readonly kind: UploadKind;
  readonly size: number;
  /** Bytes that the server has confirmed or is about to confirm. */
  readonly sent: number;
  readonly state: UploadState;
  readonly recordingId?: string;
  /** Recording with the same content, if the upload is a duplicate. */
  readonly existingId?: string;
  readonly error?: unknown;
  /** The reason why the requested run has not started. */
  readonly runRefusal?: RunRefusal | undefined;
  /** The id of the item whose file it replaces. Absent: it becomes a new item. */
  readonly replaces?: string | undefined;
  readonly options: UploadOptions;
}

export type UploadChange = Partial<Omit<UploadView, 'key' | 'name' | 'kind' | 'size' | 'replaces' | 'options'>>;

export interface UploadTarget {
  readonly kind: UploadKind;
  readonly replaces?: string | undefined;
  readonly options: UploadOptions;
}

export type UploadResult =
  | { readonly kind: 'registered'; readonly recordingId: string; readonly runRefusal: RunRefusal | undefined }
  | { readonly kind: 'duplicate'; readonly existingId: string };

export const isFinished = ({ state }: Pick<UploadView, 'state'>): boolean => ['done', 'duplicate', 'failed'].includes(state);
