import { Type, type TProperties } from 'typebox';
import type { DeliveryRequest } from '../kit/destination.js';

export const DRAFT_FILE = {
  name: Type.String(),
  size: Type.Integer({ minimum: 0 }),
  sha256: Type.String(),
  /** The upload session. It is a secret that may open the session. */
  session: Type.Optional(Type.String()),
  /** The hash of the content in the service's own algorithm, once all but the last chunk was sent and verified. */
  hash: Type.Optional(Type.String()),
} satisfies TProperties;

/** The fields of every draft, besides its folder and its files. */
export const DRAFT = {
  v: Type.Literal(1),
  assetId: Type.String(),
  output: Type.String(),
  key: Type.String(),
  /** All files exist, and the folder is marked as complete. */
  done: Type.Boolean(),
  /** Given up: no attempt continues it, and its folder is being deleted. */
  dropped: Type.Optional(Type.Literal(true)),
} satisfies TProperties;

export interface DraftFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly session?: string;
  readonly hash?: string;
}

/** A delivery to a cloud storage in progress, which every attempt at the same content continues. */
export interface Draft {
  readonly v: 1;
  readonly assetId: string;
  readonly output: string;
  readonly key: string;
  /** The item's folder. The service's id is known once the folder exists. */
  readonly folder: { readonly id?: string };
  readonly files: readonly DraftFile[];
  readonly done: boolean;
  readonly dropped?: true;
}

/** Returns the part of a new draft that is the same for every service. */
export const startDraft = ({ assetId, output, key }: DeliveryRequest) => ({ v: 1, assetId, output, key, done: false }) as const;

/** Changes what is known of one file. An `undefined` value removes it. */
export const changeFile =
  (name: string, change: { readonly session?: string | undefined; readonly hash?: string }) =>
  <D extends Draft>(draft: D): D => ({
    ...draft,
    files: draft.files.map((file) => {
      if (file.name !== name) return file;
      const { session, ...rest } = { ...file, ...change };
      return session === undefined ? rest : { ...rest, session };
    }),
  });
