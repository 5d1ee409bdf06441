export type UploadKind = 'recordings' | 'documents';

/** `queued`: other files are sent first. `checking`: its hash is computed, so that the server can say whether it has the file. */
export type UploadState =
  | 'queued'
  | 'checking'
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
  /** With the folder that was chosen: two files with one name are two files. */
  readonly path: string;
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

export type UploadChange = Partial<Omit<UploadView, 'key' | 'name' | 'path' | 'kind' | 'size' | 'replaces' | 'options'>>;

export interface UploadTarget {
  readonly kind: UploadKind;
  readonly replaces?: string | undefined;
  readonly options: UploadOptions;
}

export type UploadResult =
  | { readonly kind: 'registered'; readonly recordingId: string; readonly runRefusal: RunRefusal | undefined }
  | { readonly kind: 'duplicate'; readonly existingId: string };

/** Returns true while it needs the connection. */
export const isInFlight = ({ state }: Pick<UploadView, 'state'>): boolean =>
  ['checking', 'sending', 'waiting', 'finishing'].includes(state);

/** Returns true if the server has the file. */
export const isAdded = ({ state }: Pick<UploadView, 'state'>): boolean => state === 'done' || state === 'duplicate';

export const isFinished = (view: Pick<UploadView, 'state'>): boolean => isAdded(view) || view.state === 'failed';
