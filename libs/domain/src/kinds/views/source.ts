import type { Turn } from '@throughline/contracts';
import { contentOf, originalOf } from '../../asset/content.js';
import type { PersonalData } from '../../asset/personal.js';
import { isHistoryOnly } from '../../asset/history-only.js';
import { leftOriginalOf, type LeftOriginal } from '../../asset/left-original.js';
import { redactAddress } from '../../asset/redact-address.js';
import type { Asset } from '../../asset/state.js';
import { knownSecondsOf } from '../../asset/steps/media.js';
import { resultOf } from '../../asset/steps/steps.js';

/** One file of a recording at the service that it came from. */
export interface SourceFile {
  /** The service's name of the kind of file, such as `gallery_view`. */
  readonly name: string;
  /** True if the item has it. */
  readonly taken: boolean;
}

/** The key of the files in the result of the source step. */
export const SOURCE_FILES = 'source_files';

/** The key of the contents that a document made of pages lacks, in the result of its first step. */
export const LEFT_OUT = 'left_out';

/** The documents that a document has pages of. */
export interface MadeOf {
  readonly documents: readonly {
    readonly id: string;
    /** Null: all pages, as they were. */
    readonly pages: readonly { readonly from: number; readonly to: number; readonly rotate: Turn }[] | null;
  }[];
  /** The contents of their files that are no part of the pages. Null until the file is made. */
  readonly left_out: readonly string[] | null;
}

/** The source of a recording, as its owner sees it. */
export interface SourceItem {
  readonly kind: string;
  /** The number of the source that has brought it; null if a person has registered it. */
  readonly source_id: number | null;
  /** Without user, query and fragment, which may contain secrets. Null if there is no address, or it was erased. */
  readonly url: string | null;
  /** Null until the bytes have arrived. */
  readonly size: number | null;
  readonly media_type: string | null;
  /** SHA-256 of the bytes in hex. Null until they have arrived, and after an erasure. */
  readonly sha256: string | null;
  /** The length of the media. Before it is measured, the length that the source names. Null if unknown. */
  readonly duration_seconds: number | null;
  /** Absent if the source has one file only, and until the bytes have arrived. */
  readonly files?: readonly SourceFile[];
  /** Present if the item was made of pages of documents. */
  readonly made_of?: MadeOf;
  /** True if the item has the history of an older system and no file. Absent otherwise. */
  readonly history_only?: true;
  /** The file that stays in a folder of the operator. Absent if there is none. */
  readonly original?: Pick<LeftOriginal, 'folder' | 'size'> & {
    /** Below the folder. Null after an erasure. */
    readonly path: string | null;
  };
}

const isSourceFile = (value: unknown): value is SourceFile =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'taken' in value &&
  typeof value.taken === 'boolean';

function filesOf({ steps }: Asset): Pick<SourceItem, 'files'> {
  const files = resultOf(steps.find(({ kind }) => kind === 'source'))?.[SOURCE_FILES];
  return Array.isArray(files) && files.length > 0 ? { files: files.filter(isSourceFile) } : {};
}

const NO_TURN: Turn = 0;

function madeOf(asset: Asset): Pick<SourceItem, 'made_of'> {
  const { source } = asset;
  if (source === undefined || !('documents' in source)) return {};
  const leftOut = resultOf(asset.steps.find(({ step }) => step === 'hash_file'))?.[LEFT_OUT];
  return {
    made_of: {
      documents: source.documents.map(({ id, pages }) => ({
        id,
        pages: pages?.map(({ from, to, rotate = NO_TURN }) => ({ from, to, rotate })) ?? null,
      })),
      left_out: Array.isArray(leftOut) ? leftOut.filter((each) => typeof each === 'string') : null,
    },
  };
}

function renderOriginal({ source }: Asset, { sourceUrl }: PersonalData): Pick<SourceItem, 'original'> {
  const left = leftOriginalOf(source);
  return left === undefined ? {} : { original: { folder: left.folder, path: sourceUrl ?? null, size: left.size } };
}

const addressOf = ({ source }: Asset, { sourceUrl }: PersonalData): string | null =>
  sourceUrl === undefined || leftOriginalOf(source) !== undefined ? null : (redactAddress(sourceUrl) ?? null);

/** An item whose files were erased or have expired cannot get one. */
const mayGetFile = (asset: Asset): boolean =>
  isHistoryOnly(asset) && asset.erasedAt === undefined && asset.expiredAt === undefined;

export function renderSource(asset: Asset, personal: PersonalData): SourceItem {
  const there = originalOf(asset);
  return {
    kind: asset.sourceKind,
    source_id: asset.sourceId ?? null,
    url: addressOf(asset, personal),
    size: there?.size ?? null,
    media_type: there?.mediaType ?? null,
    sha256: contentOf(asset) ?? null,
    duration_seconds: knownSecondsOf(asset) ?? null,
    ...filesOf(asset),
    ...madeOf(asset),
    ...(mayGetFile(asset) ? { history_only: true } : {}),
    ...renderOriginal(asset, personal),
  };
}
